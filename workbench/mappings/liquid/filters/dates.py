"""Filters of dates. What is no date stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workbench.jsvalues import UNDEFINED, Json, unit_length
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.moments import Moment, moment_of
from workbench.mappings.liquid.strftime import ordinal, strftime
from workbench.mappings.liquid.values import is_nil, length_of, plain, text

_STANDARD: Final = "%A, %B %-e, %Y at %-l:%M %P %z"


def _date(context: Context, value: Json, form: Json = UNDEFINED, zone: Json = UNDEFINED) -> Json:
    for given in (value, zone):
        context.use(length_of(given))
    moment = moment_of(value, zone, context.now())
    if moment is None:
        return value
    form = plain(form)
    pattern = _STANDARD if is_nil(form) else text(form)
    context.use(unit_length(pattern))
    return strftime(moment, pattern, context)


def _xmlschema(context: Context, value: Json) -> Json:
    return _date(context, value, "%Y-%m-%dT%H:%M:%S%:z")


def _rfc822(context: Context, value: Json) -> Json:
    return _in_utc(context, value, lambda _: "%a, %d %b %Y %H:%M:%S %z")


def _in_utc(context: Context, value: Json, form: Callable[[Moment], str]) -> Json:
    moment = moment_of(value, UNDEFINED, context.now())
    return value if moment is None else strftime(moment, form(moment), context)


def _long_form(month: str) -> Callable[..., Json]:
    """A filter for `05 March 2024`, as `ordinal` `5th March 2024`, and in style `US` `March 5th, 2024`."""

    def run(context: Context, value: Json, kind: Json = UNDEFINED, style: Json = UNDEFINED) -> Json:
        def form(moment: Moment) -> str:
            if kind != "ordinal":
                return f"%d {month} %Y"
            day = f"{moment.date[2]}{ordinal(moment)}"
            return f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y"

        return _in_utc(context, value, form)

    return run


DATE_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "date": _date,
    "date_to_long_string": _long_form("%B"),
    "date_to_rfc822": _rfc822,
    "date_to_string": _long_form("%b"),
    "date_to_xmlschema": _xmlschema,
}
"""The filters by name."""
