"""What a rule would do, before it is decided whether it may."""

from collections.abc import Callable

from msgspec import Struct

from .priced import Fact, Gift, Offer, PaymentReward

Facts = dict[str, Fact]
Take = Callable[[str, int], None]
"""Does it: source of the parts, number of the claim."""


class Proposal(Struct, eq=False, gc=False):
    """A rule that could apply: ``value`` fen off goods, ``freight`` fen off freight."""

    value: int
    take: Take | None = None
    facts: Facts = {}
    freight: int = 0
    gifts: tuple[Gift, ...] = ()
    offers: tuple[Offer, ...] = ()
    rewards: tuple[PaymentReward, ...] = ()


class Refusal(Struct, eq=False, gc=False):
    """A rule that does not apply, and why; ``offers`` are what the cart has earned and not yet taken."""

    code: str
    facts: Facts = {}
    offers: tuple[Offer, ...] = ()


def with_blocked(facts: Facts, blocked_minor: int) -> Facts:
    """The facts, and what floors have blocked."""
    if blocked_minor:
        facts["blocked_minor"] = blocked_minor
    return facts


def nothing_off(blocked_minor: int) -> Refusal:
    """Nothing comes off: the floor stands in the way, or the price is as low already."""
    return (
        Refusal("floor", {"blocked_minor": blocked_minor}) if blocked_minor else Refusal("no_gain")
    )


def lost(winners: list[str], would_take_minor: int | None = None) -> Refusal:
    """Another rule was preferred."""
    facts: Facts = {"to": list(winners)}
    if would_take_minor is not None:
        facts["would_take_minor"] = would_take_minor
    return Refusal("lost", facts)
