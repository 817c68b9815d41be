"""The caller's own account."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from siyu.http import Caller, Db, LateRoute, Running, Schema, Text, fails_with
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code

from .. import totp
from ..audit import write_audit
from ..brand import get_brand
from ..errors import (
    ConsoleHeaderMissing,
    PasswordTooWeak,
    PasswordWrong,
    StaffOnly,
    TooManyAttempts,
    TotpAlreadyOn,
    TotpNotEnrolled,
    TotpRefused,
)
from ..models import ApiKeyRow, NodeRow
from ..sign_in import confirm_password, set_password
from ..staff import memberships, require_staff_row
from .shapes import (
    AnyCaller,
    FromBrowser,
    NodeRef,
    OneTimeCode,
    Password,
    RoleRef,
    SignedIn,
    node_ref,
    role_ref,
)

router = APIRouter(prefix="/me", tags=["me"], route_class=LateRoute)

_ALWAYS = (Unauthenticated, ConsoleHeaderMissing, StaffOnly)


class BrandRef(Schema):
    """The brand whose installation this is."""

    name: str = Field(examples=["siyu"])


class MeOut(Schema):
    """Who calls, and what they may do."""

    id: str = Field(examples=["stf_1h7k2m9"], description="Of a member of staff or an API key.")
    email: str | None = Field(description="None for an API key.", examples=["lihua@example.com"])
    name: str
    permissions: list[str] = Field(description="Held at least somewhere.")
    everywhere: bool = Field(description="True when some role holds for the whole installation.")
    roles: list[RoleRef]
    nodes: list[NodeRef] = Field(description="Where the roles hold, with all below.")
    brand: BrandRef
    timezone: str = Field(examples=["Asia/Shanghai"])
    currency: str = Field(examples=["CNY"])
    one_time_codes: bool = Field(description="An authenticator is asked for at sign-in.")
    must_change_password: bool


class MeChange(Schema):
    """What someone may change of their own account."""

    name: Annotated[Text, Field(min_length=1, max_length=100, examples=["李华"])]


class PasswordChange(Schema):
    """Old and new password."""

    current_password: Password
    new_password: Password


class PasswordProof(Schema):
    """The password once more."""

    password: Password


class TotpSecretOut(Schema):
    """What an authenticator needs; shown once."""

    secret: str
    uri: str = Field(description="Show it as a QR code.")


class TotpConfirm(Schema):
    """The code the authenticator shows now."""

    code: OneTimeCode


class RecoveryCodesOut(Schema):
    """Each stands in for the authenticator once; shown once."""

    recovery_codes: list[str]


@router.get("", responses=fails_with(Unauthenticated))
def get_me(request: Request, session: Db, context: Running, caller: AnyCaller) -> MeOut:
    """Who calls, and what they may do."""
    return me_out(session, context, caller)


@router.patch("", responses=fails_with(*_ALWAYS))
def change_me(
    session: Db, context: Running, caller: AnyCaller, staff_id: SignedIn, body: MeChange
) -> MeOut:
    """Change one's own name."""
    staff = require_staff_row(session, staff_id)
    staff.name = body.name
    session.flush()
    # Names are personal data: that it changed is enough.
    _note(session, caller, "me.rename", staff_id)
    return me_out(session, context, caller)


@router.put(
    "/password",
    status_code=204,
    responses=fails_with(*_ALWAYS, PasswordWrong, PasswordTooWeak, TooManyAttempts),
)
def change_password(
    request: Request,
    context: Running,
    caller: AnyCaller,
    staff_id: SignedIn,
    browser: FromBrowser,
    body: PasswordChange,
) -> Response:
    """Change one's password; all other sessions end."""
    confirm_password(context, staff_id, password=body.current_password, address=browser.address)
    set_password(
        context, staff_id, password=body.new_password, keep_session=request.state.session_id
    )
    with context.session() as session:
        _note(session, caller, "me.change_password", staff_id)
    return Response(status_code=204)


@router.post(
    "/totp",
    status_code=201,
    responses=fails_with(*_ALWAYS, PasswordWrong, TooManyAttempts, TotpAlreadyOn),
)
def enrol_totp(
    context: Running, staff_id: SignedIn, browser: FromBrowser, body: PasswordProof
) -> TotpSecretOut:
    """Ask for an authenticator's secret; one-time codes are off until confirmed."""
    confirm_password(context, staff_id, password=body.password, address=browser.address)
    with context.session() as session:
        staff = require_staff_row(session, staff_id)
        issuer = get_brand(session, context.settings).name
        secret, uri = totp.enrol(session, staff, issuer=issuer)
    return TotpSecretOut(secret=secret, uri=uri)


@router.post(
    "/totp/confirmation",
    responses=fails_with(*_ALWAYS, TotpAlreadyOn, TotpNotEnrolled, TotpRefused),
)
def confirm_totp(
    session: Db, caller: AnyCaller, staff_id: SignedIn, body: TotpConfirm
) -> RecoveryCodesOut:
    """Switch one-time codes on with the authenticator's first code."""
    codes = totp.confirm(session, require_staff_row(session, staff_id), code=body.code)
    _note(session, caller, "me.switch_totp_on", staff_id)
    return RecoveryCodesOut(recovery_codes=codes)


@router.post(
    "/totp/removal",
    status_code=204,
    responses=fails_with(*_ALWAYS, PasswordWrong, TooManyAttempts),
)
def remove_totp(
    context: Running,
    caller: AnyCaller,
    staff_id: SignedIn,
    browser: FromBrowser,
    body: PasswordProof,
) -> Response:
    """Switch one-time codes off."""
    confirm_password(context, staff_id, password=body.password, address=browser.address)
    with context.session() as session:
        totp.switch_off(session, require_staff_row(session, staff_id))
        _note(session, caller, "me.switch_totp_off", staff_id)
    return Response(status_code=204)


def me_out(session: Session, context: Context, caller: Caller) -> MeOut:
    """A caller as they see themselves."""
    brand = get_brand(session, context.settings)
    kind, _, number = caller.actor.partition(":")
    shared = {
        "name": caller.name,
        "permissions": sorted(caller.all_nodes | caller.permissions.keys()),
        "brand": BrandRef(name=brand.name),
        "timezone": brand.timezone,
        "currency": brand.currency,
    }
    if kind != "staff":
        key = session.get(ApiKeyRow, int(number)) if kind == "key" else None
        node = session.get(NodeRow, key.node_id) if key and key.node_id else None
        return MeOut(
            id=code("key", key.id) if key else caller.actor,
            email=None,
            everywhere=node is None,
            roles=[],
            nodes=[node_ref(node)] if node else [],
            one_time_codes=False,
            must_change_password=False,
            **shared,
        )
    staff = require_staff_row(session, int(number))
    held = memberships(session, [staff.id])[staff.id]
    return MeOut(
        id=code("stf", staff.id),
        email=staff.email,
        everywhere=any(m.node is None for m in held),
        roles=list({m.role.id: role_ref(m) for m in held}.values()),
        nodes=list({m.node.id: node_ref(m.node) for m in held if m.node}.values()),
        one_time_codes=staff.totp_confirmed_at is not None,
        must_change_password=staff.must_change_password,
        **{**shared, "name": staff.name},
    )


def _note(session: Session, caller: Caller, action: str, staff_id: int) -> None:
    write_audit(
        session, caller.actor, action=action, target=code("stf", staff_id), before=None, after=None
    )
