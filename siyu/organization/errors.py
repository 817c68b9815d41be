"""What can go wrong, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound, Refused, Throttled, Unauthenticated


@dataclass(eq=False)
class NodeNotFound(NotFound):
    """No such node, or none this caller may see."""

    node_id: int


@dataclass(eq=False)
class NodeCodeTaken(Conflict):
    """Another node has this external code."""

    external_code: str


@dataclass(eq=False)
class NodeOutOfOrder(Invalid):
    """A node belongs under one of a higher level."""

    kind: str
    parent_kind: str


@dataclass(eq=False)
class NodeCycle(Conflict):
    """A node cannot move below itself."""

    node_id: int


@dataclass(eq=False)
class NodeTooDeep(Invalid):
    """The tree would grow deeper than it may."""

    depth_max: int


@dataclass(eq=False)
class NodeInUse(Conflict):
    """Something still hangs on this node: people, nodes below it, staff, keys, sources or more."""

    node_id: int
    uses: dict[str, int]


@dataclass(eq=False)
class NodeHandedToItself(Invalid):
    """What hangs on a node that goes away cannot be given to that node."""

    node_id: int


@dataclass(eq=False)
class OutsideScope(Refused):
    """Your roles reach only some nodes, and this is not below them."""

    permission: str
    node_id: int | None


@dataclass(eq=False)
class CannotGrant(Refused):
    """Nobody can give, or take charge of, what they do not hold themselves."""

    permissions: list[str]


@dataclass(eq=False)
class PermissionUnknown(Invalid):
    """No module of this installation has such a permission."""

    permissions: list[str]


@dataclass(eq=False)
class RoleNotFound(NotFound):
    """No such role."""

    role_id: int


@dataclass(eq=False)
class RoleNameTaken(Conflict):
    """Another role has this name."""

    name: str


@dataclass(eq=False)
class RoleBuiltIn(Conflict):
    """A built-in role stays as it is; make a role of your own."""

    name: str


@dataclass(eq=False)
class RoleInUse(Conflict):
    """Someone still has this role."""

    role_id: int


@dataclass(eq=False)
class StaffEmailNotFound(NotFound):
    """Nobody signs in with this address."""


@dataclass(eq=False)
class StaffNotFound(NotFound):
    """No such member of staff, or none this caller may see."""

    staff_id: int


@dataclass(eq=False)
class EmailTaken(Conflict):
    """Someone with this e-mail address works here already."""


@dataclass(eq=False)
class MembershipNotFound(NotFound):
    """This person has no such role at such a node."""

    membership_id: int


@dataclass(eq=False)
class LastAdministrator(Conflict):
    """At least one active administrator of the whole installation must remain."""


@dataclass(eq=False)
class SignInRefused(Unauthenticated):
    """E-mail address or password is wrong."""


@dataclass(eq=False)
class TotpRequired(Unauthenticated):
    """The one-time code of the authenticator is needed too."""


@dataclass(eq=False)
class TotpRefused(Unauthenticated):
    """The one-time code is wrong, or was used before."""


@dataclass(eq=False)
class TotpAlreadyOn(Conflict):
    """One-time codes are on already; switch them off first."""


@dataclass(eq=False)
class TotpNotEnrolled(Conflict):
    """Ask for a secret first."""


@dataclass(eq=False)
class TooManyAttempts(Throttled):
    """Too many failed attempts to sign in; wait before the next."""


@dataclass(eq=False)
class PasswordWrong(Refused):
    """The current password is not this."""


@dataclass(eq=False)
class PasswordTooWeak(Invalid):
    """The password is too short or too easily guessed."""

    length_min: int


@dataclass(eq=False)
class InvitationInvalid(NotFound):
    """This invitation was used, has expired, or never was."""


@dataclass(eq=False)
class SessionNotFound(NotFound):
    """No such session of yours."""

    session_id: int


@dataclass(eq=False)
class ConsoleHeaderMissing(Refused):
    """A change under a session cookie needs the header X-Siyu-Console: 1."""


@dataclass(eq=False)
class StaffOnly(Refused):
    """Only a person who has signed in can do this, not an API key."""


@dataclass(eq=False)
class ApiKeyNotFound(NotFound):
    """No such API key, or none this caller may see."""

    key_id: int


@dataclass(eq=False)
class SourceNotFound(NotFound):
    """No such source, or none this caller may see."""

    source_id: int


@dataclass(eq=False)
class SourceNameTaken(Conflict):
    """Another source has this name."""

    name: str


@dataclass(eq=False)
class WriteKeyTaken(Conflict):
    """Another source uses this write key."""


@dataclass(eq=False)
class WriteKeyNotFound(NotFound):
    """This source has no such write key."""

    write_key_id: int
