"""Which lines of the cart a rule is about."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from .shape import Shape, Words


class Selection(Shape):
    """Lines that match every dimension given, each by any of its values.

    A category takes in all below it, since a line carries the whole path.
    """

    skus: Words = frozenset()
    products: Words = frozenset()
    categories: Words = frozenset()
    brands: Words = frozenset()
    tags: Words = frozenset()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any((self.skus, self.products, self.categories, self.brands, self.tags)):
            raise ValueError(
                "a selection needs at least one of skus, products, categories, brands, tags"
            )
        return self


Selections = Annotated[tuple[Selection, ...], Field(max_length=50)]


class Scope(Shape):
    """Lines of any selection in ``include`` (empty: every line) and of none in ``exclude``."""

    include: Selections = ()
    exclude: Selections = ()
