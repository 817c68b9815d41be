"""The sender: claim a batch, make the messages, hand them over, write down what the channel said."""

from sqlalchemy import select

from siyu import channels, organization, people
from siyu.kernel.context import Context

from .claiming import Claim, claim_batch
from .contracts import CampaignState
from .models import CampaignRow
from .rendering import compiled, render_message
from .settling import settle
from .values import Setting


def send_batch(context: Context, campaign_id: int) -> bool:
    """One batch of one campaign from claim to outcome; True when there may be more at once."""
    claim = claim_batch(context, campaign_id)
    if claim is None:
        return False
    if claim.deliveries:
        messages, no_address = _messages(context, claim)
        # Outside any transaction: a channel may take a minute.
        handed = channels.hand_over(context, claim.account, list(messages.values()))
        by_key = {result.key: result for result in handed}
        results = {delivery_id: by_key[message.key] for delivery_id, message in messages.items()}
        with context.session() as session:
            settle(session, claim, results, no_address=no_address)
    return claim.more


def running_campaigns(context: Context) -> list[int]:
    """Campaigns that may have something to hand over."""
    with context.session(read_only=True) as session:
        return list(
            session.scalars(
                select(CampaignRow.id)
                .where(CampaignRow.state == CampaignState.running)
                .order_by(CampaignRow.id)
            )
        )


def _messages(
    context: Context, claim: Claim
) -> tuple[dict[int, channels.OutgoingMessage], list[int]]:
    """Messages by delivery, and deliveries to people who cannot be reached."""
    person_ids = [delivery.person_id for delivery in claim.deliveries]
    kind = claim.account.address_kind
    with context.session(read_only=True) as session:
        leads_to = people.canonical(session, person_ids)
        persons = sorted(set(leads_to.values()))
        addresses = people.contacts(session, persons, kind) if kind else {}
        profiles = people.profiles(session, persons)
        brand = organization.get_brand(session, context.settings)
    setting = Setting(brand=brand.name, zone=brand.timezone, campaign=claim.campaign.name)
    messages, no_address = {}, []
    for delivery in claim.deliveries:
        person = leads_to.get(delivery.person_id, delivery.person_id)
        profile, address = profiles.get(person), addresses.get(person, "")
        if profile is None or (kind and not address):
            no_address.append(delivery.id)
            continue
        messages[delivery.id] = render_message(
            compiled(claim.variants[delivery.variant].content or {}),
            profile,
            setting,
            context.settings,
            delivery_id=delivery.id,
            address=address,
            attempt=delivery.attempt,
        )
    return messages, no_address
