"""JavaScript's `Date` in UTC: what V8 (Node 20) reads from a text, and how it writes a moment.

Moments are `float` milliseconds since 1970-01-01T00:00:00Z; an invalid date is `nan`, as in JavaScript.
`parse_date` follows the behaviour of `Date.parse` observed on Node 20.20 with `TZ=UTC`: first the ISO form of
the language, then V8's lenient reading of anything else.
"""

from workbench.jsdates.moments import (
    DAY_MS,
    civil_from_days,
    clip_time,
    days_from_civil,
    iso_text,
    long_text,
    make_time,
)
from workbench.jsdates.reader import parse_date

__all__ = [
    "DAY_MS",
    "civil_from_days",
    "clip_time",
    "days_from_civil",
    "iso_text",
    "long_text",
    "make_time",
    "parse_date",
]
