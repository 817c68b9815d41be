"""Joining and parting by hand: what a rule or a recording got wrong, a person puts right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .components import exclusion_sides
from .errors import (
    MergeAlreadyUndone,
    MergeNotFound,
    MergeRefused,
    NothingToSplit,
    SamePerson,
)
from .identity_rules import load_rules
from .lookup import Known, chunks, known_by_id, known_of_persons
from .merge_log import Cause
from .models import (
    EvidenceMemberRow,
    EvidenceRow,
    ExclusionMemberRow,
    ExclusionRow,
    IdentifierRow,
    MergeRow,
)
from .normalising import Named
from .partition import Member, Partitioner
from .persons import require_person
from .resolving import Claim, reconsider, settle
from .sequences import lock_identities


@dataclass(frozen=True, kw_only=True)
class MergeOutlook:
    """What joining two persons by hand would do.

    Args:
        stands: the older one, whose id stands for both.
        rule: what stands against it, as in ``MergeRefused``; None where nothing does.
        parted_by_hand: somebody parted them; joining takes that back.

    """

    stands: int
    absorbed: int
    rule: str | None = None
    identifier_type: str | None = None
    parted_by_hand: bool = False


def outlook(session: Session, person_id: int, other_id: int) -> MergeOutlook:
    """What ``merge_persons`` would do; changes nothing.

    Raises:
        PersonNotFound: one does not exist.
        SamePerson: they are one already.

    """
    one, other = sorted(
        (require_person(session, person) for person in (person_id, other_id)),
        key=lambda person: person.id,
    )
    if one.id == other.id:
        raise SamePerson(one.id)
    sides = [known_of_persons(session, [person.id]) for person in (one, other)]
    rule = "kind" if one.kind != other.kind else _breach(session, sides[0], sides[1])
    kind, _, type_ = (rule or "").partition(":")
    return MergeOutlook(
        stands=one.id,
        absorbed=other.id,
        rule=kind or None,
        identifier_type=type_ or None,
        parted_by_hand=bool(_exclusions_between(session, sides[0], sides[1])),
    )


def merge_persons(
    session: Session,
    person_id: int,
    other_id: int,
    *,
    actor: str,
    despite_rules: bool = False,
) -> int:
    """Join two persons by hand; returns the older one's id, which stands for both.

    Raises:
        PersonNotFound: one does not exist.
        SamePerson: they are one already.
        MergeRefused: a rule stands against it, and ``despite_rules`` is not set.

    """
    lock_identities(session)
    both = [require_person(session, one) for one in (person_id, other_id)]
    if both[0].kind != both[1].kind:
        raise MergeRefused(rule="kind", identifier_type="")
    persons = [person.id for person in both]
    if persons[0] == persons[1]:
        raise SamePerson(persons[0])
    sides = [known_of_persons(session, [person]) for person in persons]
    lift_exclusions(session, sides[0], sides[1])
    if not despite_rules:
        _check(session, sides[0], sides[1])
    unite_by_hand(session, sides[0] + sides[1], actor=actor)
    return min(persons)


def unite_by_hand(session: Session, known: Iterable[Known], *, actor: str) -> None:
    """Write that all these are one person, whatever rules say."""
    rules = load_rules(session)
    named = [
        Named(one.type, "", one.blind, rules.of(one.type).priority, passes=False) for one in known
    ]
    moment = now()
    claim = Claim(
        named=tuple(sorted(named, key=lambda one: (one.priority, one.type, one.blind))),
        time=moment,
        last_time=moment,
        message_id=f"by-hand:{actor}",
        source="console",
        by_hand=True,
    )
    settle(session, [claim], rules, cause=Cause(actor=actor, reason="manual"))


def undo_merge(session: Session, merge_id: int, *, actor: str) -> tuple[int, int]:
    """Part what a merge joined; both sides get back what they had. Returns both persons.

    The same evidence does not join them again: it goes to the list of conflicts.

    Raises:
        MergeNotFound: no such merge.
        MergeAlreadyUndone: undone before.

    """
    lock_identities(session)
    row = session.get(MergeRow, merge_id)
    if row is None or row.kind != "merge":
        raise MergeNotFound(merge_id)
    if row.undone_at is not None:
        raise MergeAlreadyUndone(merge_id)
    left, right = row.before["other_identifiers"], row.before["identifiers"]
    _exclude(session, left, right, actor=actor)
    row.undone_at, row.undone_by = now(), actor
    session.flush()
    _reconsider(session, [*left, *right], actor=actor, reason="unmerge")
    return row.person_id, row.other_id


def split_person(
    session: Session, person_id: int, identifier_ids: Sequence[int], *, actor: str
) -> int:
    """Part some identifiers of a person from the others; returns the person they are now.

    Raises:
        PersonNotFound: no such person.
        NothingToSplit: none of them, or all of them.

    """
    lock_identities(session)
    person = require_person(session, person_id)
    every = {one.id: one for one in known_of_persons(session, [person.id])}
    left = sorted(set(identifier_ids) & every.keys())
    right = sorted(every.keys() - set(left))
    if not left or not right or any(i not in every for i in identifier_ids):
        raise NothingToSplit
    _exclude(session, left, right, actor=actor)
    session.flush()
    _reconsider(session, list(every), actor=actor, reason="split")
    return _stand_alone(session, left, person.id)


def _reconsider(session: Session, identifier_ids: list[int], *, actor: str, reason: str) -> None:
    """Part what is excluded now. Nobody is joined by it: evidence that found its way barred would
    else take the next best.
    """

    def keep_apart(groups: list[list[int]]) -> None:
        for index, group in enumerate(groups[:-1]):
            rest = [one for other in groups[index + 1 :] for one in other]
            _exclude(session, group, rest, actor=actor)
        session.flush()

    cause = Cause(actor=actor, reason=reason)
    rules = load_rules(session)
    reconsider(session, identifier_ids, rules, cause=cause, keep_apart=keep_apart)


def _stand_alone(session: Session, identifier_ids: Sequence[int], before: int) -> int:
    """A person for identifiers that have no node of their own yet."""
    known = known_by_id(session, identifier_ids)
    persons = {one.person_id for one in known if one.person_id} - {before}
    if persons:
        return min(persons)
    rules = load_rules(session)
    first = min(known, key=lambda one: (rules.of(one.type).priority, one.id))
    row = session.get_one(IdentifierRow, first.id)
    priority = rules.of(first.type).priority
    claim = Claim(
        named=(Named(first.type, "", first.blind, priority, passes=False),),
        time=row.first_seen_at,
        last_time=row.first_seen_at,
        message_id="",
        source="console",
    )
    settle(session, [claim], rules)
    return claim.node


def _check(session: Session, one: Sequence[Known], other: Sequence[Known]) -> None:
    rule = _breach(session, one, other)
    if rule is not None:
        kind, _, type_ = rule.partition(":")
        raise MergeRefused(rule=kind, identifier_type=type_)


def _breach(session: Session, one: Sequence[Known], other: Sequence[Known]) -> str | None:
    """The rule against joining them, but for what a hand parted: a hand may take that back."""
    rules = load_rules(session)
    both = [*one, *other]
    members = [Member(known.id, known.type, known.bound_at or now()) for known in both]
    between = _exclusions_between(session, one, other)
    sides = {
        member: [(number, side) for number, side in pairs if number not in between]
        for member, pairs in exclusion_sides(session, [known.id for known in both]).items()
    }
    return Partitioner(members, rules, sides).between(
        [known.id for known in one], [known.id for known in other]
    )


def _exclude(session: Session, left: Sequence[int], right: Sequence[int], *, actor: str) -> None:
    """Never one person again, by evidence; what was joined by hand across them is void."""
    both = {**dict.fromkeys(left, 0), **dict.fromkeys(right, 1)}
    reach: dict[int, set[int]] = {}
    for part in chunks(both):
        for row in session.execute(
            select(EvidenceMemberRow.evidence_id, EvidenceMemberRow.identifier_id)
            .join(EvidenceRow, EvidenceRow.id == EvidenceMemberRow.evidence_id)
            .where(EvidenceRow.by_hand, EvidenceMemberRow.identifier_id.in_(part))
        ):
            reach.setdefault(row.evidence_id, set()).add(both[row.identifier_id])
    across = [evidence for evidence, sides in reach.items() if len(sides) == 2]
    session.execute(delete(EvidenceMemberRow).where(EvidenceMemberRow.evidence_id.in_(across)))
    session.execute(delete(EvidenceRow).where(EvidenceRow.id.in_(across)))
    exclusion = ExclusionRow(made_by=actor, made_at=now())
    session.add(exclusion)
    session.flush()
    session.add_all(
        ExclusionMemberRow(exclusion_id=exclusion.id, identifier_id=identifier, side=side)
        for identifier, side in both.items()
    )


def lift_exclusions(session: Session, one: Sequence[Known], other: Sequence[Known]) -> None:
    """Whoever joins by hand takes back what was parted by hand."""
    between = _exclusions_between(session, one, other)
    for table in (ExclusionMemberRow.exclusion_id, ExclusionRow.id):
        session.execute(delete(table.class_).where(table.in_(between)))


def _exclusions_between(session: Session, one: Sequence[Known], other: Sequence[Known]) -> set[int]:
    sides = exclusion_sides(session, [known.id for known in (*one, *other)])
    ours = {pair for known in one for pair in sides.get(known.id, ())}
    theirs = {pair for known in other for pair in sides.get(known.id, ())}
    return {number for number, side in ours if (number, 1 - side) in theirs}
