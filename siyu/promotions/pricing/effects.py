"""A compiled rule: what all kinds have in common, and the moment in which it is asked."""

from copy import copy
from typing import NamedTuple

from .cart import Cart, GiftChoice
from .proposals import Proposal, Refusal
from .rules import RuleShape
from .units import LEAVE_OUT, NOBODY, Line


class Moment:
    """What rules ask while a cart is priced, besides their lines.

    ``claimed`` is the newest claim under which any unit has been taken: under another one all units are free.
    ``amount``, ``listed`` and ``units`` are those of all lines: kept up to date instead of measured, since most rules
    are about the whole cart. ``floored`` are the lines that have a floor.
    """

    __slots__ = (
        "add_ons", "amount", "cart", "choices", "claimed", "floored", "freight_minor", "lines", "listed", "tier",
        "units",
    )  # fmt: skip

    def __init__(
        self,
        cart: Cart,
        lines: list[Line],
        floored: list[Line],
        add_ons: dict[str, list[Line]],
        listed_minor: int,
        units: int,
    ) -> None:
        self.cart = cart
        self.lines = lines
        self.floored = floored
        self.add_ons = add_ons
        self.tier = cart.person.tier
        self.freight_minor = cart.delivery.freight_minor
        self.claimed = NOBODY
        self.amount = self.listed = listed_minor
        self.units = units
        self.choices: dict[str, GiftChoice] = (
            {choice.rule_id: choice for choice in cart.gift_choices} if cart.gift_choices else {}
        )

    def copy(self, lines: list[Line]) -> "Moment":
        """An independent moment of ``lines``, which are copies of those of this one."""
        twin = copy(self)
        twin.lines = lines
        twin.floored = [lines[line.place] for line in self.floored]
        twin.add_ons = {
            rule_id: [lines[line.place] for line in mine] for rule_id, mine in self.add_ons.items()
        }
        return twin


class Counting(NamedTuple):
    """What a rule counts: lines it leaves out (``LEAVE_OUT``), and whether prices are those in the book."""

    leave_out: int
    listed: bool


class Effect:
    """A rule ready to be asked.

    ``bit`` is its place in the programme, in the order in which rules have their turn; ``scopes`` the bits of the lines
    it wants to see. ``is_price``: what it cuts has an activity or member price. ``separable``: each line is priced for
    itself, so lines can be won one by one; only ``UnitPriceEffect`` is.
    """

    __slots__ = (
        "bit", "by_coupon", "counting", "exclusion_group", "id", "is_price", "leave_out", "scopes",
        "separable", "stack_group",
    )  # fmt: skip

    def __init__(self, rule: RuleShape, bit: int) -> None:
        self.id = rule.id
        self.bit = bit
        self.scopes = 1 << bit
        self.by_coupon = rule.by_coupon
        self.stack_group = rule.stack_group
        self.leave_out = LEAVE_OUT[rule.leave_out]
        self.counting = Counting(self.leave_out, rule.counts == "listed")
        self.exclusion_group = rule.exclusion_group
        self.separable = self.is_price = False

    @property
    def every_scope(self) -> int:
        """Bits of all scopes that belong to the rule."""
        return self.scopes

    def propose(self, moment: Moment, lines: list[Line], claim: int) -> Proposal | Refusal:
        """What it would do to these lines as they stand, without the units claimed by ``claim``."""
        raise NotImplementedError
