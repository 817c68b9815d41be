"""Who sent these events: flat matching in bulk, inside one transaction.

No identifier known: a new person. Known ones of one person: the others join. Of several persons:
they are joined, unless a rule would break; then ``partition`` decides over everything that evidence
connects, so that the order of arrival does not matter.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from siyu.kernel.database import Session

from .bulk import select_in
from .components import Joined, earliest, raw_components
from .identity_rules import PERSON_ID, IdentityRules
from .lookup import (
    Known,
    chunks,
    find_known,
    known_by_id,
    known_of_persons,
    tombstones,
)
from .merge_log import Cause
from .models import EvidenceRow, PersonRow
from .normalising import Named, own_id
from .partition import MERGES_MAX, Edge, Member, holds
from .regrouping import Group, KeepApart, Regrouping
from .sequences import EVIDENCE, IDENTIFIER, lock_identities, take

BUCKET_DAYS = 30
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Claim:
    """The earliest evidence of one set of identifiers, and the answer.

    Args:
        named: highest priority first; at least one.
        bucket: number of the stretch of time, where a member may pass to somebody else.
        node: the node of its events, once settled; 0 where it names nobody.

    """

    named: tuple[Named, ...]
    time: datetime
    last_time: datetime
    message_id: str
    source: str
    unite: bool = True
    bucket: int | None = None
    by_hand: bool = False
    known: tuple[Known, ...] = ()
    node: int = 0
    whole: bool = True
    """False where some identifier was left out for its time: this says nothing about later."""


@dataclass
class _Batch:
    known: dict[tuple[str, bytes], Known] = field(default_factory=dict)
    fresh: dict[int, Edge] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    stored: set[int] = field(default_factory=set)


def bucket_of(time: datetime) -> int:
    """Where someone else may come to hold an identifier, evidence is kept once per 30 days."""
    return (time - _ZERO) // timedelta(days=BUCKET_DAYS)


def bucket_end(bucket: int) -> datetime:
    """When the next bucket begins."""
    return _ZERO + timedelta(days=BUCKET_DAYS) * (bucket + 1)


def settle(
    session: Session, claims: Sequence[Claim], rules: IdentityRules, *, cause: Cause | None = None
) -> None:
    """Decide who each claim speaks of, and write down what that changes."""
    lock_identities(session)
    batch = _Batch()
    _look_up(session, claims, batch, rules)
    alive = [claim for claim in claims if claim.known]
    _record_edges(session, alive, batch)
    _bind_own_ids(session, batch)
    regrouping = Regrouping(session, rules, batch.known.values(), cause)
    regrouping.evidence(list(batch.fresh.values()), batch.sources, batch.stored)
    clean, deep = _groups(session, batch, rules)
    regrouping.clean(clean)
    if deep:
        edges = [edge for group in deep for edge in group.edges]
        members = [group.members for group in deep]
        regrouping.deep(raw_components(session, members, edges, rules))
    # What is joined by hand is no event, and was not seen.
    homes = [claim for claim in alive if not claim.by_hand]
    regrouping.home([(claim.known[0], claim.time, claim.last_time) for claim in homes])
    regrouping.write()
    for claim in alive:
        claim.node = claim.known[0].node_id or 0


def reconsider(
    session: Session,
    identifier_ids: Iterable[int],
    rules: IdentityRules,
    *,
    cause: Cause,
    keep_apart: KeepApart,
) -> None:
    """Decide anew who these are, and all that evidence connects with them.

    Args:
        keep_apart: called with groups that would come together, now that others have come apart.

    """
    lock_identities(session)
    known = known_by_id(session, identifier_ids)
    for one in known:
        one.priority = rules.of(one.type).priority
    regrouping = Regrouping(session, rules, known, cause, keep_apart)
    if known:
        regrouping.deep(raw_components(session, [[one] for one in known], [], rules))
    regrouping.write()


def digest_of(known: Iterable[Known], bucket: int | None = None, *, by_hand: bool = False) -> bytes:
    """Name of a set of identifiers, the same whatever ids they were given."""
    mark = b"hand" if by_hand else str(bucket).encode()
    text = b"".join(sorted(one.blind for one in known))
    return hashlib.blake2b(text + mark, digest_size=16).digest()


def _look_up(
    session: Session, claims: Sequence[Claim], batch: _Batch, rules: IdentityRules
) -> None:
    wanted = {(one.type, one.blind): one for claim in claims for one in claim.named}
    batch.known = find_known(session, wanted.values())
    unknown = {key: one for key, one in wanted.items() if key not in batch.known}
    own = _own_ids(session, [one for one in unknown.values() if one.type == PERSON_ID])
    for key, one in list(unknown.items()):
        if one.type == PERSON_ID and one.blind not in own:
            del unknown[key]
    erased = tombstones(session, list(unknown.values())) if unknown else {}
    if erased:
        # Evidence from before the erasure names nobody; it must not bring the row back either.
        last: dict[tuple[str, bytes], datetime] = {}
        for claim in claims:
            for one in claim.named:
                seen = last.get((one.type, one.blind))
                last[one.type, one.blind] = max(claim.time, seen) if seen else claim.time
        unknown = {
            key: one
            for key, one in unknown.items()
            if one.blind not in erased or last[key] > erased[one.blind]
        }
    first: dict[tuple[str, bytes], Claim] = {}
    for claim in claims:
        for one in claim.named if unknown else ():
            key = (one.type, one.blind)
            if key not in first or claim.time < first[key].time:
                first[key] = claim
    ids = take(session, IDENTIFIER, len(unknown)) if unknown else iter(())
    for key, one in unknown.items():
        node, person = own.get(one.blind, (None, None))
        batch.known[key] = Known(
            id=next(ids),
            type=one.type,
            blind=one.blind,
            priority=one.priority,
            node_id=node,
            person_id=person,
            bound_at=None,
            erased_before=erased.get(one.blind),
            value=one.value,
            first_seen_at=first[key].time,
            source=first[key].source,
            message_id=first[key].message_id,
            is_new=True,
        )
    for claim in claims:
        claim.known = tuple(
            known
            for one in claim.named
            if (known := batch.known.get((one.type, one.blind)))
            and not (known.erased_before and claim.time <= known.erased_before)
        )
        claim.whole = len(claim.known) == len(claim.named)
        if not claim.unite:
            claim.known = claim.known[:1]


def _own_ids(session: Session, named: Sequence[Named]) -> dict[bytes, tuple[int, int]]:
    """Blind index of an id of our own → node and its person, where there is such a person."""
    by_id = {own_id(one.value): one.blind for one in named}
    found = {}
    for part in chunks(by_id):
        for row in session.execute(
            select(PersonRow.id, PersonRow.merged_into).where(
                PersonRow.id.in_(part), PersonRow.state != "erased"
            )
        ):
            found[by_id[row.id]] = (row.id, row.merged_into or row.id)
    return found


def _bind_own_ids(session: Session, batch: _Batch) -> None:
    """An id of our own goes where its person's other identifiers go."""
    fresh = {
        known.node_id: known
        for known in batch.known.values()
        if known.is_new and known.type == PERSON_ID
    }
    if not fresh:
        return
    query = select(PersonRow.id, PersonRow.anchor_id).where(
        PersonRow.id.in_(list(fresh)), PersonRow.anchor_id.is_not(None)
    )
    anchors = {row.anchor_id: fresh[row.id] for row in session.execute(query)}
    ids = take(session, EVIDENCE, len(anchors)) if anchors else iter(())
    for found in known_by_id(session, anchors):
        anchor = batch.known.setdefault((found.type, found.blind), found)
        own, edge_id = anchors[anchor.id], next(ids)
        digest = digest_of([own, anchor])
        batch.sources[edge_id] = "siyu"
        # Before all other evidence, so that nothing can stand against it.
        batch.fresh[edge_id] = Edge(
            edge_id, _ZERO, f"person:{own.node_id}", digest, (own.id, anchor.id)
        )


def _record_edges(session: Session, claims: Sequence[Claim], batch: _Batch) -> None:
    """Sets that say something new: never seen, or seen earlier than we knew."""
    sets: dict[bytes, Claim] = {}
    for claim in claims:
        if len(claim.known) < 2:
            continue
        digest = digest_of(claim.known, claim.bucket, by_hand=claim.by_hand)
        before = sets.get(digest)
        if before is None or (claim.time, claim.message_id) < (before.time, before.message_id):
            sets[digest] = claim
    asked = [d for d, claim in sets.items() if not any(one.is_new for one in claim.known)]
    columns = ("digest", "id", "time", "message_id")
    stored = {
        digest: (edge_id, time, message_id)
        for digest, edge_id, time, message_id in select_in(
            session, EvidenceRow, columns, "digest", asked
        )
    }
    ids = take(session, EVIDENCE, len(sets) - len(stored)) if len(sets) > len(stored) else iter(())
    for digest, claim in sets.items():
        row = stored.get(digest)
        if row is not None and row[1:] <= (claim.time, claim.message_id):
            continue
        edge_id = next(ids) if row is None else row[0]
        if row is not None:
            batch.stored.add(edge_id)
        members = tuple(one.id for one in claim.known)
        batch.sources[edge_id] = claim.source
        batch.fresh[edge_id] = Edge(
            edge_id, claim.time, claim.message_id, digest, members, claim.by_hand
        )


def _groups(
    session: Session, batch: _Batch, rules: IdentityRules
) -> tuple[list[Group], list[Group]]:
    """What the fresh evidence connects; those apart in which something has to be left out."""
    if not batch.fresh:
        return [], []
    by_id = {known.id: known for known in batch.known.values()}
    persons = {
        person
        for edge in batch.fresh.values()
        for member in edge.members
        if (person := by_id[member].person_id)
    }
    by_person: dict[int, list[Known]] = defaultdict(list)
    for known in batch.known.values():
        if known.person_id in persons:
            by_person[known.person_id or 0].append(known)
    for known in known_of_persons(session, persons):
        if known.id not in by_id:
            known.priority = rules.of(known.type).priority
            by_id[known.id] = known
            batch.known[known.type, known.blind] = known
            by_person[known.person_id or 0].append(known)
    joined = Joined()
    for edge in batch.fresh.values():
        for member in edge.members:
            by_id[member].bound_at = earliest(by_id[member].bound_at, edge.time)
        joined.unite([_key(by_id[member]) for member in edge.members])
    groups: dict[int, Group] = defaultdict(Group)
    grouped: set[int] = set()
    for edge in batch.fresh.values():
        group = groups[joined.root(_key(by_id[edge.members[0]]))]
        group.edges.append(edge)
        for member in edge.members:
            one = by_id[member]
            if one.id in grouped:
                continue
            whole = by_person[one.person_id] if one.person_id else [one]
            group.members.extend(whole)
            grouped.update(other.id for other in whole)
            if one.person_id:
                group.persons.append(one.person_id)
    clean: list[Group] = []
    deep: list[Group] = []
    for group in groups.values():
        (clean if _is_clean(group, rules) else deep).append(group)
    return clean, deep


def _is_clean(group: Group, rules: IdentityRules) -> bool:
    if len(group.persons) > MERGES_MAX or any(known.contested for known in group.members):
        return False
    if any(edge.by_hand for edge in group.edges):
        return False
    return holds(
        [Member(known.id, known.type, known.bound_at or _ZERO) for known in group.members], rules
    )


def _key(known: Known) -> int:
    return known.person_id or -known.id
