"""What the loader asks for each event: a dictionary look-up, and SQL only for what is new.

The node of an event depends on its identifiers alone, and never changes by merges; so what was
settled once is remembered, until the epoch moves (erasure, rules, a number handed on).
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import event as sql_event

from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .belonging import Join, join_nodes
from .contracts import Evidence, Identifier
from .identity_rows import write_seen
from .identity_rules import ANONYMOUS_ID, PERSON_ID, PREVIOUS_ID, IdentityRules, load_rules
from .lookup import any_tombstone
from .normalising import Named, normalise, own_id
from .persons import living
from .resolving import Claim, bucket_end, bucket_of, settle
from .sequences import epoch
from .trait_keys import trait_identifiers
from .traits import TraitClaim, store_traits

ENTRIES_MAX = 500_000
SEEN_EVERY = timedelta(hours=1)
_SEEN_EVERY_MS = SEEN_EVERY // timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_END_MS = (datetime(9999, 1, 1, tzinfo=UTC) - _EPOCH) // _MS

ResolverKey = tuple[tuple[tuple[str, str], ...], bool, int | None]
"""All that the node of an event depends on beside its time: identifiers as type and value, whether
they are bound together, and the org node."""


@dataclass(slots=True)
class _Entry:
    """What is remembered of a key: its node, for evidence from ``start`` to before ``end``.

    Times are milliseconds since 1970: compared for every event.
    """

    node: int
    start: int
    end: int
    seen_until: int


class Resolver:
    """Resolves evidence, and remembers; one per process and thread."""

    def __init__(self, context: Context | None = None, *, entries_max: int = ENTRIES_MAX) -> None:
        self._half = entries_max // 2
        self._young: dict[ResolverKey, _Entry] = {}
        self._old: dict[ResolverKey, _Entry] = {}
        self._named: dict[Identifier, Named | None] = {}
        self._rules: IdentityRules | None = None
        self._epoch = -1
        # Somebody was erased: what evidence says depends on whether it came before or after.
        self._careful = False

    def resolve(self, session: Session, evidences: Sequence[Evidence]) -> list[int]:
        """The node of each; 0 where no identifier names anybody. Idempotent."""
        keys: list[ResolverKey] = []
        traits: list[int] = []
        for index, evidence in enumerate(evidences):
            identifiers = evidence.identifiers
            if evidence.traits:
                identifiers = identifiers + trait_identifiers(evidence.traits)
                traits.append(index)
            keys.append((identifiers, evidence.unite, evidence.node_id))
        found = self.recall(session, keys, [_ms(evidence.time) for evidence in evidences])
        missing: dict[ResolverKey, list[int]] = {}
        for index, node in enumerate(found):
            if node is None:
                missing.setdefault(keys[index], []).append(index)
        nodes = [node or 0 for node in found]
        if missing:
            with _collector_paused():
                self._settle(session, evidences, missing, nodes)
        if traits:
            self._store_traits(session, evidences, traits, nodes)
        return nodes

    def recall(
        self, session: Session, keys: Sequence[ResolverKey], times_ms: Sequence[int]
    ) -> list[int | None]:
        """The node of each where it is remembered, without looking at what the evidence says.

        Almost all events of a day are of people seen before; for them this is all there is to do.

        Args:
            times_ms: when each happened, rounded down.

        Returns:
            The nodes in order; None where ``resolve`` must look.

        """
        self._refresh(session)
        nodes: list[int | None] = []
        seen: dict[int, tuple[datetime, datetime]] = {}
        young = self._young
        for key, time in zip(keys, times_ms, strict=True):
            entry = young.get(key) or self._from_old(key)
            if entry is None or not entry.start <= time < entry.end:
                nodes.append(None)
                continue
            nodes.append(node := entry.node)
            if time >= entry.seen_until and node:
                moment = _EPOCH + time * _MS
                first, last = seen.get(node, (moment, moment))
                seen[node] = (first, max(moment, last))
                entry.seen_until = time + _SEEN_EVERY_MS
        write_seen(session, seen)
        return nodes

    def _refresh(self, session: Session) -> None:
        current = epoch(session)
        if current != self._epoch or self._rules is None:
            self._young, self._old, self._named = {}, {}, {}
            self._rules = load_rules(session)
            self._careful = any_tombstone(session)
            self._epoch = current

    def _from_old(self, key: ResolverKey) -> _Entry | None:
        entry = self._old.pop(key, None)
        if entry is not None:
            self._remember(key, entry)
        return entry

    def _remember(self, key: ResolverKey, entry: _Entry) -> None:
        self._young[key] = entry
        if len(self._young) > self._half:
            self._old, self._young = self._young, {}

    def _settle(
        self,
        session: Session,
        evidences: Sequence[Evidence],
        missing: dict[ResolverKey, list[int]],
        nodes: list[int],
    ) -> None:
        assert self._rules is not None
        claims: list[Claim] = []
        asked: list[tuple[ResolverKey, Claim, list[int]]] = []
        own: list[tuple[ResolverKey, int, list[int]]] = []
        for key, indexes in missing.items():
            named = self._all_named(key[0])
            if not named:
                continue
            if len(named) == 1 and named[0].type == PERSON_ID:
                own.append((key, own_id(named[0].value), indexes))
                continue
            for claim, part in self._claims(evidences, indexes, named):
                claims.append(claim)
                asked.append((key, claim, part))
        if claims:
            settle(session, claims, self._rules)
        fresh = [
            (
                key,
                _Entry(
                    claim.node,
                    _ms_up(claim.time),
                    self._end_ms(claim),
                    _ms(claim.last_time + SEEN_EVERY),
                ),
            )
            for key, claim, _ in asked
            if claim.whole
        ]
        for _, claim, indexes in asked:
            for index in indexes:
                nodes[index] = claim.node
        alive = living(session, [node for _, node, _ in own])
        for key, node, indexes in own:
            for index in indexes:
                nodes[index] = node if node in alive else 0
            if node in alive:
                first = min(evidences[index].time for index in indexes)
                fresh.append((key, _Entry(node, _ms_up(first), _END_MS, _END_MS)))
        join_nodes(session, _joins(evidences, missing, nodes))
        self._remember_after(session, fresh)

    def _all_named(self, identifiers: tuple[tuple[str, str], ...]) -> tuple[Named, ...]:
        assert self._rules is not None
        found: dict[bytes, Named] = {}
        for type_, value in identifiers:
            identifier = Identifier(type_, value)
            if type_ == PREVIOUS_ID:
                # An alias to itself says nothing; SDKs send it.
                if ("user_id", value) in identifiers:
                    continue
                identifier = Identifier(ANONYMOUS_ID, value)
            if identifier in self._named:
                one = self._named[identifier]
            else:
                one = self._named[identifier] = normalise(identifier, self._rules)
            if one is not None:
                found[one.blind] = one
        if len(self._named) > ENTRIES_MAX:
            self._named.clear()
        return tuple(sorted(found.values(), key=lambda one: (one.priority, one.type, one.blind)))

    def _claims(
        self, evidences: Sequence[Evidence], indexes: Sequence[int], named: tuple[Named, ...]
    ) -> list[tuple[Claim, list[int]]]:
        """One claim for all evidence of a set; one each where the time of each matters."""
        if len(indexes) == 1 or not (self._careful or any(one.passes for one in named)):
            return [(_claim(evidences, indexes, named), list(indexes))]
        stretches: dict[tuple[int, int], list[int]] = {}
        for index in indexes:
            bucket = bucket_of(evidences[index].time)
            stretches.setdefault((bucket, index if self._careful else 0), []).append(index)
        return [(_claim(evidences, those, named), those) for those in stretches.values()]

    def _end_ms(self, claim: Claim) -> int:
        return _END_MS if claim.bucket is None else _ms(bucket_end(claim.bucket))

    def _remember_after(self, session: Session, fresh: list[tuple[ResolverKey, _Entry]]) -> None:
        """What is rolled back must not be remembered."""
        state = {"kept": True}

        def keep(_: Session) -> None:
            if state["kept"]:
                for key, entry in fresh:
                    self._remember(key, entry)

        def drop(_: Session) -> None:
            state["kept"] = False

        sql_event.listen(session, "after_commit", keep, once=True)
        sql_event.listen(session, "after_rollback", drop, once=True)

    def _store_traits(
        self,
        session: Session,
        evidences: Sequence[Evidence],
        indexes: Sequence[int],
        nodes: Sequence[int],
    ) -> None:
        claims = []
        for index in indexes:
            said = evidences[index]
            if nodes[index]:
                claims.append(
                    TraitClaim(nodes[index], said.source, said.traits, said.time, said.message_id)
                )
        store_traits(session, claims)


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MS


def _ms_up(moment: datetime) -> int:
    """Rounded up: what came earlier within the same millisecond came earlier."""
    return -((_EPOCH - moment) // _MS)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A batch makes a million small objects that live; collecting meanwhile doubles its price."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def resolve(session: Session, evidences: Sequence[Evidence]) -> list[int]:
    """The node of each piece of evidence, in order, without remembering anything."""
    return Resolver().resolve(session, evidences)


def _claim(
    evidences: Sequence[Evidence], indexes: Sequence[int], named: tuple[Named, ...]
) -> Claim:
    first = evidences[indexes[0]]
    last_time = first.time
    for index in indexes[1:]:
        other = evidences[index]
        if (other.time, other.message_id) < (first.time, first.message_id):
            first = other
        last_time = max(last_time, other.time)
    passing = any(one.passes for one in named)
    return Claim(
        named=named,
        time=first.time,
        last_time=last_time,
        message_id=first.message_id,
        source=first.source,
        unite=first.unite,
        bucket=bucket_of(first.time) if passing else None,
    )


def _joins(
    evidences: Sequence[Evidence], missing: dict[ResolverKey, list[int]], nodes: Sequence[int]
) -> list[Join]:
    joins = []
    for (_, _, org), indexes in missing.items():
        if org is not None:
            first = min((evidences[i] for i in indexes), key=lambda e: (e.time, e.message_id))
            joins += [
                Join(node, org, first.time, first.source) for node in {nodes[i] for i in indexes}
            ]
    return [join for join in joins if join.node_id]
