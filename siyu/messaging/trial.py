"""A campaign's message to one person, to see it arrive before it goes to everybody."""

import secrets
from dataclasses import dataclass

from siyu import channels, organization, people
from siyu.kernel.blocks import Blocks
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .campaigns import require_campaign, variants_of
from .contracts import Unready
from .errors import CampaignNotReady
from .models import CampaignRow, VariantRow
from .rendering import compiled, preview_parts
from .templates import parts_of, require_template
from .values import Setting

UNSUBSCRIBE_PLACEHOLDER = "#unsubscribe"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A message ready to be handed over, and names its receiver has no value for."""

    account: channels.Account
    message: channels.OutgoingMessage
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class TrialResult:
    """What the channel said."""

    outcome: str
    detail: str
    missing: list[str]


def write_trial(
    session: Session, context: Context, campaign_id: int, person_id: int, *, variant: str = ""
) -> Trial:
    """One variant's message for one person, past consent and caps; its links lead straight on.

    Args:
        variant: its name; the first, without one.

    Raises:
        CampaignNotFound, PersonNotFound, TemplateNotFound: one of them is not there.
        CampaignNotReady: it has no variant, or none of this name.
        ChannelAccountUnusable: its account is off.
        AddressMissing: the channel needs an address that the person has not.

    """
    row = require_campaign(session, campaign_id)
    account = channels.require_account(session, context.get(Blocks), row.account_id, usable=True)
    content = compiled(_words(session, _chosen(session, row, variant)))
    person = people.require_person(session, person_id)
    profile = people.profiles(session, [person.id]).get(person.id) or people.Profile(person=person)
    brand = organization.get_brand(session, context.settings)
    setting = Setting(brand=brand.name, zone=brand.timezone, campaign=row.name)
    parts, missing = preview_parts(content, profile, setting)
    address = ""
    if account.address_kind:
        address = people.contacts(session, [person.id], account.address_kind).get(person.id, "")
        if not address:
            raise channels.AddressMissing(account.address_kind)
    message = channels.OutgoingMessage(
        key=f"tst_{secrets.token_hex(12)}",
        person_id=person.id,
        address=address,
        subject=parts.get("subject", ""),
        text=parts.get("text", ""),
        html=parts.get("html", ""),
    )
    return Trial(account=account, message=message, missing=missing)


def send_trial(context: Context, trial: Trial) -> TrialResult:
    """Hand it over. Outside any transaction: a channel may take a minute."""
    result = channels.hand_over(context, trial.account, [trial.message])[0]
    return TrialResult(outcome=result.outcome, detail=result.detail, missing=trial.missing)


def _chosen(session: Session, row: CampaignRow, name: str) -> VariantRow:
    variants = variants_of(session, row.id)
    for variant in variants:
        if name in ("", variant.name):
            return variant
    raise CampaignNotReady(Unready.no_variant, name)


def _words(session: Session, variant: VariantRow) -> dict[str, str]:
    """As they were fixed at the start, else as the template stands."""
    fixed: dict[str, str] | None = variant.content
    return fixed or parts_of(require_template(session, variant.template_id))
