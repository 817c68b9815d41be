"""What audiences do when other modules' facts arrive."""

from siyu import organization, people
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import drop_files

from .export import EXPORT
from .lists import follow_people, forget_people
from .refresh import Refresher
from .touches import touch


def look_at_merged(session: Session, event: people.PersonsMerged, context: Context) -> None:
    """The survivor may now be in, and the absorbed is out."""
    follow_people(session, [event.person_id, event.absorbed_id])
    touch(session, [event.person_id, event.absorbed_id])


def look_at_split(session: Session, event: people.PersonsSplit, context: Context) -> None:
    """Both stand by themselves again."""
    follow_people(session, [event.person_id, event.split_id])
    touch(session, [event.person_id, event.split_id])


def look_at_erased(session: Session, event: people.PersonErased, context: Context) -> None:
    """Nobody keeps who has been erased."""
    everyone = [event.person_id, *event.node_ids]
    forget_people(session, everyone)
    touch(session, everyone)
    # Any file may name them.
    drop_files(session, context.get(Files), EXPORT)


def look_at_tree(
    session: Session,
    event: organization.NodeAdded | organization.NodeMoved | organization.NodeRemoved,
    context: Context,
) -> None:
    """The next tick looks org nodes up again, and computes anew where they changed."""
    refresher = context.services.get(Refresher)
    if refresher is not None:
        refresher.known.clear()
