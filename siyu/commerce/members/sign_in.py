"""Sign-in by a code sent to the phone."""

import hmac
import re
import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, func, select, update

from siyu import people
from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .contracts import CodeDoor, Member, NewMemberSession
from .errors import CodesTooMany, CodeWrong, MemberSessionEnded, PhoneUnfit
from .models import MemberSessionRow, SignInCodeRow

CODE_DIGITS = 6
CODE_MINUTES = 5
ATTEMPTS_MAX = 5
"""Guesses at one code; with a million codes and five in an hour, a guess hits 1 time in 40 000."""
CODES_PER_PHONE_HOUR = 5
CODES_PER_MINUTE = 600
SESSION_DAYS = 30
COUNTED = timedelta(hours=1)
"""How long a code is kept, for counting alone once it is over."""
SOURCE = "commerce.sign_in"

# Asked at each request, so it is built once.
_SESSION_OF = select(
    MemberSessionRow.person_id, MemberSessionRow.sales_channel, MemberSessionRow.expires_at
).where(MemberSessionRow.token_digest == bindparam("digest"))

_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_FOREIGN = re.compile(r"\+\d{8,15}")


def send_code(context: Context, phone: str) -> None:
    """Send a code to a phone.

    Raises:
        PhoneUnfit: not a mobile number.
        CodesTooMany: to this phone, or in all.

    """
    spelled, at = _spell(phone), now()
    blind = _blind(spelled)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with context.session() as session:
        # Nobody needs a phone number any longer than it is counted.
        session.execute(delete(SignInCodeRow).where(SignInCodeRow.sent_at <= at - COUNTED))
        _refuse_flood(session, blind)
        session.add(
            SignInCodeRow(
                phone_blind=blind,
                phone=spelled,
                code=code,
                sent_at=at,
                expires_at=at + timedelta(minutes=CODE_MINUTES),
            )
        )
    context.get(CodeDoor).send(context, spelled, code)  # type: ignore[type-abstract]


def sign_in(context: Context, phone: str, code: str, *, sales_channel: str) -> NewMemberSession:
    """Exchange a code for a session; whoever has the phone is the person.

    Raises:
        PhoneUnfit, CodeWrong: no session.

    """
    spelled = _spell(phone)
    # A transaction of its own: a wrong guess must be counted though the request fails.
    with context.session() as session:
        right = _spend_code(session, _blind(spelled), code)
    if not right:
        raise CodeWrong
    at, token = now(), secrets.token_urlsafe(32)
    with context.session() as session:
        evidence = people.Evidence(
            (people.Identifier("phone", spelled),), at, f"sign-in:{secrets.token_hex(8)}", SOURCE
        )
        (person_id,) = people.resolve(session, [evidence])
        if not person_id:
            raise PhoneUnfit
        row = MemberSessionRow(
            token_digest=_digest(token),
            person_id=person_id,
            sales_channel=sales_channel,
            started_at=at,
            expires_at=at + timedelta(days=SESSION_DAYS),
        )
        session.add(row)
        return NewMemberSession(person_id=person_id, token=token, expires_at=row.expires_at)


def member_of_token(session: Session, token: str) -> Member:
    """Whose session this is.

    Raises:
        MemberSessionEnded: nobody's, or no longer.

    """
    found = session.execute(_SESSION_OF, {"digest": _digest(token)}).first()
    if found is None or found.expires_at <= now():
        raise MemberSessionEnded
    return Member(person_id=found.person_id, sales_channel=found.sales_channel)


def sign_out(session: Session, token: str) -> None:
    """End a session; one that is not there is ended."""
    session.execute(delete(MemberSessionRow).where(MemberSessionRow.token_digest == _digest(token)))


def end_sessions(session: Session, person_ids: Collection[int]) -> None:
    """End all sessions of these persons."""
    session.execute(
        delete(MemberSessionRow).where(MemberSessionRow.person_id.in_(sorted(person_ids)))
    )


def _spend_code(session: Session, blind: bytes, code: str) -> bool:
    row = session.scalars(
        select(SignInCodeRow)
        .where(SignInCodeRow.phone_blind == blind)
        .order_by(SignInCodeRow.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None or row.used_at is not None or row.expires_at <= now():
        return False
    tried = session.execute(
        update(SignInCodeRow)
        .where(SignInCodeRow.id == row.id, SignInCodeRow.attempts < ATTEMPTS_MAX)
        .values(attempts=SignInCodeRow.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    right = hmac.compare_digest(row.code.encode(), code.encode())
    if tried.rowcount != 1 or not right:  # type: ignore[attr-defined]
        return False
    # Counted by its blind index from now on; nobody needs to read the number again.
    row.used_at, row.phone = now(), ""
    session.flush()
    return True


def _refuse_flood(session: Session, blind: bytes) -> None:
    hour, minute = now() - COUNTED, now() - timedelta(minutes=1)
    row = SignInCodeRow
    to_phone = session.scalar(
        select(func.count()).where(row.phone_blind == blind, row.sent_at > hour)
    )
    if (to_phone or 0) >= CODES_PER_PHONE_HOUR:
        raise CodesTooMany(3600)
    if (session.scalar(select(func.count()).where(row.sent_at > minute)) or 0) >= CODES_PER_MINUTE:
        raise CodesTooMany(60)


def _spell(phone: str) -> str:
    bare = re.sub(r"[\s\-()]", "", phone)
    mobile = _MOBILE.fullmatch(bare)
    if mobile:
        return f"+86{mobile[1]}"
    if not _FOREIGN.fullmatch(bare):
        raise PhoneUnfit
    return bare


def _blind(phone: str) -> bytes:
    return cipher().blind_index("phone", phone)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
