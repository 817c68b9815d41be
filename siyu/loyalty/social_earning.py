"""Points and growth value for what members do besides buying, so many times a day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from siyu.kernel.database import Session, upsert

from .book import Book
from .contracts import GrowthKind, LineKind
from .events import PointsEarned
from .happenings import Happening
from .lifetime import expiry_of
from .models import GrowthLineRow, SocialCountRow
from .order_earning import short
from .rules import Programme, SocialRule
from .spending_budgets import Budgets
from .standing import Standing, chunks
from .tiering import grow
from .zone import day_of

_Key = tuple[str, int, date]


class SocialEarning:
    """Counts of some people on some days, and what rules still give them."""

    def __init__(
        self,
        session: Session,
        programme: Programme,
        happenings: Sequence[Happening],
        owners: Mapping[int, int],
    ) -> None:
        self._session = session
        self._rules: dict[str, list[SocialRule]] = defaultdict(list)
        for rule in programme.social:
            self._rules[rule.event].append(rule)
        mine = [one for one in happenings if one.name in self._rules and one.node in owners]
        self._times = self._counts({owners[one.node] for one in mine}, mine)
        self._before = dict(self._times)
        self._known = self._done(mine)

    def earn(self, book: Book, standing: Standing, done: Happening, budgets: Budgets) -> None:
        """What the rules give for it."""
        for rule in self._rules.get(done.name, ()):
            cause = _cause(rule, done)
            key = (rule.key, standing.person_id, day_of(done.time))
            if (
                cause in self._known
                or not _within(rule, done)
                or self._times.get(key, 0) >= rule.times_a_day_max
            ):
                continue
            if (
                rule.budget
                and rule.points
                and not budgets.take(rule.budget, rule.points, whole=True)
            ):
                continue
            self._known.add(cause)
            self._times[key] = self._times.get(key, 0) + 1
            _give(book, standing, rule, done, cause)

    def write(self) -> None:
        """Counts as they stand now."""
        upsert(
            self._session,
            SocialCountRow,
            [
                {"rule": rule, "person_id": person, "day": day, "times": times}
                for (rule, person, day), times in sorted(self._times.items())
                if self._before.get((rule, person, day)) != times
            ],
            keys=["rule", "person_id", "day"],
        )

    def _counts(self, persons: set[int], mine: Sequence[Happening]) -> dict[_Key, int]:
        days = {day_of(one.time) for one in mine}
        found: dict[_Key, int] = {}
        for part in chunks(sorted(persons)):
            query = select(SocialCountRow).where(
                SocialCountRow.person_id.in_(part),
                SocialCountRow.day.between(min(days), max(days)),
            )
            for row in self._session.scalars(query):
                found[row.rule, row.person_id, row.day] = row.times
        return found

    def _done(self, mine: Sequence[Happening]) -> set[str]:
        causes = sorted({_cause(rule, one) for one in mine for rule in self._rules[one.name]})
        known = set(Book(self._session).known(LineKind.earn, causes))
        for part in chunks(causes):
            query = select(GrowthLineRow.cause).where(
                GrowthLineRow.kind == GrowthKind.earn, GrowthLineRow.cause.in_(part)
            )
            known.update(self._session.scalars(query))
        return known


def _give(book: Book, standing: Standing, rule: SocialRule, done: Happening, cause: str) -> None:
    reason = f"social:{rule.key}"
    if rule.points:
        book.earn(
            standing,
            rule.points,
            cause=cause,
            reason=reason,
            activates_at=done.time,
            expires_at=expiry_of(book.programme.points.expiry, done.time, done.time),
            home_id=done.node,
            earned_at=done.time,
        )
        book.say(
            standing,
            lambda s: PointsEarned(
                person_id=s.person_id, points=rule.points, available=s.available, reason=reason
            ),
        )
    if rule.growth:
        grow(
            book,
            standing,
            rule.growth,
            kind=GrowthKind.earn,
            cause=cause,
            reason=reason,
            home_id=done.node,
        )


def _cause(rule: SocialRule, done: Happening) -> str:
    return f"social:{rule.key}:{short(done.message_id)}"


def _within(rule: SocialRule, done: Happening) -> bool:
    begun = rule.starts_at is None or done.time >= rule.starts_at
    return begun and (rule.ends_at is None or done.time < rule.ends_at)
