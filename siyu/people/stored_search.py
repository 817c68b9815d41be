"""A search as a job keeps it, and everybody it finds, page by page."""

import base64
from collections.abc import Iterator
from typing import Any

from siyu.kernel.cipher import cipher
from siyu.kernel.context import Context

from .contracts import PersonKind, PersonState
from .searching import Search, search_people

PEOPLE_AT_ONCE = 1_000


def store_search(search: Search) -> dict[str, Any]:
    """As JSON; the text may be a phone number and is sealed."""
    return {
        "query": base64.b64encode(cipher().seal(search.query)).decode() if search.query else "",
        "state": search.state,
        "kind": search.kind,
        "tag_ids": list(search.tag_ids),
        "org_nodes": None if search.org_nodes is None else sorted(search.org_nodes),
        "person_ids": None if search.person_ids is None else list(search.person_ids),
    }


def stored_search(stored: dict[str, Any]) -> Search:
    """The search again."""
    sealed, nodes, persons = stored["query"], stored["org_nodes"], stored["person_ids"]
    return Search(
        query=cipher().unseal(base64.b64decode(sealed)) if sealed else "",
        state=PersonState(stored["state"]) if stored["state"] else None,
        kind=PersonKind(stored["kind"]) if stored["kind"] else None,
        tag_ids=tuple(stored["tag_ids"]),
        org_nodes=None if nodes is None else frozenset(nodes),
        person_ids=None if persons is None else tuple(persons),
    )


def pages_of(context: Context, search: Search) -> Iterator[list[int]]:
    """Everybody who matches, the newest first; who comes meanwhile is not among them."""
    before: int | None = None
    while True:
        with context.session(read_only=True) as session:
            page = search_people(session, search, before=before, most=PEOPLE_AT_ONCE)
        if page:
            yield page
        if len(page) < PEOPLE_AT_ONCE:
            return
        before = page[-1]
