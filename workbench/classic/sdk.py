"""Values that only the web SDK knows."""

from __future__ import annotations


class SdkDate(str):
    """A date object among the arguments of an SDK call; as text, its ISO form in UTC."""

    __slots__ = ()
