"""Money is integer minor units (fen) with a currency; nothing here ever rounds twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 exponents that are not 2 (https://www.iso.org/iso-4217-currency-codes.html).
_EXPONENTS = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "CLP": 0,
    "ISK": 0,
    "KWD": 3,
    "BHD": 3,
    "JOD": 3,
    "OMR": 3,
}


@dataclass(frozen=True, kw_only=True)
class Money:
    """An amount in minor units of ``currency`` (ISO 4217)."""

    minor: int
    currency: str = "CNY"


def to_minor(amount: Decimal, currency: str = "CNY") -> int:
    """Minor units of a decimal amount, half away from zero."""
    scaled = amount.scaleb(_EXPONENTS.get(currency, 2))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(minor: int, currency: str = "CNY") -> Decimal:
    """Decimal amount of minor units, exact."""
    return Decimal(minor).scaleb(-_EXPONENTS.get(currency, 2))


def spread(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Share ``total_minor`` by weight so that the parts add up exactly (largest remainder).

    Args:
        weights: ≥ 0, at least one; all zero shares evenly.

    """
    if not weights or min(weights) < 0:
        raise ValueError("weights must be non-negative and not empty")
    sign, total = (-1, -total_minor) if total_minor < 0 else (1, total_minor)
    whole = sum(weights)
    if not whole:
        weights, whole = [1] * len(weights), len(weights)
    parts: list[int] = []
    rests: list[int] = []
    over = total
    for weight in weights:
        scaled = total * weight
        part = scaled // whole
        parts.append(part)
        rests.append(scaled - part * whole)
        over -= part
    if over:
        # Ties go to the earlier line, so the same cart is always split the same way (also a reversed sort is stable).
        for place in sorted(range(len(rests)), key=rests.__getitem__, reverse=True)[:over]:
            parts[place] += 1
    return parts if sign > 0 else [-part for part in parts]
