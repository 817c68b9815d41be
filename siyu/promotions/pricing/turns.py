"""Which rules have their turn with this cart, and why the others that concern it do not."""

from datetime import datetime

from msgspec.structs import replace

from .cart import Cart
from .index import single_bits
from .priced import Explanation
from .pricing_state import Entry, entry_of
from .programme import Programme


class Turns:
    """Entries by the place of their leaf, in the order of their turn; explanations of those without one."""

    __slots__ = ("entries", "refused")

    def __init__(self) -> None:
        self.entries: dict[int, list[Entry]] = {}
        self.refused: list[Explanation] = []


def take_turns(
    programme: Programme, cart: Cart, seen: int, at: datetime, *, explain_all: bool
) -> Turns:
    """Rules of which a line of the cart is, and the coupons it brings.

    Args:
        seen: bits of the scopes that any line lies in.

    """
    turns, eligibility = Turns(), programme.eligibility
    here = eligibility.here_and_now(cart, at)
    presented = _presented(programme, cart, turns) if cart.coupons else {}
    told = 0
    for lowest in presented:
        told |= lowest
    wanted = programme.automatic | told
    candidates = seen & here & wanted
    unmet: dict[int, str] = {}
    for mask, code in eligibility.refused(cart, candidates):
        candidates &= ~mask
        told |= mask
        for lowest in single_bits(mask):
            unmet[lowest] = code
    _enter(turns, programme, candidates, presented)
    silent = wanted & ~candidates
    if not explain_all:
        silent &= told
    for lowest in single_bits(silent):
        bit = lowest.bit_length() - 1
        code = unmet.get(lowest) or (
            "not_in_cart" if here & lowest else eligibility.elsewhere(cart, bit)
        )
        said = programme.refusal(bit, code)
        if lowest in presented:
            turns.refused += [replace(said, source=entry.source) for entry in presented[lowest]]
        else:
            turns.refused.append(said)
    return turns


def _enter(
    turns: Turns, programme: Programme, candidates: int, presented: dict[int, list[Entry]]
) -> None:
    for leaf in programme.leaves:
        mine = candidates & leaf.mask
        if not mine:
            continue
        if presented and leaf.coupons:
            found: list[Entry] = []
            for lowest in single_bits(mine):
                found += presented.get(lowest) or (programme.by_bit[lowest],)
            turns.entries[leaf.place] = found
        else:
            turns.entries[leaf.place] = leaf.entered.get(mine) or programme.enter(leaf, mine)


def _presented(programme: Programme, cart: Cart, turns: Turns) -> dict[int, list[Entry]]:
    """Coupons by the bit of their rule, as a mask; those that cannot be are refused at once."""
    found: dict[int, list[Entry]] = {}
    for coupon in sorted(cart.coupons, key=lambda each: each.coupon_id):
        effect = programme.by_id.get(coupon.rule_id)
        if effect is None or not effect.by_coupon:
            turns.refused.append(
                Explanation(
                    source=coupon.coupon_id,
                    rule_id=coupon.rule_id,
                    applied=False,
                    code="unknown_rule" if effect is None else "not_a_coupon",
                )
            )
        else:
            found.setdefault(1 << effect.bit, []).append(entry_of(effect, coupon.coupon_id))
    return found
