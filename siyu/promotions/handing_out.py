"""Giving a coupon to many at once, in sets."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from siyu import people
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish_many

from .claiming import new_coupon, require_claimable
from .contracts import HandedOut, Source
from .counters import Counted, Take, Taken, give_back, take_for_each, take_up_to, taken_elsewhere
from .events import CouponClaimed
from .kinds import require_kind
from .ledger import SYSTEM
from .models import CouponKindRow, CouponRow
from .sets import cause_for, give_back_each, insert_for_each, mark_all_changed, write_claims

PEOPLE_AT_ONCE = 5_000


def hand_out(
    session: Session,
    kind_id: int,
    person_ids: Iterable[int],
    *,
    cause: str,
    source: Source,
    actor: str = SYSTEM,
    node_id: int | None = None,
) -> HandedOut:
    """Give each of these people one coupon, once by cause and person; say who went without.

    Args:
        person_ids: at most ``PEOPLE_AT_ONCE``; unknown ones are passed over.
        cause: what it is for; the person is added to it.

    Raises:
        CouponKindNotFound: there is no such kind.
        CouponNotClaimable: it cannot be had now.

    """
    kind, moment = require_kind(session, kind_id), now()
    require_claimable(kind, moment)
    asked = sorted(set(people.canonical(session, person_ids).values()))
    if len(asked) > PEOPLE_AT_ONCE:
        raise ValueError(f"{len(asked)} people at once")
    limited = kind.claims_max is not None or kind.claims_per_person_max is not None
    # Without a limit the unique cause alone decides who has it already.
    given_before = _given_before(session, cause, asked) if limited else set[int]()
    wanting = [person for person in asked if person not in given_before]
    allowed = _within_personal_limit(session, kind, wanting)
    lucky = _within_total(session, kind, allowed)
    coupon = new_coupon(kind, None, cause=cause, source=source, at=moment)
    made = insert_for_each(session, coupon, lucky)
    missed = set(lucky) - set(made.values())
    _give_back(session, kind, missed)
    write_claims(session, list(made), actor=actor, node_id=node_id, at=moment)
    mark_all_changed(session, sorted(made.values()), at=moment)
    publish_many(
        session,
        [
            CouponClaimed(
                person_id=person,
                coupon_id=coupon_id,
                kind_id=kind.id,
                coupon=kind.name,
                source=source,
                valid_until=coupon["valid_until"],
            )
            for coupon_id, person in made.items()
        ],
    )
    return HandedOut(
        given=len(made),
        again=len(given_before) + len(missed),
        refused_person=len(wanting) - len(allowed),
        refused_total=len(allowed) - len(lucky),
    )


def _given_before(session: Session, cause: str, person_ids: Sequence[int]) -> set[int]:
    causes = {cause_for(cause, person): person for person in person_ids}
    found = session.scalars(select(CouponRow.cause).where(CouponRow.cause.in_(causes)))
    return {causes[each] for each in found}


def _within_personal_limit(
    session: Session, kind: CouponKindRow, person_ids: Sequence[int]
) -> list[int]:
    if kind.claims_per_person_max is None or not person_ids:
        return list(person_ids)
    elsewhere = taken_elsewhere(session, Counted.kind_claims, kind.id, person_ids)
    most = kind.claims_per_person_max
    mosts = {person: most - elsewhere.get(person, 0) for person in person_ids}
    return sorted(take_for_each(session, Counted.kind_claims, kind.id, mosts))


def _within_total(session: Session, kind: CouponKindRow, person_ids: Sequence[int]) -> list[int]:
    if kind.claims_max is None or not person_ids:
        return list(person_ids)
    wanted = Take(
        what=Counted.kind_claims,
        subject_id=kind.id,
        quantity=len(person_ids),
        most=kind.claims_max,
    )
    left = take_up_to(session, wanted)
    _give_back_personal(session, kind, person_ids[left:])
    return list(person_ids[:left])


def _give_back(session: Session, kind: CouponKindRow, person_ids: set[int]) -> None:
    if not person_ids:
        return
    _give_back_personal(session, kind, sorted(person_ids))
    if kind.claims_max is not None:
        give_back(
            session,
            [Taken(what=Counted.kind_claims, subject_id=kind.id, quantity=len(person_ids))],
        )


def _give_back_personal(session: Session, kind: CouponKindRow, person_ids: Sequence[int]) -> None:
    if kind.claims_per_person_max is not None:
        give_back_each(session, Counted.kind_claims, kind.id, person_ids)
