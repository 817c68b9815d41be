"""What every part of a rule has in common, and its units: fen, basis points, pieces."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MINOR_MAX = 10_000_000_000_000
"""Most fen in any number of a rule or a cart, 100 billion yuan: sums stay within 64 bits of a database."""
UNITS_MAX = 1_000_000


class Shape(BaseModel):
    """Frozen, and closed to keys it does not know: a typing mistake must not widen a promotion."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text cannot hold a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("text holds half a surrogate pair") from None
    return text


Word = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_storable)]
Words = Annotated[frozenset[Word], Field(max_length=10_000)]
Minor = Annotated[int, Field(strict=True, ge=0, le=MINOR_MAX)]
PositiveMinor = Annotated[int, Field(strict=True, ge=1, le=MINOR_MAX)]
Units = Annotated[int, Field(strict=True, ge=1, le=UNITS_MAX)]
BasisPoints = Annotated[int, Field(strict=True, ge=0, le=10_000)]
"""What is left to pay, in 1/10 000: 8 800 is 12 % off, 88 折."""
