"""Growth value, and how a member gets from one tier to another, under lock."""

from datetime import datetime, timedelta
from typing import Any

from .book import Book
from .contracts import GrowthKind, TierReason
from .events import TierChanged
from .lifetime import months_later
from .rules import Programme, TierRule
from .standing import GrowthLine, Standing
from .zone import day_of, start_of


def grow(
    book: Book,
    standing: Standing,
    growth: int,
    *,
    kind: GrowthKind,
    cause: str,
    reason: str = "",
    home_id: int | None = None,
    note: str = "",
    by: str = "system",
) -> int:
    """Add growth value, never below none; a higher tier is reached at once. Returns what moved."""
    moved = max(growth, -standing.growth)
    if moved:
        standing.growth += moved
        book.note_growth(
            GrowthLine(
                person_id=standing.person_id,
                home_id=home_id or standing.person_id,
                kind=kind,
                growth=moved,
                cause=cause,
                reason=reason,
                note=note,
                by=by,
            )
        )
        reach(book, standing, reason=TierReason.growth)
    return moved


def reach(book: Book, standing: Standing, *, reason: TierReason) -> None:
    """Go up where growth value allows it; never down, that is for the review."""
    reached = book.programme.tier_for(standing.growth)
    if book.programme.rank(reached.key) > book.programme.rank(standing.tier):
        change_tier(book, standing, reached, reason=reason)


def change_tier(
    book: Book,
    standing: Standing,
    tier: TierRule,
    *,
    reason: TierReason,
    until: datetime | None = None,
    note: str = "",
    by: str = "system",
) -> None:
    """Put a member into a tier.

    Args:
        until: when it is reviewed; by the programme where None.

    """
    before = standing.tier
    standing.tier = tier.key
    standing.tier_until = until or kept_until(book.programme, tier.key, book.at)
    if before == tier.key:
        return
    standing.tier_since = book.at
    book.note_tier(
        tier_row(standing.person_id, before, tier.key, standing.growth, reason, book.at)
        | {"note": note, "by": by}
    )
    up = book.programme.rank(tier.key) > book.programme.rank(before)
    book.say(
        standing,
        lambda now_: TierChanged(
            person_id=now_.person_id,
            before=before,
            after=tier.key,
            up=up,
            growth=now_.growth,
            reason=reason,
        ),
    )


def kept_until(programme: Programme, tier: str, since: datetime) -> datetime | None:
    """When a tier reached at ``since`` is reviewed: at midnight, after the last day of its months.

    None where it is the lowest, or kept for life.
    """
    months = programme.growth.keep_months
    if months is None or programme.rank(tier) == 0:
        return None
    return start_of(months_later(day_of(since), months) + timedelta(days=1))


def tier_row(
    person_id: int, before: str, after: str, growth: int, reason: TierReason, at: datetime
) -> dict[str, Any]:
    """A change of tier, as kept."""
    return {
        "person_id": person_id,
        "before": before,
        "after": after,
        "growth": growth,
        "reason": reason,
        "note": "",
        "by": "system",
        "at": at,
        "review": None,
    }
