"""The lines of a cart, laid out for pricing: in canonical order, each with the scopes it lies in."""

from collections import defaultdict
from operator import attrgetter

from .cart import Cart, CartLine
from .index import single_bits
from .outcome_effects import AddOnEffect
from .programme import Programme
from .units import Line

_line_id = attrgetter("line_id")
_sku = attrgetter("sku")


class Goods:
    """Lines by SKU, then by id, and where to find them.

    Attributes:
        sent: the lines as they came.
        add_ons: lines that are bought as add-ons, by rule.
        by_scope: lines that lie in a scope, by its bit; for scopes that are not made for everything.
        seen, shared: scopes of any line, scopes of every line.
        floored: lines that have a floor.
        listed_minor, units: of all lines.

    """

    __slots__ = (
        "add_ons", "by_scope", "floored", "lines", "listed_minor", "seen", "sent", "shared", "units",
    )  # fmt: skip

    def __init__(self, cart: Cart, programme: Programme) -> None:
        lines: list[Line] = []
        floored: list[Line] = []
        add_ons: dict[str, list[Line]] = {}
        by_scope: dict[int, list[Line]] = defaultdict(list)
        seen, shared, listed, units = 0, -1, 0, 0
        index = programme.index
        # (Twice by one text is faster than once by two.)
        self.sent = sorted(sorted(cart.lines, key=_line_id), key=_sku)
        for place, line in enumerate(self.sent):
            mask, scopes = index.place(line)
            add_on = _add_on_of(line, programme) if line.add_on_of else None
            if add_on is not None:
                mask &= programme.coupon_scopes & ~add_on.every_scope
                scopes = single_bits(mask & ~index.every)
            laid = Line(place, line, mask)
            lines.append(laid)
            if laid.floor:
                floored.append(laid)
            listed += laid.listed
            units += laid.quantity
            seen |= mask
            shared &= mask
            for scope in scopes:
                by_scope[scope].append(laid)
            if add_on is not None:
                add_ons.setdefault(line.add_on_of, []).append(laid)
        self.lines, self.floored, self.add_ons, self.by_scope = lines, floored, add_ons, by_scope
        self.seen, self.shared, self.listed_minor, self.units = seen, shared, listed, units


def _add_on_of(line: CartLine, programme: Programme) -> AddOnEffect | None:
    effect = programme.by_id.get(line.add_on_of)
    return effect if isinstance(effect, AddOnEffect) and line.sku in effect.skus else None
