"""What messaging does when other modules' facts arrive."""

from sqlalchemy import delete, select, update

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import drop_files

from .contracts import DeliveryState, Reason
from .delivery_export import DELIVERY_EXPORT
from .models import ClickRow, DeliveryRow, UnsubscribeRow


def forget_person(session: Session, event: people.PersonErased, context: Context) -> None:
    """Send nothing more to an erased person, and keep of what was sent only that it was."""
    person_ids = sorted({event.person_id, *event.node_ids})
    mine = DeliveryRow.person_id.in_(person_ids)
    waiting = (DeliveryState.queued, DeliveryState.sending)
    session.execute(
        update(DeliveryRow)
        .where(mine, DeliveryRow.state.in_(waiting))
        .values(
            state=DeliveryState.suppressed,
            reason=Reason.erased,
            lease_until=None,
            lease_token=None,
        )
    )
    session.execute(update(DeliveryRow).where(mine).values(provider_id=None, problem=None))
    theirs = select(DeliveryRow.id).where(mine)
    session.execute(delete(ClickRow).where(ClickRow.delivery_id.in_(theirs)))
    session.execute(delete(UnsubscribeRow).where(UnsubscribeRow.delivery_id.in_(theirs)))
    # Any file may name them.
    drop_files(session, context.get(Files), DELIVERY_EXPORT)
