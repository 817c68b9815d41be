"""A reader wants no more: their consent is withdrawn, with proof of where they said so."""

import json
from typing import Any

from siyu import people
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing
from siyu.kernel.events import publish

from .events import MessageUnsubscribed
from .models import CampaignRow, DeliveryRow, UnsubscribeRow, VariantRow
from .preparing import PURPOSE


def unsubscribe(session: Session, delivery_id: int, *, how: str, proof: dict[str, Any]) -> bool:
    """Withdraw consent for the message's channel; False when this message had done so already.

    Args:
        how: ``page``, ``one_click`` (RFC 8058) or ``channel``.
        proof: facts that show it, such as the address it came from.

    """
    row = session.get(DeliveryRow, delivery_id, with_for_update=True)
    # Not asked whether it was sent: a reader may be faster than the sender, who writes down a whole
    # batch at once, and a signed code stands in no message that did not go out.
    if row is None or row.unsubscribed_at is not None:
        return False
    instant = now()
    try:
        people.set_consent(
            session,
            row.person_id,
            purpose=PURPOSE,
            channel=row.channel,
            granted=False,
            proof={"how": how, "message": ids.code("dlv", row.id), **proof},
            at=instant,
        )
    except people.PersonNotFound:
        return False  # erased: there is no consent left to withdraw, and no timeline
    row.unsubscribed_at = instant
    kept = {"delivery_id": row.id, "how": how, "proof": json.dumps(proof), "at": instant}
    insert_missing(session, UnsubscribeRow, [kept], keys=["delivery_id"])
    campaign = session.get(CampaignRow, row.campaign_id)
    publish(
        session,
        MessageUnsubscribed(
            person_id=row.person_id,
            delivery_id=row.id,
            campaign_id=row.campaign_id,
            campaign=campaign.name if campaign else "",
            variant=_variant_name(session, row),
            channel=row.channel,
            how=how,
        ),
    )
    session.flush()
    return True


def _variant_name(session: Session, row: DeliveryRow) -> str:
    found = session.query(VariantRow.name).filter_by(
        campaign_id=row.campaign_id, number=row.variant
    )
    return str(found.scalar() or "")
