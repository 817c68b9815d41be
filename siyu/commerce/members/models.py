"""Tables of members' sign-in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import Record, Table


class SignInCodeRow(Record):
    """A code sent to a phone; the newest one counts, a few times, for a few minutes."""

    __tablename__ = "commerce_sign_in_code"
    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts_not_negative"),)

    phone_blind: Mapped[bytes] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(Sealed)
    code: Mapped[str] = mapped_column(Sealed)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class MemberSessionRow(Table):
    """A member who has signed in; only a digest of the token is kept."""

    __tablename__ = "commerce_member_session"

    token_digest: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, index=True)
    sales_channel: Mapped[str] = mapped_column(String(50))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
