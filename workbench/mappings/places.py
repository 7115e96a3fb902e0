"""Dotted paths of places in a mapping, such as `products.@arrayPath[1].id`."""

from __future__ import annotations


def dotted(place: str, key: str) -> str:
    """The place of a member of an object."""
    return f"{place}.{key}" if place else key


def indexed(place: str, index: int) -> str:
    """The place of an item of a list."""
    return f"{place}[{index}]"
