"""Who there is, without the rooms of people and audiences."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from siyu import audiences, people
from siyu.kernel.clock import now
from siyu.people import Person, PersonKind, PersonNotFound, PersonState, Profile

PEOPLE = (
    "canonical",
    "consented",
    "set_consent",
    "contacts",
    "profiles",
    "require_person",
    "shown_contacts",
)
AUDIENCES = ("member_ids", "require_segment")


@dataclass
class World:
    """Who there is: the answers of people and audiences, which are rooms of their own."""

    members: list[int] = field(default_factory=list)
    refusing: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    merged: dict[int, int] = field(default_factory=dict)
    traits: dict[int, dict] = field(default_factory=dict)
    addresses: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    consents: list[tuple] = field(default_factory=list)
    segment_state: audiences.SegmentState = audiences.SegmentState.ready
    segments: set[int] = field(default_factory=lambda: {1})

    def person(self, person_id):
        at = now()
        return Person(
            id=person_id,
            kind=PersonKind.person,
            state=PersonState.known,
            created_at=at,
            first_seen_at=at,
            last_seen_at=at,
        )

    def canonical(self, session, nodes):
        return {n: self.merged.get(n, n) for n in nodes if n not in self.erased}

    def consented(self, session, person_ids, *, purpose, channel, default):
        assert purpose == "marketing"
        return set(person_ids) - self.refusing

    def set_consent(self, session, person_id, *, purpose, channel, granted, proof, at):
        self.consents.append((person_id, purpose, channel, granted, proof))
        if not granted:
            self.refusing.add(person_id)

    def contacts(self, session, person_ids, kind):
        return {p: self.addresses[p] for p in person_ids if p in self.addresses}

    def shown_contacts(self, session, person_ids, kind, *, reveal):
        known = self.names if kind == "name" else self.addresses
        shown = {p: known[p] for p in person_ids if p in known}
        return shown if reveal else dict.fromkeys(shown, f"masked {kind}")

    def profiles(self, session, person_ids):
        return {
            p: Profile(person=self.person(p), traits=self.traits.get(p, {})) for p in person_ids
        }

    def require_person(self, session, person_id):
        if person_id in self.erased:
            raise PersonNotFound(person_id)
        return self.person(person_id)

    def member_ids(self, warehouse, segment_id):
        return np.array(self.members, dtype=np.uint32)

    def require_segment(self, session, segment_id):
        if segment_id not in self.segments:
            raise audiences.SegmentNotFound(segment_id)
        return SimpleNamespace(state=self.segment_state)

    def install(self, put):
        """Stand in for both rooms; ``put`` sets an attribute."""
        for name in PEOPLE:
            put(people, name, getattr(self, name))
        for name in AUDIENCES:
            put(audiences, name, getattr(self, name))
