"""Finds who calls: by session cookie or by API key."""

from datetime import timedelta

from fastapi import Request
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from siyu.http import Caller, client_address
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated

from .api_keys import find_api_key
from .errors import ConsoleHeaderMissing
from .models import ApiKeyRow, SessionRow, StaffRow
from .permissions import PermissionCatalogue
from .roles import permissions_of
from .sign_in import TOUCHED_EVERY, find_session
from .staff import memberships

COOKIE = "siyu_session"
CONSOLE_HEADER = "X-Siyu-Console"
TOKEN_LENGTH_MAX = 200
KEY_TOUCHED_EVERY = timedelta(minutes=1)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class StaffGuard:
    """The guard of an installation with staff."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def identify(self, request: Request, session: Session) -> Caller:
        """The caller; a key in ``Authorization`` comes before a cookie.

        Raises:
            Unauthenticated: neither a valid key nor a live session.
            ConsoleHeaderMissing: a change that another site might have made the browser send.

        """
        header = request.headers.get("authorization")
        if header is not None:
            return self._by_key(session, header)
        token = request.cookies.get(COOKIE, "")
        found = find_session(session, token) if 0 < len(token) <= TOKEN_LENGTH_MAX else None
        if found is None:
            raise Unauthenticated
        if request.method not in _SAFE and request.headers.get(CONSOLE_HEADER) != "1":
            raise ConsoleHeaderMissing
        row, staff = found
        request.state.session_id = row.id
        self._touch_session(row)
        return staff_caller(session, staff, self._context.get(PermissionCatalogue))

    def _by_key(self, session: Session, header: str) -> Caller:
        scheme, _, key = header.partition(" ")
        key = key.strip()
        if scheme.lower() != "bearer" or len(key) > TOKEN_LENGTH_MAX:
            raise Unauthenticated
        row = find_api_key(session, key)
        if row is None:
            raise Unauthenticated
        self._touch_key(row)
        return key_caller(row)

    def _touch_session(self, row: SessionRow) -> None:
        if row.seen_at > now() - TOUCHED_EVERY:
            return
        expires_at = now() + timedelta(days=self._context.settings.session_days)
        self._touch(
            update(SessionRow)
            .where(SessionRow.id == row.id)
            .values(seen_at=now(), expires_at=expires_at, address=client_address()[:100])
        )

    def _touch_key(self, row: ApiKeyRow) -> None:
        if row.used_at is None or row.used_at <= now() - KEY_TOUCHED_EVERY:
            self._touch(update(ApiKeyRow).where(ApiKeyRow.id == row.id).values(used_at=now()))

    def _touch(self, statement: object) -> None:
        try:
            with self._context.session() as session:
                session.execute(statement)  # type: ignore[call-overload]
        except OperationalError:
            # A store that is busy writing must not keep people from reading.
            return


def staff_caller(session: Session, staff: StaffRow, catalogue: PermissionCatalogue) -> Caller:
    """What all roles of a person add up to."""
    everywhere: set[str] = set()
    at_nodes: dict[str, set[int]] = {}
    for membership in memberships(session, [staff.id])[staff.id]:
        held = permissions_of(membership.role, catalogue)
        if membership.node is None:
            everywhere |= held
            continue
        for permission in held:
            at_nodes.setdefault(permission, set()).add(membership.node.id)
    return Caller(
        actor=f"staff:{staff.id}",
        name=staff.name,
        permissions={name: frozenset(nodes) for name, nodes in at_nodes.items()},
        all_nodes=frozenset(everywhere),
    )


def key_caller(row: ApiKeyRow) -> Caller:
    """What a key may do."""
    permissions = frozenset(row.permissions)
    return Caller(
        actor=f"key:{row.id}",
        name=row.name,
        permissions={}
        if row.node_id is None
        else dict.fromkeys(permissions, frozenset({row.node_id})),
        all_nodes=permissions if row.node_id is None else frozenset(),
    )
