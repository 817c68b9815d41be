"""The lines of a cart, laid out for pricing: in canonical order, each with the scopes it lies in."""

from collections import defaultdict

from .cart import Cart, CartLine
from .index import single_bits
from .outcome_effects import AddOnEffect
from .programme import Programme
from .units import Line, Run


class Goods:
    """Lines by SKU, then by id, and where to find them.

    Attributes:
        order: of each line its SKU, id, place in the cart and what was sent.
        add_ons: lines that are bought as add-ons, by rule.
        by_scope: lines that lie in a scope, by its bit; for scopes that are not made for everything.
        seen, shared: scopes of any line, scopes of every line.

    """

    __slots__ = ("add_ons", "by_scope", "lines", "order", "seen", "shared")

    def __init__(self, cart: Cart, programme: Programme) -> None:
        lines: list[Line] = []
        add_ons: dict[str, list[Line]] = {}
        by_scope: dict[int, list[Line]] = defaultdict(list)
        seen, shared = 0, -1
        index = programme.index
        self.order = sorted(
            [(line.sku, line.line_id, at, line) for at, line in enumerate(cart.lines)]
        )
        for place, (sku, _, _, line) in enumerate(self.order):
            unit, quantity = line.unit_minor, line.quantity
            mask, scopes = index.place(line)
            add_on = _add_on_of(line, programme) if line.add_on_of else None
            if add_on is not None:
                mask &= programme.coupon_scopes & ~add_on.every_scope
                scopes = single_bits(mask & ~index.every)
            amount = unit * quantity
            laid = Line(
                place, sku, unit, quantity, line.floor_minor, mask, amount, amount,
                [Run(quantity, unit)],
            )  # fmt: skip
            lines.append(laid)
            seen |= mask
            shared &= mask
            for scope in scopes:
                by_scope[scope].append(laid)
            if add_on is not None:
                add_ons.setdefault(line.add_on_of, []).append(laid)
        self.lines, self.add_ons, self.by_scope = lines, add_ons, by_scope
        self.seen, self.shared = seen, shared


def _add_on_of(line: CartLine, programme: Programme) -> AddOnEffect | None:
    effect = programme.by_id.get(line.add_on_of)
    return effect if isinstance(effect, AddOnEffect) and line.sku in effect.skus else None
