"""Members to play with, and the sentences that must hold of their ledgers."""

import itertools
from datetime import UTC, datetime

import pytest

from siyu import people
from siyu.kernel.clock import frozen
from siyu.kernel.context import Context
from siyu.loyalty.invariants import INVARIANTS
from siyu.loyalty.models import ProgrammeRow
from siyu.loyalty.rules import Programme

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)  # noon of a Wednesday in Shanghai
_numbers = itertools.count(1)


def make_people(context: Context, count: int) -> list[int]:
    """Persons who did nothing yet."""
    with context.session() as session:
        return people.resolve(
            session,
            [
                people.Evidence(
                    identifiers=(people.Identifier("user_id", f"member-{next(_numbers)}"),),
                    time=NOW,
                    message_id=f"m{next(_numbers)}",
                    source="test",
                )
                for _ in range(count)
            ],
        )


def set_programme(context: Context, **changes) -> Programme:
    """Put rules in force as if an operator had saved them."""
    programme = Programme(**changes)
    with context.session() as session:
        last = session.query(ProgrammeRow).count()
        session.add(
            ProgrammeRow(
                version=last + 1,
                document=programme.model_dump(mode="json"),
                saved_by="test",
                saved_at=NOW,
            )
        )
    return programme


def broken(context: Context) -> dict[str, list[str]]:
    """Sentences that do not hold."""
    return {one.name: found for one in INVARIANTS if (found := one.broken(context))}


@pytest.fixture
def clock():
    with frozen(NOW) as set_clock:
        yield set_clock


@pytest.fixture
def person(context, clock) -> int:
    return make_people(context, 1)[0]
