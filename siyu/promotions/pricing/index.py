"""Which scopes a line lies in, as one number: bit n is set where it lies in scope n."""

from collections.abc import Iterable

from .cart import CartLine
from .scope import Scope, Selection

REMEMBERED_MAX = 50_000
Place = tuple[int, tuple[int, ...]]
"""Scopes that a line lies in: all of them as bits of one number, and one by one those not made for everything."""
_Key = tuple[str, str, tuple[str, ...], str, frozenset[str]]


class ScopeIndex:
    """Look-ups by SKU, product, category, brand and tag; what a line needs does not grow with the number of rules.

    Answers are remembered by what a line is, since the same goods come again and again. ``every`` has the bits of the
    scopes made for everything, though some may exclude a few goods.
    """

    __slots__ = ("_excludes", "_includes", "_remembered", "_within", "every", "size")

    def __init__(self) -> None:
        self.size = 0
        self.every = 0
        self._includes = _Selections()
        self._excludes = _Selections()
        self._within: list[tuple[int, frozenset[str]]] = []
        self._remembered: dict[_Key, Place] = {}

    def add(self, scope: Scope, *, within_skus: Iterable[str] | None = None) -> int:
        """Give a scope the next bit.

        Args:
            within_skus: lines of other SKUs do not lie in it.

        """
        bit = self.size
        self.size += 1
        if within_skus is not None and not scope.include:
            # Found by its SKUs, instead of being looked at for every line.
            skus = frozenset(within_skus)
            if skus:
                self._includes.add(bit, Selection(skus=skus))
        elif not scope.include:
            self.every |= 1 << bit
        else:
            for selection in scope.include:
                self._includes.add(bit, selection)
            if within_skus is not None:
                self._within.append((bit, frozenset(within_skus)))
        for selection in scope.exclude:
            self._excludes.add(bit, selection)
        return bit

    def place(self, line: CartLine) -> Place:
        """The scopes that the line lies in."""
        key = (line.sku, line.product, line.category_path, line.brand, line.tags)
        place = self._remembered.get(key)
        if place is None:
            mask = (self.every | self._includes.mask(line)) & ~self._excludes.mask(line)
            for bit, skus in self._within:
                if line.sku not in skus:
                    mask &= ~(1 << bit)
            if len(self._remembered) >= REMEMBERED_MAX:
                self._remembered.clear()
            place = self._remembered[key] = (mask, single_bits(mask & ~self.every))
        return place


def single_bits(mask: int) -> tuple[int, ...]:
    """Each bit that is set as a mask of its own, from low to high."""
    found: list[int] = []
    while mask:
        lowest = mask & -mask
        found.append(lowest)
        mask ^= lowest
    return tuple(found)


class _Selections:
    """Selections by each value of one of their dimensions."""

    __slots__ = ("_checked", "_plain")

    def __init__(self) -> None:
        self._plain: dict[tuple[str, str], int] = {}
        self._checked: dict[tuple[str, str], list[tuple[int, Selection]]] = {}

    def add(self, bit: int, selection: Selection) -> None:
        given = {
            name: values for name in Selection.model_fields if (values := getattr(selection, name))
        }
        # The dimension with the fewest lines behind it is looked up, the others are checked.
        name = next(iter(given))
        for value in given[name]:
            if len(given) == 1:
                self._plain[name, value] = self._plain.get((name, value), 0) | 1 << bit
            else:
                self._checked.setdefault((name, value), []).append((bit, selection))

    def mask(self, line: CartLine) -> int:
        found = 0
        for key in _keys(line):
            found |= self._plain.get(key, 0)
            for bit, selection in self._checked.get(key, ()):
                if _matches(selection, line):
                    found |= 1 << bit
        return found


def _keys(line: CartLine) -> Iterable[tuple[str, str]]:
    yield "skus", line.sku
    yield "products", line.product
    yield "brands", line.brand
    for category in line.category_path:
        yield "categories", category
    for tag in line.tags:
        yield "tags", tag


def _matches(selection: Selection, line: CartLine) -> bool:
    return (
        (not selection.skus or line.sku in selection.skus)
        and (not selection.products or line.product in selection.products)
        and (not selection.brands or line.brand in selection.brands)
        and (not selection.categories or not selection.categories.isdisjoint(line.category_path))
        and (not selection.tags or not selection.tags.isdisjoint(line.tags))
    )
