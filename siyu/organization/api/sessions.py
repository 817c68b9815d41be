"""Signing in and out, and accepting an invitation."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import select

from siyu.http import (
    Db,
    LateRoute,
    Page,
    PageRequest,
    Running,
    Schema,
    Text,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from ..audit import write_audit
from ..contracts import NewSession
from ..errors import (
    ConsoleHeaderMissing,
    InvitationInvalid,
    PasswordTooWeak,
    SessionNotFound,
    SignInRefused,
    StaffOnly,
    TooManyAttempts,
    TotpRefused,
    TotpRequired,
)
from ..guard import COOKIE, staff_caller
from ..invitations import accept_invitation
from ..models import SessionRow
from ..permissions import PermissionCatalogue
from ..sign_in import end_session, sign_in
from ..staff import require_staff_row
from .me import MeOut, me_out
from .shapes import FromBrowser, OneTimeCode, Password, SessionCode, SignedIn

router = APIRouter(tags=["sessions"], route_class=LateRoute)

_ALWAYS = (Unauthenticated, ConsoleHeaderMissing, StaffOnly)


class SessionCreate(Schema):
    """Who signs in."""

    # Not checked for its form: whatever is not an account is answered alike.
    email: Annotated[Text, Field(min_length=1, max_length=254, examples=["lihua@example.com"])]
    password: Password
    totp: OneTimeCode | None = Field(
        None, description="One-time code or recovery code, where the account asks for it."
    )


class InvitationAccept(Schema):
    """The token of the invitation's link, and the password to set."""

    token: Annotated[Text, Field(min_length=1, max_length=200)]
    password: Password


class SessionOut(Schema):
    """A browser that has signed in."""

    id: SessionCode
    current: bool = Field(description="The one that asks.")
    address: str = Field(examples=["203.0.113.7"])
    user_agent: str
    created_at: datetime
    seen_at: datetime = Field(description="To within five minutes.")
    expires_at: datetime


@router.post(
    "/sessions",
    status_code=201,
    responses=fails_with(SignInRefused, TotpRequired, TotpRefused, TooManyAttempts),
)
def create_session(
    response: Response, context: Running, browser: FromBrowser, body: SessionCreate
) -> MeOut:
    """Sign in; the answer sets the session cookie."""
    opened = sign_in(
        context,
        email=body.email,
        password=body.password,
        one_time_code=body.totp,
        browser=browser,
    )
    return _welcome(context, response, opened)


@router.post(
    "/invitations/acceptance",
    status_code=201,
    responses=fails_with(InvitationInvalid, PasswordTooWeak),
)
def accept(
    response: Response, context: Running, browser: FromBrowser, body: InvitationAccept
) -> MeOut:
    """Set a password by the link of an invitation, and sign in."""
    opened = accept_invitation(context, token=body.token, password=body.password, browser=browser)
    return _welcome(context, response, opened)


@router.get("/sessions", responses=fails_with(Unauthenticated, StaffOnly))
def list_sessions(
    request: Request, session: Db, staff_id: SignedIn, page: PageRequest
) -> Page[SessionOut]:
    """One's own live sessions, newest first."""
    query = (
        select(SessionRow)
        .where(SessionRow.staff_id == staff_id, SessionRow.expires_at > now())
        .order_by(SessionRow.id.desc())
        .limit(page.limit + 1)
    )
    if position := decode_cursor(page.cursor, int):
        query = query.where(SessionRow.id < position[0])
    current = request.state.session_id
    return page_of(
        session.scalars(query).all(),
        page,
        item=lambda row: SessionOut(
            id=row.id,
            current=row.id == current,
            address=row.address,
            user_agent=row.user_agent,
            created_at=row.created_at,
            seen_at=row.seen_at,
            expires_at=row.expires_at,
        ),
        position=lambda row: (row.id,),
    )


@router.delete("/sessions/current", status_code=204, responses=fails_with(*_ALWAYS))
def delete_session(request: Request, session: Db, staff_id: SignedIn) -> Response:
    """Sign out."""
    end_session(session, staff_id, request.state.session_id)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.delete(
    "/sessions/{session_id}", status_code=204, responses=fails_with(*_ALWAYS, SessionNotFound)
)
def revoke_session(session: Db, staff_id: SignedIn, session_id: SessionCode) -> Response:
    """Sign another browser of one's own out."""
    end_session(session, staff_id, session_id)
    return Response(status_code=204)


def _welcome(context: Context, response: Response, opened: NewSession) -> MeOut:
    settings = context.settings
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=settings.session_days * 86_400,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.public_url.startswith("https:"),
    )
    with context.session() as session:
        staff = require_staff_row(session, opened.staff_id)
        caller = staff_caller(session, staff, context.get(PermissionCatalogue))
        write_audit(
            session,
            caller.actor,
            action="sessions.create",
            target=code("ses", opened.id),
            before=None,
            after=None,
        )
        return me_out(session, context, caller)
