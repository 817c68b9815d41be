"""What people raises on purpose."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class PersonNotFound(NotFound):
    """No such person, or none this caller may see."""

    person_id: int


@dataclass(eq=False)
class TagNotFound(NotFound):
    """No tag has this id."""

    tag_id: int


@dataclass(eq=False)
class TagGroupNotFound(NotFound):
    """No group of tags has this id."""

    tag_group_id: int


@dataclass(eq=False)
class TagGroupNotEmpty(Conflict):
    """This group still holds tags."""

    tag_group_id: int


@dataclass(eq=False)
class TagNameTaken(Conflict):
    """This group has a tag, or the brand a group, of this name."""

    tag_name: str


@dataclass(eq=False)
class MergeNotFound(NotFound):
    """No merge of this person has this id."""

    merge_id: int


@dataclass(eq=False)
class MergeAlreadyUndone(Conflict):
    """This merge was undone before."""

    merge_id: int


@dataclass(eq=False)
class MergeRefused(Conflict):
    """Joining these two would break an identity rule; send ``despite_rules`` if you are sure."""

    rule: str
    identifier_type: str


@dataclass(eq=False)
class SamePerson(Conflict):
    """These are one person already."""

    person_id: int


@dataclass(eq=False)
class NothingToSplit(Conflict):
    """A split needs some, and not all, of the person's identifiers."""


@dataclass(eq=False)
class ConflictNotFound(NotFound):
    """No open conflict has this id."""

    conflict_id: int


@dataclass(eq=False)
class NotAnAccount(Conflict):
    """Only a household or a company has members."""

    person_id: int


@dataclass(eq=False)
class AttributeValueUnfit(Invalid):
    """The value does not fit the attribute's type."""

    attribute: str
    expected: str


@dataclass(eq=False)
class BlockedPatternUnreadable(Invalid):
    """This is not a regular expression that can be matched in linear time."""

    pattern: str


@dataclass(eq=False)
class IdentifierUnusable(Invalid):
    """This identifier is blocked, too long, or not of its type's form."""

    identifier_type: str


@dataclass(eq=False)
class IdentifierTaken(Conflict):
    """Another person has this identifier."""

    identifier_type: str


@dataclass(eq=False)
class ExportNotReady(Conflict):
    """The export is still running, or has failed; look at its job."""

    state: str


@dataclass(eq=False)
class BelongingNotFound(NotFound):
    """This person does not belong to this org node."""

    person_id: int
    org_node_id: int


@dataclass(eq=False)
class MembershipNotFound(NotFound):
    """This person is not a member of this account."""

    account_id: int
    person_id: int


@dataclass(eq=False)
class ListJobNotFound(NotFound):
    """No such work on a list of people, or somebody else asked for it."""

    job_id: int


@dataclass(eq=False)
class ExportNotFound(NotFound):
    """No export of this person has this id."""

    job_id: int


@dataclass(eq=False)
class IdentityRuleNotFound(NotFound):
    """The brand has set no rule of its own for this type."""

    identifier_type: str


@dataclass(eq=False)
class LimitOfUnique(Invalid):
    """A unique type needs no limit: a person has at most one."""

    identifier_type: str
