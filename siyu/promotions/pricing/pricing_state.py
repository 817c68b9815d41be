"""A cart in the middle of being priced."""

from collections.abc import Callable

from msgspec import Struct

from .effects import Effect, Moment
from .priced import Explanation, Gift, Offer, PaymentReward
from .proposals import Facts, Proposal, Refusal
from .units import Line

Propose = Callable[[Moment, list[Line], int], Proposal | Refusal]


class Entry(Struct, eq=False, gc=False):
    """A rule whose turn it is, by itself or through a coupon.

    What is asked of every rule stands here and not only in ``effect``: an attribute of objects of many classes is slow
    to read.
    """

    effect: Effect
    source: str
    rule_id: str
    scopes: int
    propose: Propose
    exclusion_group: str | None


def entry_of(effect: Effect, source: str) -> Entry:
    """The rule's turn in the name of ``source``."""
    return Entry(
        effect, source, effect.id, effect.scopes, effect.propose, effect.exclusion_group
    )  # fmt: skip


Turn = tuple[Entry, list[Line]]
"""A rule and the lines in its scopes."""


class PricingState:
    """Lines, freight and what has been said so far.

    Where lines can be found without looking at each: ``by_scope`` and ``shared`` as in ``Goods``.
    """

    __slots__ = (
        "_by_scope", "_claims", "_shared", "explanations", "gifts", "groups", "lines", "moment", "offers", "points",
        "points_minor", "rewards",
    )  # fmt: skip

    def __init__(self, moment: Moment, by_scope: dict[int, list[Line]], shared: int) -> None:
        self.lines = moment.lines
        self.moment = moment
        self.points = self.points_minor = 0
        self.groups: dict[str, str] = {}
        self.gifts: list[Gift] = []
        self.offers: list[Offer] = []
        self.rewards: list[PaymentReward] = []
        self.explanations: list[Explanation] = []
        self._claims = 0
        self._by_scope, self._shared = by_scope, shared

    def turns(self, entries: list[Entry]) -> list[Turn]:
        """Each rule with its lines as they stand in this state."""
        return [(entry, self.lines_of(entry)) for entry in entries]

    def lines_of(self, entry: Entry) -> list[Line]:
        """Lines in the scopes of a rule."""
        scopes = entry.scopes
        if scopes & self._shared:
            # The list of all, on which measures are shared.
            return self.lines
        return self._by_scope.get(scopes) or [line for line in self.lines if line.mask & scopes]

    def next_claim(self) -> int:
        """A number under which units have not been claimed yet."""
        self._claims = claim = self._claims + 1
        return claim

    def apply(self, entry: Entry, proposal: Proposal, claim: int) -> None:
        """Do what is proposed; saying so is the caller's."""
        moment = self.moment
        if proposal.take is not None:
            proposal.take(entry.source, claim)
            moment.amount -= proposal.value
            moment.claimed = claim
        else:
            # (What takes something off goods brings offers at most.)
            moment.freight_minor -= proposal.freight
            self.gifts += proposal.gifts
            self.rewards += proposal.rewards
        if proposal.offers:
            self.offers += proposal.offers
        group = entry.exclusion_group
        if group is not None:
            self.groups.setdefault(group, entry.source)

    def ask(self, entry: Entry, lines: list[Line], claim: int) -> Proposal | Refusal:
        """What the rule would do now."""
        if entry.exclusion_group is not None and (refusal := self.excluded(entry)) is not None:
            return refusal
        return entry.propose(self.moment, lines, claim)

    def excluded(self, entry: Entry) -> Refusal | None:
        """Another rule of its exclusion group has applied."""
        group = entry.exclusion_group
        if group is None or group not in self.groups:
            return None
        return Refusal("excluded", {"by": self.groups[group]})

    def say_applied(self, entry: Entry, value: int, freight: int, facts: Facts) -> None:
        self.explanations.append(
            Explanation(
                source=entry.source,
                rule_id=entry.rule_id,
                applied=True,
                code="applied",
                discount_minor=value,
                freight_minor=freight,
                facts=facts,
            )
        )

    def say_refused(self, entry: Entry, refusal: Refusal) -> None:
        if refusal.offers:
            self.offers += refusal.offers
        self.explanations.append(
            Explanation(
                source=entry.source,
                rule_id=entry.rule_id,
                applied=False,
                code=refusal.code,
                facts=refusal.facts,
            )
        )

    def fork(self) -> "PricingState":
        """An independent state to try something on."""
        moment = self.moment.copy([line.copy() for line in self.lines])
        twin = PricingState(moment, {}, self._shared)
        twin.points, twin.points_minor, twin._claims = self.points, self.points_minor, self._claims
        twin.groups = dict(self.groups)
        twin.gifts, twin.offers = list(self.gifts), list(self.offers)
        twin.rewards, twin.explanations = list(self.rewards), list(self.explanations)
        return twin

    def adopt(self, fork: "PricingState") -> None:
        """Become what was tried."""
        for name in self.__slots__:
            setattr(self, name, getattr(fork, name))

    def amount(self) -> int:
        """Fen left to pay, freight included."""
        return self.moment.freight_minor + self.moment.amount
