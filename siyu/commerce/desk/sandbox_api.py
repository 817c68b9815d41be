"""What the sandbox did not send: codes for signing in, to try the mall without a phone."""

from fastapi import APIRouter
from sqlalchemy import select

from siyu import organization
from siyu.http import Db, LateRoute, Running
from siyu.kernel.clock import now

from ..access import MANAGE
from ..members import CodeDoor, SandboxDoor
from ..members.models import SignInCodeRow
from .order_schemas import SandboxCodeOut

router = APIRouter(prefix="/commerce/sandbox", tags=["commerce_sandbox"], route_class=LateRoute)

SHOWN_MAX = 20


@router.get("/codes", dependencies=[organization.allow_everywhere(MANAGE)])
def list_codes(context: Running, session: Db) -> list[SandboxCodeOut]:
    """Codes that count now, the newest first; none where codes really reach phones."""
    if not isinstance(context.get(CodeDoor), SandboxDoor):  # type: ignore[type-abstract]
        return []
    rows = session.scalars(
        select(SignInCodeRow)
        .where(SignInCodeRow.expires_at > now(), SignInCodeRow.used_at.is_(None))
        .order_by(SignInCodeRow.id.desc())
        .limit(SHOWN_MAX)
    )
    return [
        SandboxCodeOut(
            phone=f"{row.phone[:6]}****{row.phone[-4:]}", code=row.code, expires_at=row.expires_at
        )
        for row in rows
    ]
