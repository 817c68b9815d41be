"""What a promotion or a coupon would have cost over past orders, by the pricing engine itself.

Every order of the window is priced twice at its list prices: with what runs now, and with the rule
besides. The difference is what the rule would have given away, had people bought the same. A job does
it day by day; it writes nothing but its figures, so one that is cut off begins again.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from siyu import audiences, loyalty, organization
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.jobs import JobRun, request_job
from siyu.warehouse import Warehouse

from .drafts import require_promotion, rules_of
from .errors import ForecastNotFound, ForecastWindowUnfit
from .holdouts import is_held_out
from .kinds import require_kind
from .past_orders import PastOrder, orders_before, read_past_orders
from .pricing import CouponFacts, PersonFacts, Rule, parse_rule, price
from .programmes import Running, running_with
from .promotion_models import ForecastRow

FORECAST = "promotions.forecast"
DAYS_MAX = 400
PEOPLE_AT_ONCE = 5_000


@dataclass(kw_only=True)
class Figures:
    """Sums over the orders of a window, fen.

    Args:
        orders: all of the window; ``skipped`` of them name no priced goods.
        touched: orders in which it would have done something.
        listed_minor: goods and freight of all orders at list prices.
        before_minor, after_minor: what they cost without and with the rule.
        discount_minor: before less after.
        refused: orders that a limit or the hold-out kept out.

    """

    orders: int = 0
    skipped: int = 0
    touched: int = 0
    people: int = 0
    refused: int = 0
    listed_minor: int = 0
    before_minor: int = 0
    after_minor: int = 0
    discount_minor: int = 0
    days: list[list[Any]] = field(default_factory=list)


@dataclass(kw_only=True)
class _Limits:
    uses: int | None
    uses_per_person: int | None
    budget_minor: int | None
    holdout: tuple[int, float] = (0, 0.0)
    taken: int = 0
    spent_minor: int = 0
    by_person: dict[int, int] = field(default_factory=dict)

    def leaves(self, person_id: int) -> bool:
        """Whether the person might still have it."""
        own = self.by_person.get(person_id, 0)
        return not (
            (self.uses is not None and self.taken >= self.uses)
            or (self.budget_minor is not None and self.spent_minor >= self.budget_minor)
            or (self.uses_per_person is not None and person_id and own >= self.uses_per_person)
            or (person_id and is_held_out(self.holdout[0], person_id, self.holdout[1]))
        )

    def take(self, person_id: int, discount_minor: int) -> None:
        self.taken += 1
        self.spent_minor += discount_minor
        self.by_person[person_id] = self.by_person.get(person_id, 0) + 1


def forecast(
    session: Session,
    *,
    promotion_id: int | None = None,
    kind_id: int | None = None,
    since: datetime,
    until: datetime,
    actor: str,
) -> ForecastRow:
    """Ask what a promotion, or one coupon of a kind with every order, would have cost; a job finds out.

    Raises:
        PromotionNotFound, CouponKindNotFound: there is none.
        ForecastWindowUnfit: nothing, or too much, to look at.

    """
    if not timedelta(0) < until - since <= timedelta(days=DAYS_MAX) or since >= now():
        raise ForecastWindowUnfit(days_max=DAYS_MAX)
    if promotion_id is not None:
        rule = rules_of(session, [require_promotion(session, promotion_id)])[promotion_id]
    else:
        assert kind_id is not None
        rule = require_kind(session, kind_id).effect
    row = ForecastRow(
        promotion_id=promotion_id,
        kind_id=kind_id,
        rule=rule,
        since=since,
        until=until,
        requested_by=actor,
        requested_at=now(),
    )
    session.add(row)
    session.flush()
    row.job_id = request_job(
        session,
        FORECAST,
        key=f"{FORECAST}:{row.id}",
        arguments={"forecast_id": row.id},
        requested_by=actor,
    )
    session.flush()
    return row


def require_forecast(session: Session, forecast_id: int) -> ForecastRow:
    """The forecast's row.

    Raises:
        ForecastNotFound: there is none.

    """
    row = session.get(ForecastRow, forecast_id)
    if row is None:
        raise ForecastNotFound(forecast_id)
    return row


def run_forecast(context: Context, run: JobRun) -> dict[str, Any]:
    """Price the orders of the window, a day at a time."""
    forecast_id = int(run.arguments["forecast_id"])
    with context.session(read_only=True) as session:
        row = require_forecast(session, forecast_id)
        trial = _Trial(session, context, row)
    days = _days(row.since, row.until, trial.zone)
    for number, day in enumerate(days):
        trial.try_day(day)
        run.report(number + 1, len(days))
    with context.session() as session:
        written = require_forecast(session, forecast_id)
        written.figures, written.finished_at = asdict(trial.figures), now()
    return {"touched": trial.figures.touched, "discount_minor": trial.figures.discount_minor}


class _Trial:
    """One forecast under way."""

    def __init__(self, session: Session, context: Context, row: ForecastRow) -> None:
        self._context, self._row = context, row
        brand = organization.get_brand(session, context.settings)
        self.zone, self._currency = ZoneInfo(brand.timezone), brand.currency
        self._rule = _whenever(parse_rule(row.rule))
        self._coupons: tuple[CouponFacts, ...] = ()
        if row.kind_id is not None:
            coupon = CouponFacts(coupon_id=f"{self._rule.id}#1", rule_id=self._rule.id)
            self._coupons = (coupon,)
        self._limits = _limits_of(session, row)
        self._before = running_with(session, (), at=row.since, without=[self._rule.id])
        self._after = running_with(session, [self._rule], at=row.since)
        self._members = _members(context.get(Warehouse), self._after)
        self._orders: dict[int, int] | None = None
        if any(_counts_orders(rule) for rule in self._after.rules):
            first = row.since.astimezone(self.zone).date()
            self._orders = orders_before(context.get(Warehouse), first)
        self._people: set[int] = set()
        self.figures = Figures()

    def try_day(self, day: date) -> None:
        """Orders of a day, in the order of their time."""
        touched, discount = self.figures.touched, self.figures.discount_minor
        for orders in read_past_orders(self._context, day, currency=self._currency):
            tiers = self._tiers(orders)
            for order in orders:
                if self._row.since <= order.at < self._row.until:
                    self._try(order, tiers.get(order.person_id, ""))
        self.figures.people = len(self._people)
        more = self.figures.touched - touched, self.figures.discount_minor - discount
        self.figures.days.append([day.isoformat(), *more])

    def _try(self, order: PastOrder, tier: str) -> None:
        figures, person = self.figures, order.person_id
        figures.orders += 1
        orders = None if self._orders is None else self._orders.get(person, 0)
        if self._orders is not None and person:
            self._orders[person] = (orders or 0) + 1
        if order.cart is None:
            figures.skipped += 1
            return
        open_ = self._limits.leaves(person)
        cart = replace(order.cart, person=self._facts(person, tier, orders, open_=open_))
        before = price(cart, self._before.programme, order.at)
        cart = replace(cart, coupons=self._coupons)
        after = price(cart, self._after.programme, order.at)
        figures.listed_minor += before.listed_minor + before.freight_listed_minor
        figures.before_minor += before.total_minor
        figures.after_minor += after.total_minor
        figures.refused += not open_
        # Another rule may have given way to this one; the whole cart tells what it costs.
        saved = before.total_minor - after.total_minor
        figures.discount_minor += saved
        if any(one.rule_id == self._rule.id for one in after.applied):
            figures.touched += 1
            self._limits.take(person, saved)
            if person:
                self._people.add(person)

    def _facts(self, person: int, tier: str, orders: int | None, *, open_: bool) -> PersonFacts:
        return PersonFacts(
            known=bool(person),
            tier=tier,
            segments=frozenset(w for w, members in self._members.items() if person in members),
            orders_before=orders if person else None,
            used_up=frozenset() if open_ else frozenset({self._rule.id}),
        )

    def _tiers(self, orders: list[PastOrder]) -> dict[int, str]:
        people = sorted({order.person_id for order in orders} - {0})
        found: dict[int, str] = {}
        for start in range(0, len(people), PEOPLE_AT_ONCE):
            with self._context.session(read_only=True) as session:
                some = loyalty.members_of(session, people[start : start + PEOPLE_AT_ONCE])
            found |= {person: member.tier for person, member in some.items()}
        return found


def _whenever(rule: Rule) -> Rule:
    """The rule without its first and last day: those of the forecast count. Its hours stay."""
    when = rule.when.model_copy(update={"starts_at": None, "ends_at": None})
    return rule.model_copy(update={"when": when})


def _counts_orders(rule: Rule) -> bool:
    return bool(rule.when.order_numbers) or rule.when.every_nth_order is not None


def _limits_of(session: Session, row: ForecastRow) -> _Limits:
    if row.promotion_id is not None:
        found = require_promotion(session, row.promotion_id)
        return _Limits(
            uses=found.uses_max,
            uses_per_person=found.uses_per_person_max,
            budget_minor=found.budget_minor,
            holdout=(found.id, found.holdout_percent),
        )
    kind = require_kind(session, row.kind_id or 0)
    # Who may have two of them uses two; what is least holds.
    own = [one for one in (kind.claims_per_person_max, kind.uses_per_person_max) if one is not None]
    whole = [one for one in (kind.claims_max, kind.uses_max) if one is not None]
    return _Limits(
        uses=min(whole, default=None), uses_per_person=min(own, default=None), budget_minor=None
    )


def _members(warehouse: Warehouse, running: Running) -> Mapping[str, frozenset[int]]:
    found = {}
    for word in running.segments:
        try:
            segment_id = ids.number("seg", word)
        except ids.MalformedCode:
            continue
        found[word] = frozenset(map(int, audiences.member_ids(warehouse, segment_id)))
    return found


def _days(since: datetime, until: datetime, zone: ZoneInfo) -> list[date]:
    first = since.astimezone(zone).date()
    last = (until - timedelta(microseconds=1)).astimezone(zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
