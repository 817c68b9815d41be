"""Members at the door: a code to the phone, and sessions."""

from .contracts import CodeDoor, Member, NewMemberSession, SandboxDoor
from .errors import CodesTooMany, CodeWrong, MemberSessionEnded, PhoneUnfit
from .sign_in import end_sessions, member_of_token, send_code, sign_in, sign_out

__all__ = [
    "CodeDoor",
    "CodeWrong",
    "CodesTooMany",
    "Member",
    "MemberSessionEnded",
    "NewMemberSession",
    "PhoneUnfit",
    "SandboxDoor",
    "end_sessions",
    "member_of_token",
    "send_code",
    "sign_in",
    "sign_out",
]
