"""All that runs, compiled: once for each version of it, and kept.

The version is read in the caller's transaction, so that two processes price by the same rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool, or_, select

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.database import Session

from .contracts import KindState
from .drafts import rules_of
from .models import CouponKindRow
from .pricing import Programme, Rule, compile_programme, parse_rule
from .promotion_contracts import PromotionState
from .promotion_models import ProgrammeRow, PromotionRow

PROGRAMMES_KEPT_MAX = 64
LOOKED_BACK = timedelta(days=1)

_EMPTY = compile_programme(())
_Key = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class LimitedPromotion:
    """A running promotion of which not everybody has as much as they like; None, 0: that is not limited."""

    id: int
    uses_max: int | None
    uses_per_person_max: int | None
    budget_minor: int | None
    holdout_percent: float

    @property
    def code(self) -> str:
        """Id of its rule."""
        return ids.code("prm", self.id)


@dataclass(frozen=True)
class Running:
    """What runs in a channel: compiled, as rules, and the segments and limits that it asks for."""

    programme: Programme
    rules: tuple[Rule, ...] = ()
    segments: frozenset[str] = frozenset()
    limited: tuple[LimitedPromotion, ...] = ()


_NOTHING = Running(_EMPTY)
_VERSION = select(ProgrammeRow.version, ProgrammeRow.zone).where(ProgrammeRow.id == 1)
_compiled: WeakKeyDictionary[Pool, dict[_Key, Running]] = WeakKeyDictionary()


def programme(session: Session, *, at: datetime, channel: str = "") -> Programme:
    """What runs in a channel, coupons included; what has its time later is in it too.

    Args:
        at: when the cart is priced; what was over a day before may be left out.
        channel: rules for other channels are left out; empty keeps all.

    """
    return running(session, at=at, channel=channel).programme


def running(session: Session, *, at: datetime, channel: str = "") -> Running:
    """``programme`` with what it was made of."""
    version = _version(session)
    if version is None:
        return _NOTHING
    # (By pool: a session that only reads has an engine of its own, before the same database.)
    bind = session.get_bind()
    kept = _compiled.setdefault((bind if isinstance(bind, Engine) else bind.engine).pool, {})
    found = kept.get((version[0], channel))
    if found is None:
        found = _compile(session, version[1], at, channel)
        # A change while it was read: the newer version's rules under the older one's number.
        while (again := _version(session)) is not None and again != version:
            version = again
            found = _compile(session, version[1], at, channel)
        if len(kept) >= PROGRAMMES_KEPT_MAX:
            kept.clear()
        kept[version[0], channel] = found
    return found


def running_with(
    session: Session,
    tried: Iterable[Rule],
    *,
    at: datetime,
    channel: str = "",
    without: Iterable[str] = (),
) -> Running:
    """What would run if these rules did too, in place of those with the same id; not kept.

    Args:
        without: ids of rules that would not.

    """
    version = _version(session)
    more = [_everywhere_below(session, rule) for rule in tried]
    replaced = {rule.id for rule in more} | set(without)
    others = [rule for rule in _rules(session, at, channel) if rule.id not in replaced]
    return _made(session, [*others, *more], version[1] if version else "Asia/Shanghai")


def _version(session: Session) -> tuple[int, str] | None:
    row = session.execute(_VERSION).first()
    return (row.version, row.zone) if row else None


def _compile(session: Session, zone: str, at: datetime, channel: str) -> Running:
    return _made(session, _rules(session, at, channel), zone)


def _made(session: Session, rules: list[Rule], zone: str) -> Running:
    return Running(
        programme=compile_programme(rules, timezone=zone),
        rules=tuple(rules),
        segments=frozenset[str]().union(
            *(rule.when.segments | rule.when.not_segments for rule in rules)
        ),
        limited=_limited(session),
    )


def _limited(session: Session) -> tuple[LimitedPromotion, ...]:
    row = PromotionRow
    query = select(
        row.id, row.uses_max, row.uses_per_person_max, row.budget_minor, row.holdout_percent
    ).where(
        row.state == PromotionState.running,
        or_(
            row.uses_max.is_not(None),
            row.uses_per_person_max.is_not(None),
            row.budget_minor.is_not(None),
            row.holdout_percent > 0,
        ),
    )
    return tuple(
        LimitedPromotion(
            id=each.id,
            uses_max=each.uses_max,
            uses_per_person_max=each.uses_per_person_max,
            budget_minor=each.budget_minor,
            holdout_percent=each.holdout_percent,
        )
        for each in session.execute(query)
    )


def _rules(session: Session, at: datetime, channel: str) -> list[Rule]:
    running = session.scalars(
        select(PromotionRow).where(
            PromotionRow.state == PromotionState.running,
            or_(PromotionRow.ends_at.is_(None), PromotionRow.ends_at > at - LOOKED_BACK),
        )
    ).all()
    # Coupons of a stopped kind keep their promise.
    kinds = session.scalars(
        select(CouponKindRow.effect).where(CouponKindRow.state != KindState.draft)
    )
    rules = [parse_rule(json) for json in [*rules_of(session, running).values(), *kinds]]
    return [
        _everywhere_below(session, rule)
        for rule in rules
        if not channel or not rule.when.channels or channel in rule.when.channels
    ]


def _everywhere_below(session: Session, rule: Rule) -> Rule:
    """The rule with the stores below every node that it names."""
    if not rule.when.stores:
        return rule
    stores: set[str] = set()
    for word in rule.when.stores:
        stores.add(word)
        try:
            below = organization.subtree_ids(session, ids.number("node", word))
        except (ids.MalformedCode, organization.NodeNotFound):
            continue
        stores.update(ids.code("node", node) for node in below)
    when = rule.when.model_copy(update={"stores": frozenset(stores)})
    return rule.model_copy(update={"when": when})
