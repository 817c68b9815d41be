"""A segment's definition: typed JSON with a version, bounded in depth and size."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from .conditions import InSegment, Leaf
from .errors import MalformedDefinition
from .shape import DEPTH_MAX, LEAVES_MAX, Shape, check_bounds


class All(Shape):
    """Every condition holds."""

    kind: Literal["all"]
    conditions: tuple["Condition", ...] = Field(min_length=1, max_length=50)


class AnyOf(Shape):
    """At least one condition holds."""

    kind: Literal["any"]
    conditions: tuple["Condition", ...] = Field(min_length=1, max_length=50)


class Not(Shape):
    """The condition does not hold; it holds for whom the value is missing."""

    kind: Literal["not"]
    condition: "Condition"


Condition = Annotated[All | AnyOf | Not | Leaf, Field(discriminator="kind")]


class Definition(Shape):
    """Who is meant: a question to everything known of each person."""

    version: Literal[1] = 1
    where: Condition

    @model_validator(mode="after")
    def _bounded(self) -> "Definition":
        leaves = list(leaves_of(self.where))
        if len(leaves) > LEAVES_MAX:
            raise ValueError(f"a definition has at most {LEAVES_MAX} conditions")
        if _depth(self.where) > DEPTH_MAX:
            raise ValueError(f"conditions are nested more than {DEPTH_MAX} deep")
        return self


DefinitionIn = Annotated[Definition, BeforeValidator(check_bounds)]
"""A definition from outside: too deep or too large is refused before it is looked into."""

_ADAPTER: TypeAdapter[Definition] = TypeAdapter(DefinitionIn)


def parse_definition(value: Any) -> Definition:
    """Read a definition from JSON values.

    Raises:
        MalformedDefinition: it does not fit the language; says where.

    """
    try:
        return _ADAPTER.validate_python(value)
    except ValidationError as error:
        raise MalformedDefinition(
            errors=[
                {"at": ".".join(map(str, e["loc"])), "kind": e["type"], "message": e["msg"]}
                for e in error.errors(include_url=False, include_input=False)[:20]
            ]
        ) from None


def dump_definition(definition: Definition) -> dict[str, Any]:
    """JSON values of a definition, as stored and shown."""
    return definition.model_dump(mode="json", exclude_none=True)


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    """Every leaf, from left to right."""
    if isinstance(condition, (All, AnyOf)):
        for inner in condition.conditions:
            yield from leaves_of(inner)
    elif isinstance(condition, Not):
        yield from leaves_of(condition.condition)
    else:
        yield condition


def segments_in(definition: Definition) -> frozenset[int]:
    """Ids of other segments that the definition asks."""
    return frozenset(
        leaf.segment for leaf in leaves_of(definition.where) if isinstance(leaf, InSegment)
    )


def _depth(condition: Condition) -> int:
    if isinstance(condition, (All, AnyOf)):
        return 1 + max(map(_depth, condition.conditions))
    return 1 + _depth(condition.condition) if isinstance(condition, Not) else 1
