"""All rules of a moment, compiled: indexed by what they are about, so that a cart meets only its candidates."""

from collections.abc import Iterable, Iterator

from .compiling import compile_effects
from .effects import Effect
from .eligibility import Eligibility
from .errors import InvalidProgramme
from .index import ScopeIndex, single_bits
from .plan import Leaf, plan_of
from .priced import Explanation
from .pricing_state import Entry, entry_of
from .rules import MemberPrice, Rule
from .tree import CHINESE_TREE, BranchNode, Node, PointsNode, RulesNode

ENTERED_MAX = 10_000


class Programme:
    """Rules ready to price carts; shared by threads. What it remembers between carts changes no answer.

    ``asks`` names the facts of a cart that any rule asks for, and that cost something to find: ``tier``,
    ``order_number``, ``payment_method``. Others may be left at their default.
    """

    __slots__ = (
        "asks",
        "automatic",
        "by_bit",
        "by_id",
        "coupon_scopes",
        "effects",
        "eligibility",
        "index",
        "leaves",
        "plan",
        "refusals",
    )

    def __init__(self, rules: list[Rule], tree: BranchNode, timezone: str) -> None:
        self.leaves: list[Leaf] = []
        self.plan = plan_of(tree, self.leaves)
        placed = sorted(
            ((self._place(rule), -rule.priority, rule.id, rule) for rule in rules),
            key=lambda each: each[:3],
        )
        ordered = [rule for *_, rule in placed]
        self.index = ScopeIndex()
        self.effects = compile_effects(ordered, self.index)
        self.eligibility = Eligibility([(rule.id, rule.when) for rule in ordered], timezone)
        self.by_id: dict[str, Effect] = {effect.id: effect for effect in self.effects}
        self.by_bit = {1 << effect.bit: entry_of(effect, effect.id) for effect in self.effects}
        self.asks = frozenset(fact for rule in ordered for fact in facts_asked(rule))
        self.refusals: dict[tuple[int, str], Explanation] = {}
        self.automatic = self.coupon_scopes = 0
        for (place, *_), effect in zip(placed, self.effects, strict=True):
            self.leaves[place].mask |= 1 << effect.bit
            if effect.by_coupon:
                self.coupon_scopes |= effect.every_scope
            else:
                self.automatic |= 1 << effect.bit

    def refusal(self, bit: int, code: str) -> Explanation:
        """Why a rule has no turn; the same for everybody, so it is made once."""
        found = self.refusals.get((bit, code))
        if found is None:
            rule_id = self.effects[bit].id
            found = self.refusals[bit, code] = Explanation(
                source=rule_id,
                rule_id=rule_id,
                applied=False,
                code=code,
                facts=self.eligibility.facts(bit, code),
            )
        return found

    def enter(self, leaf: Leaf, bits: int) -> list[Entry]:
        """Entries of these rules, in the order of their turn; remembered, since the same meet again and again."""
        if len(leaf.entered) >= ENTERED_MAX:
            leaf.entered.clear()
        found = leaf.entered[bits] = [self.by_bit[lowest] for lowest in single_bits(bits)]
        return found

    def _place(self, rule: Rule) -> int:
        for place, leaf in enumerate(self.leaves):
            if leaf.node.coupons if rule.by_coupon else rule.kind in leaf.node.kinds:
                return place
        raise InvalidProgramme(rule.id, "no_place_in_tree")


def facts_asked(rule: Rule) -> Iterator[str]:
    """``tier``, ``order_number``, ``payment_method``, where the rule's answer hangs on it."""
    when = rule.when
    if when.tiers or isinstance(rule, MemberPrice):
        yield "tier"
    if when.order_numbers or when.every_nth_order:
        yield "order_number"
    if when.payment_methods:
        yield "payment_method"


def compile_programme(
    rules: Iterable[Rule], *, tree: BranchNode = CHINESE_TREE, timezone: str = "Asia/Shanghai"
) -> Programme:
    """The rules, whatever their order.

    Args:
        timezone: business time zone, in which hours and days are cut.

    Raises:
        InvalidProgramme: two rules of one id, or a kind that the tree has no place for; ``rule_id`` is empty where
            the tree itself is wrong.

    """
    check_tree(tree)
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in found:
            raise InvalidProgramme(rule.id, "repeated")
        found[rule.id] = rule
    return Programme(list(found.values()), tree, timezone)


def leaves_of(node: Node) -> list[RulesNode]:
    """The rules nodes of a tree, in the order of their turn."""
    if isinstance(node, BranchNode):
        return [leaf for child in node.children for leaf in leaves_of(child)]
    return [node] if isinstance(node, RulesNode) else []


def check_tree(tree: BranchNode) -> None:
    """Refuse a tree in which a kind has two places, or points pay twice or by choice.

    Raises:
        InvalidProgramme: with an empty ``rule_id``.

    """
    leaves = leaves_of(tree)
    kinds = [kind for leaf in leaves for kind in leaf.kinds]
    if len(set(kinds)) < len(kinds) or sum(leaf.coupons for leaf in leaves) > 1:
        raise InvalidProgramme("", "kind_has_two_places")
    if len({leaf.name for leaf in leaves}) < len(leaves):
        raise InvalidProgramme("", "name_repeated")
    if _points(tree, by_choice=False) > 1:
        raise InvalidProgramme("", "points_pay_twice")


def _points(node: Node, *, by_choice: bool) -> int:
    if isinstance(node, PointsNode):
        if by_choice:
            raise InvalidProgramme("", "points_by_choice")
        return 1
    if isinstance(node, RulesNode):
        return 0
    choice = by_choice or node.mode != "stackable"
    return sum(_points(child, by_choice=choice) for child in node.children)
