"""What every part of a definition has in common, and the bounds that keep a definition small."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

DEPTH_MAX = 32
NODES_MAX = 2_000
LEAVES_MAX = 100
VALUES_MAX = 1_000


class Shape(BaseModel):
    """Frozen, and closed to keys it does not know: a typing mistake must not widen a segment."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text cannot hold a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("text holds half a surrogate pair") from None
    return text


Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(_storable)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_storable)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]


def check_bounds(value: Any) -> Any:
    """Refuse JSON that is too deep or too large before anything recurses into it.

    Raises:
        ValueError: deeper than ``DEPTH_MAX`` conditions, or more than ``NODES_MAX`` parts.

    """
    # Each condition is an object in a list, so its JSON is about twice as deep as its meaning.
    level, depth, seen = [value], 0, 0
    while level:
        depth += 1
        if depth > DEPTH_MAX * 2 + 6:
            raise ValueError(f"conditions are nested more than {DEPTH_MAX} deep")
        inner: list[Any] = []
        for part in level:
            if isinstance(part, dict):
                inner += part.values()
            elif isinstance(part, (list, tuple)):
                inner += part
        seen += sum(isinstance(part, (dict, list)) for part in inner)
        if seen > NODES_MAX:
            raise ValueError(f"a definition has at most {NODES_MAX} parts")
        level = inner
    return value
