"""The programme in force, and its versions."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once

from .contracts import Benefit, Tier
from .errors import ProgrammeOutdated, TierNotFound
from .models import ProgrammeRow
from .rules import Programme, TierRule

DEFAULT = Programme()
_NEWEST = select(ProgrammeRow.document).order_by(ProgrammeRow.version.desc()).limit(1)


def current_programme(session: Session) -> Programme:
    """The rules in force: the newest version, or the defaults while none was saved."""
    document = session.scalar(_NEWEST)
    return DEFAULT if document is None else _parse(json.dumps(document, sort_keys=True))


def current_version(session: Session) -> int:
    """Number of the newest version; 0 while none was saved."""
    return session.scalar(select(func.max(ProgrammeRow.version))) or 0


def save_programme(session: Session, programme: Programme, *, after: int, by: str) -> int:
    """Put new rules in force; returns their version.

    What was earned stays as it is; tiers follow by ``reviewing.apply_programme``.

    Args:
        after: the version that was changed.

    Raises:
        ProgrammeOutdated: it is not the newest.

    """
    row = {
        "version": after + 1,
        "document": programme.model_dump(mode="json"),
        "saved_by": by,
        "saved_at": now(),
    }
    newest = current_version(session)
    if newest != after or not insert_once(session, ProgrammeRow, row, keys=["version"]):
        raise ProgrammeOutdated(version=max(newest, current_version(session)))
    return after + 1


def tiers(session: Session) -> list[Tier]:
    """The steps of the membership, the lowest first."""
    return [as_tier(rule, rank) for rank, rule in enumerate(current_programme(session).tiers)]


def as_tier(rule: TierRule, rank: int) -> Tier:
    """What others see of a tier."""
    return Tier(
        key=rule.key,
        rank=rank,
        title=dict(rule.title),
        growth_min=rule.growth_min,
        points_per_yuan=str(rule.points_per_yuan),
        benefits=tuple(Benefit(key=one.key, title=dict(one.title)) for one in rule.benefits),
    )


def require_tier(programme: Programme, key: str) -> TierRule:
    """The tier of this key.

    Raises:
        TierNotFound: there is none.

    """
    found = next((tier for tier in programme.tiers if tier.key == key), None)
    if found is None:
        raise TierNotFound(tier=key)
    return found


def versions(session: Session, *, before: int | None, limit: int) -> list[ProgrammeRow]:
    """Versions saved, newest first."""
    query = select(ProgrammeRow).order_by(ProgrammeRow.version.desc()).limit(limit)
    if before is not None:
        query = query.where(ProgrammeRow.version < before)
    return list(session.scalars(query))


def saved_at(session: Session) -> datetime | None:
    """When the rules in force were saved."""
    return session.scalar(select(func.max(ProgrammeRow.saved_at)))


# By the document itself: a number alone would mix up databases, and another process may have saved.
@lru_cache(maxsize=16)
def _parse(document: str) -> Programme:
    found: dict[str, Any] = json.loads(document)
    return Programme.model_validate(found)
