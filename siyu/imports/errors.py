"""What can be wrong with a file, a mapping or the moment."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ImportNotFound(NotFound):
    """There is no such import, or none you may see."""


@dataclass(eq=False)
class FileUnreadable(Invalid):
    """The file is not of a kind siyu can read."""

    reason: str


@dataclass(eq=False)
class FileEmpty(Invalid):
    """The file has no rows."""


@dataclass(eq=False)
class FileUnpacksTooLarge(Invalid):
    """The file unpacks to more than this server takes."""

    status = 413

    bytes_max: int


@dataclass(eq=False)
class FileChanged(Conflict):
    """The file is not the one this import began with."""


@dataclass(eq=False)
class MappingIncomplete(Invalid):
    """Some fields this kind of import needs have no column."""

    missing: list[str]


@dataclass(eq=False)
class MappingMalformed(Invalid):
    """The mapping names a field, a column or an option that does not exist."""

    reason: str


@dataclass(eq=False)
class ImportNotReady(Conflict):
    """The import's state does not allow this."""

    state: str


@dataclass(eq=False)
class RejectsGone(NotFound):
    """This import has no rejected rows, or they are no longer kept."""


@dataclass(eq=False)
class SavedMappingNotFound(NotFound):
    """No such mapping is saved."""
