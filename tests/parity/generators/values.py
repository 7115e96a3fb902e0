"""Random JSON values, the awkward ones included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, TypeVar

from workbench.jsvalues import Json

T = TypeVar("T")

TEXTS: Final = (
    "", " ", "  pad ", "a", "Ab c", "gold", "Order Completed", "true", "false", "null", "undefined", "NaN",
    "Infinity", "0", "-0", "00", "12", "0012", "1e3", " 7 ", "0x1f", "1_000", "5.50", "-3",
    "9007199254740993",
    "[object Object]", "1,2", "a,b,c", "{\"k\":[1,{\"z\":null}]}", "[1,2", "\"s\"", "[]", "{}", "1e400",
    "2024-03-05T06:07:08Z", "2024-03-05T06:07:08.123+02:00", "2024-03-05", "2024-02-30", "2024-3-5 1:2",
    "20240305", "2024", "12/31/2024", "Mar 5, 2024", "5 March 2024 10:20", "Tue, 05 Mar 2024 06:07:08 GMT",
    "2024-13-01", "1709618828", "1709618828123", "06:07", "2024-W10", "2024-03-05 06:07:08",
    "mia@example.com", "Mia@EXAMPLE.com", "not an address", "a@b", "https://example.com/p?q=1#x", "//x",
    "url",
    "m", "F", "male", "Female", "other", "n", "prefer not to say", "USD", "eur", "NO",
    "日本", "Ünïcode ß İ ı", "ÀÉ", "😀", "\ud83d", "\ude00\ud83d", "e\u0301", "ﬀ", "Ǆ", "Σας", "\u2028",
    "\u00a0x\ufeff",
    "\u0000", "\t\n\r", "\u001b[31m", "\u200b", "<b>a & 'b' \"c\"</b>", "a\\b", "$&", "$$1", "$`$'", "a.b",
    "a b.c",
    "{{ $.userId }}", "{{{ $.properties }}}", "{{", "}}", "{% if %}", "@path", "$.userId",
    "constructor", "length", "toString", "x" * 70,
)  # fmt: skip
NUMBERS: Final[tuple[Json, ...]] = (
    0, -0.0, 1, -1, 2, 3.5, -2.5, 0.1, 0.30000000000000004, 12.005, 75, 76, 100, 1e21, 1e20, -1e21, 1e-7,
    1.5e-7,
    1e300, 5e-324, 1.7976931348623157e308, 2**31, 2**32 - 1, 2**53, 2**53 + 2, 123456789012345680000,
    1709618828,
    1709618828123, 8.64e15, 8.64e15 + 1, -62135596800000, 253402300800000, 20240305, 2024,
)  # fmt: skip
KEYS: Final = (
    "a", "b", "c", "name", "email", "id", "n1", "items", "0", "1", "10", "a b", "x.y", "", "length", "é",
    "sku", "price", "quantity", "time", "type", "value",
)  # fmt: skip
_DATE_PARTS: Final = (
    "2024", "24", "03", "5", "31", "32", "0", "Mar", "march", "Tue", "Z", "GMT", "GMT+0200", "UTC", "EST",
    "am", "PM",
    "06:07", "06:07:08", "12:00", "T", "+02:00", "-5", ".123", "(note)", "th", "1e3", ",", "00",
    "1709618828",
)  # fmt: skip
INHERITED: Final = ("constructor", "toString", "hasOwnProperty", "valueOf", "prototype")
"""Members that JavaScript finds in objects that do not have them.

`__proto__` is not among them, nor in any path: it gives objects of the JavaScript engine,
which JSON has not,
and as a key of an event it is lost in the original wherever that copies an object.
"""


def chance(rng: Random, probability: float) -> bool:
    """True as often as `probability` says."""
    return rng.random() < probability


def weighted(rng: Random, *options: tuple[float, Callable[[Random], T]]) -> T:
    """What one of the makers gives, each taken as often as its weight says."""
    (maker,) = rng.choices([one for _, one in options], [weight for weight, _ in options])
    return maker(rng)


def date_text(rng: Random) -> str:
    """A text that is a date, nearly one, or a row of its parts."""
    if chance(rng, 0.6):
        date = rng.choice(("2024-03-05", "2024-3-5", "24-03-05", "2024/03/05", "03/05/2024", "5/3/24",
        "2024-060",
                           "+002024-03-05", "-000001-01-01", "2024-03", "20240305", "Mar 5 2024",
                           "5 Mar 2024",
                           "March 5, 2024", "Tue Mar 05 2024", "2024-02-30", "1970-01-01",
                           "9999-12-31"))  # fmt: skip
        time = rng.choice(("", "06:07", "06:07:08", "6:7:8", "06:07:08.1", "06:07:08.123456789", "24:00",
        "24:00:01",
                           "06:60", "12:00 PM", "12:30 am", "6 pm", "0607", "060708"))  # fmt: skip
        zone = rng.choice(
            ("", "", "Z", "z", " Z", "+02:00", "-0530", "+2", " GMT", " UTC+1", " EST", " PDT", "(x)")
        )
        made = date + rng.choice(("T", " ", "t", ", ", "")) + time + zone
        if chance(rng, 0.8):
            return made
        place = rng.randint(0, len(made))
        return (
            made[:place]
            + rng.choice((" ", "-", ":", ".", "x", "1", "("))
            + made[place + rng.choice((0, 1)) :]
        )
    return rng.choice(("", " ", "-", "/")).join(rng.choice(_DATE_PARTS) for _ in range(rng.randint(1, 6)))


def text(rng: Random) -> str:
    """A text, often one that JavaScript treats in its own way."""
    if chance(rng, 0.08):
        return date_text(rng)
    found = rng.choice(TEXTS)
    return found + rng.choice(TEXTS) if chance(rng, 0.05) else found


def number(rng: Random) -> Json:
    """A number that JSON text can hold."""
    if chance(rng, 0.3):
        return rng.choice((rng.randint(-1000, 1000), round(rng.uniform(-100, 100), rng.randint(0, 4))))
    return rng.choice(NUMBERS)


def scalar(rng: Random) -> Json:
    """Anything but a list or an object."""
    return weighted(
        rng, (5, text), (3, number), (1, lambda rng: rng.choice((True, False))), (1, lambda _: None)
    )


def key(rng: Random) -> str:
    """A member's name."""
    return rng.choice((*INHERITED, "@odd")) if chance(rng, 0.01) else rng.choice(KEYS)


def value(rng: Random, depth: int = 3) -> Json:
    """Any JSON value, up to this many levels deep."""
    if depth == 0 or chance(rng, 0.6):
        return scalar(rng)
    size = rng.choice((0, 1, 1, 2, 3))
    if chance(rng, 0.5):
        return [value(rng, depth - 1) for _ in range(size)]
    return {key(rng): value(rng, depth - 1) for _ in range(size)}


def sample(rng: Random, options: Sequence[T], most: int) -> list[T]:
    """Some of the options, in random order."""
    return rng.sample(list(options), rng.randint(0, min(most, len(options))))
