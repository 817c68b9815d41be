"""What a waybill number looks like: a small language that staff can write, and that never runs long.

``SF#{12,15}``: letters and digits stand for themselves, ``#`` is a digit, ``@`` a letter, ``*`` either;
``{n}`` repeats, ``{n,m}`` repeats so often. One part may vary in length, so that every check is linear.
"""

import re
from functools import lru_cache

LENGTH_MAX = 40
"""Characters of a number."""
FORM_LENGTH_MAX = 80

_CLASSES = {"#": "[0-9]", "@": "[A-Z]", "*": "[A-Z0-9]"}
_SAMPLES = {"#": "0123456789", "@": "ABCDEFGHJK", "*": "0123456789"}
_PART = re.compile(r"([#@*A-Z0-9-])(?:\{([0-9]{1,2})(?:,([0-9]{1,2}))?\})?")


def is_form(text: str) -> bool:
    """Whether a text says what numbers look like."""
    return _parts(text) is not None


def fits(waybill: str, forms: tuple[str, ...]) -> bool:
    """Whether a number looks like one of the forms; like any where there are none."""
    if not re.fullmatch(r"[A-Z0-9-]{1,40}", waybill):
        return False
    return not forms or any(_compiled(form).fullmatch(waybill) for form in forms)


def sample_of(form: str, number: int) -> str:
    """A number of this form, and another for another ``number``; for carriers that are only played.

    Args:
        number: ≥ 0; its last digits fill the form.

    """
    parts = _parts(form) or []
    length = sum(least for kind, least, _ in parts if kind in _CLASSES)
    digits = f"{number:0{length}}"[-length:] if length else ""
    made, at = "", 0
    for kind, least, _ in parts:
        if kind not in _CLASSES:
            made += kind * least
            continue
        made += "".join(_SAMPLES[kind][int(digit)] for digit in digits[at : at + least])
        at += least
    return made


def _parts(text: str) -> list[tuple[str, int, int]] | None:
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            return None
        kind, least, most = match.groups()
        low = int(least) if least else 1
        high = int(most) if most else low
        if not 1 <= low <= high:
            return None
        found.append((kind, low, high))
        at = match.end()
    varying = sum(low != high for _, low, high in found)
    if not found or varying > 1 or sum(high for *_, high in found) > LENGTH_MAX:
        return None
    return found


@lru_cache(maxsize=512)
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(
        "".join(
            f"{_CLASSES.get(kind, re.escape(kind))}{{{low},{high}}}"
            for kind, low, high in _parts(form) or []
        )
    )
