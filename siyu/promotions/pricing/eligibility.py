"""Conditions of all rules at once, as masks: bit n is set where rule n may apply to this cart now."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .cart import Cart
from .conditions import Hours, When
from .proposals import Facts

_Met = Callable[[Cart], int]
"""Rules whose condition this cart meets."""
_EVER = datetime(9999, 12, 31, tzinfo=UTC)


class _Facet:
    """One condition of all rules: those that do not ask, and those that ask by the value they take."""

    __slots__ = ("any", "by_value")

    def __init__(self, asked: Iterable[tuple[int, Iterable[str | int]]]) -> None:
        self.any = 0
        self.by_value: dict[str | int, int] = {}
        for bit, values in asked:
            wanted = list(values)
            if not wanted:
                self.any |= 1 << bit
            for value in wanted:
                self.by_value[value] = self.by_value.get(value, 0) | 1 << bit

    def of(self, value: str) -> int:
        return self.any | self.by_value.get(value, 0)

    def of_all(self, values: frozenset[str]) -> int:
        found = self.any
        if self.by_value:
            for value in values & self.by_value.keys():
                found |= self.by_value[value]
        return found


class Eligibility:
    """All conditions of a programme's rules, in the order of their bits."""

    __slots__ = (
        "_all", "_asked", "_channels", "_delivery", "_every_nth", "_forbidden", "_ids", "_members", "_now",
        "_orders", "_payment", "_segments", "_stores", "_tiers", "_whens", "_zone",
    )  # fmt: skip

    def __init__(self, rules: list[tuple[str, When]], timezone: str) -> None:
        whens = [when for _, when in rules]
        self._whens = whens
        self._ids = {rule_id: bit for bit, (rule_id, _) in enumerate(rules)}
        self._all = (1 << len(whens)) - 1
        self._zone = ZoneInfo(timezone)
        self._channels = _Facet(enumerate(when.channels for when in whens))
        self._stores = _Facet(enumerate(when.stores for when in whens))
        self._tiers = _Facet(enumerate(when.tiers for when in whens))
        self._segments = _Facet(enumerate(when.segments for when in whens))
        self._forbidden = _Facet(enumerate(when.not_segments for when in whens))
        self._payment = _Facet(enumerate(when.payment_methods for when in whens))
        self._delivery = _Facet(enumerate(when.delivery_methods for when in whens))
        self._members = sum(1 << bit for bit, when in enumerate(whens) if when.members_only)
        self._orders = _Facet(
            (bit, when.order_numbers | ({0} if when.every_nth_order else set()))
            for bit, when in enumerate(whens)
        )
        self._every_nth: dict[int, int] = {}
        for bit, when in enumerate(whens):
            if when.every_nth_order:
                nth = when.every_nth_order
                self._every_nth[nth] = self._every_nth.get(nth, 0) | 1 << bit
        # What no rule asks for need not be looked at; most programmes ask for little.
        facets: list[tuple[str, int, _Met]] = [
            ("members_only", self._members, self._known),
            ("tier", self._all & ~self._tiers.any, self._in_tier),
            (
                "segment",
                self._all & ~(self._segments.any & self._forbidden.any),
                self._in_segments,
            ),
            ("order_number", self._all & ~self._orders.any, self._order),
            ("payment_method", self._all & ~self._payment.any, self._paid_by),
            ("delivery_method", self._all & ~self._delivery.any, self._delivered_by),
        ]
        self._asked = [facet for facet in facets if facet[1]]
        self._now = (_EVER, _EVER, 0)

    def here_and_now(self, cart: Cart, at: datetime) -> int:
        """Rules of this channel and store whose time has come."""
        return self._channels.of(cart.channel) & self._stores.of(cart.store) & self._in_time(at)

    def refused(self, cart: Cart, candidates: int) -> list[tuple[int, str]]:
        """Which of the candidates this person, payment or delivery does not meet: mask and code, without overlap."""
        left = candidates
        found: list[tuple[int, str]] = []
        if cart.person.used_up:
            used = left & self._mask_of(cart.person.used_up)
            if used:
                found.append((used, "used_up"))
                left &= ~used
        for code, asking, met_by in self._asked:
            if left & asking:
                unmet = left & ~met_by(cart)
                if unmet:
                    found.append((unmet, code))
                    left &= ~unmet
        return found

    def elsewhere(self, cart: Cart, bit: int) -> str:
        """Which of channel, store and time keeps rule ``bit`` out."""
        if not self._channels.of(cart.channel) >> bit & 1:
            return "channel"
        return "time" if self._stores.of(cart.store) >> bit & 1 else "store"

    def facts(self, bit: int, code: str) -> Facts:
        """What the rule asks for, where it may be said: segments are nobody's business."""
        when = self._whens[bit]
        if code == "tier":
            return {"tiers": sorted(when.tiers)}
        if code == "payment_method":
            return {"payment_methods": sorted(when.payment_methods)}
        if code == "delivery_method":
            return {"delivery_methods": sorted(when.delivery_methods)}
        if code == "time":
            times: Facts = {}
            if when.starts_at:
                times["starts_at"] = when.starts_at.isoformat()
            if when.ends_at:
                times["ends_at"] = when.ends_at.isoformat()
            return times
        return {}

    def _mask_of(self, ids: frozenset[str]) -> int:
        return sum(1 << bit for rule_id in ids if (bit := self._ids.get(rule_id)) is not None)

    def _known(self, cart: Cart) -> int:
        return self._all if cart.person.known else self._all & ~self._members

    def _in_tier(self, cart: Cart) -> int:
        return self._tiers.of(cart.person.tier)

    def _in_segments(self, cart: Cart) -> int:
        segments = cart.person.segments
        return self._segments.of_all(segments) & (
            self._forbidden.any | ~self._forbidden.of_all(segments)
        )

    def _paid_by(self, cart: Cart) -> int:
        return self._payment.of(cart.payment_method)

    def _delivered_by(self, cart: Cart) -> int:
        return self._delivery.of(cart.delivery.method)

    def _order(self, cart: Cart) -> int:
        before = cart.person.orders_before
        if before is None:
            return self._orders.any
        number = before + 1
        met = self._orders.any | self._orders.by_value.get(number, 0)
        for nth, mask in self._every_nth.items():
            if number % nth == 0:
                met |= mask
        return met

    def _in_time(self, at: datetime) -> int:
        """Remembered until the minute is over or a rule begins or ends, whichever is first."""
        since, until, mask = self._now
        if since <= at < until:
            return mask
        mask, until = 0, at + timedelta(seconds=60 - at.second, microseconds=-at.microsecond)
        local = at.astimezone(self._zone)
        for bit, when in enumerate(self._whens):
            started = when.starts_at is None or at >= when.starts_at
            over = when.ends_at is not None and at >= when.ends_at
            for turn in (when.starts_at, when.ends_at):
                if turn is not None and at < turn < until:
                    until = turn
            if started and not over and _in_hours(when.hours, local):
                mask |= 1 << bit
        self._now = (at, until, mask)
        return mask


def _in_hours(hours: tuple[Hours, ...], local: datetime) -> bool:
    return not hours or any(_holds(each, local) for each in hours)


def _holds(hours: Hours, local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    start, end = _minute(hours.start), _minute(hours.end)
    if start < end:
        return start <= minute < end and _on_day(hours, local)
    return (minute >= start and _on_day(hours, local)) or (
        minute < end and _on_day(hours, local - timedelta(days=1))
    )


def _on_day(hours: Hours, local: datetime) -> bool:
    return (not hours.weekdays or local.isoweekday() in hours.weekdays) and (
        not hours.month_days or local.day in hours.month_days
    )


def _minute(clock_time: str) -> int:
    return int(clock_time[:2]) * 60 + int(clock_time[3:])
