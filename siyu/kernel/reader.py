"""What a subscriber finds next in the outbox: the store looks for its own among what all publish.

Most subscribers want few of the events, and two want all of them: rows that nobody here wants are not
fetched, and whoever wants all looks no further than at what one batch takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from .database import Session
from .events import Event, EventTypes, OutboxRow, Subscription
from .gaps import Gaps, in_postgresql

LOOKED_AT_MAX = 5_000
"""Of so many rows a subscriber finds its own at a time: most want few of what all publish."""


@dataclass(frozen=True)
class Stretch:
    """Rows that may be read behind a position.

    Args:
        last: id of the last of them.
        count: how many they are, > 0.

    """

    last: int
    count: int


@dataclass(frozen=True)
class Next:
    """A stretch that a subscriber passes in one go, and the ids in it that it wants, oldest first."""

    stretch: Stretch
    wanted: Sequence[int]


class Reader:
    """The outbox as the subscribers of one process read it."""

    def __init__(self, types: EventTypes) -> None:
        self._types = types
        self._gaps = Gaps()

    def wants(self, subscription: Subscription, name: str) -> bool:
        """Whether an event of this name is for the subscriber; one that nobody declares is for none."""
        kind = self._types.find(name)
        return kind is not None and issubclass(kind, subscription.event)

    def stretch(self, session: Session, position: int, most: int | None = None) -> Stretch | None:
        """The next rows, up to where an open transaction may yet put one before them; None: nothing."""
        most = most or LOOKED_AT_MAX
        ids = (
            select(OutboxRow.id)
            .where(OutboxRow.id > position)
            .order_by(OutboxRow.id)
            .limit(most)
            .subquery()
        )
        if not in_postgresql(session):
            query = select(func.max(ids.c.id), func.count())
            last, count = session.execute(query.select_from(ids)).one()
            return Stretch(last, count) if count else None
        # Twice, since an id that is first missed now may be nobody's: undone.
        for _ in range(2):
            may_pass = self._gaps.may_pass(session, position)
            found = session.scalars(select(ids.c.id).order_by(ids.c.id)).all()
            count = self._gaps.readable(session, position, may_pass, found)
            if count:
                return Stretch(found[count - 1], count)
        return None

    def names(self, session: Session, position: int, stretch: Stretch) -> frozenset[str]:
        """Of which names there are events in it."""
        inside = OutboxRow.id.between(position + 1, stretch.last)
        return frozenset(session.scalars(select(OutboxRow.name).where(inside).distinct()))

    def next(
        self, session: Session, subscription: Subscription, position: int, most: int
    ) -> Next | None:
        """What a subscriber passes next, with ``most`` of its own at most; None where nothing waits."""
        wants_all = subscription.event is Event
        stretch = self.stretch(session, position, most if wants_all else None)
        if stretch is None:
            return None
        query = select(OutboxRow.id).where(OutboxRow.id.between(position + 1, stretch.last))
        if not wants_all:
            names = [name for name in self._types.names() if self.wants(subscription, name)]
            query = query.where(OutboxRow.name.in_(names))
        wanted = session.scalars(query.order_by(OutboxRow.id).limit(most + 1)).all()
        if len(wanted) <= most:
            return Next(stretch, wanted)
        last = wanted[most] - 1
        count = select(func.count()).where(OutboxRow.id.between(position + 1, last))
        return Next(Stretch(last, session.scalar(count) or 0), wanted[:most])
