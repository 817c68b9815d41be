"""What is worth knowing of a person beside the file: value, what happened, what ties them together."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from siyu.http import Caller, Db, IdempotentRoute, Page, Running, Schema, fails_with, service
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.organization import get_brand, scope_ids
from siyu.warehouse import Warehouse, WarehouseUnavailable

from ..accounts import accounts_of
from ..errors import SamePerson
from ..evidence import events_of_ties, ties_of
from ..merging import MergeOutlook, outlook
from ..persons import persons
from ..searching import Search, search_people
from ..worth import Worth, event_names, worth_by_month, worth_of
from .shapes import (
    ALWAYS,
    MERGE,
    OF_PERSON,
    READ,
    IdentifierCode,
    Merger,
    PersonCode,
    PersonSummary,
    Reader,
    require_visible,
)
from .views import summaries

router = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)

TheWarehouse = Annotated[Warehouse, Depends(service(Warehouse))]

MONTHS = 12
TIES_MAX = 300
VALUES_MAX = 200


class ValueOut(Schema):
    """What somebody ordered; amounts in minor units of the brand's currency."""

    orders: int
    refunds: int
    total_minor: int = Field(description="Orders less refunds.")
    refunded_minor: int
    first_order_at: datetime | None
    last_order_at: datetime | None


class PersonValueOut(ValueOut):
    """The value of one of several people."""

    person_id: PersonCode


class MonthOut(Schema):
    """A month, named by its first day."""

    month: date
    orders: int
    total_minor: int


class ValueDetailOut(ValueOut):
    """The value of a person, and its course."""

    currency: str = Field(examples=["CNY"])
    months: list[MonthOut] = Field(description="The last twelve, months without orders too.")


class EventNameOut(Schema):
    """How often something happened to a person."""

    event: str = Field(examples=["Order Completed"])
    count: int
    first_at: datetime
    last_at: datetime


class TieOut(Schema):
    """An event, or somebody's hand, that named some identifiers together."""

    time: datetime
    message_id: str
    source: str
    by_hand: bool
    event: str | None = Field(examples=["Signed In"])
    identifier_ids: list[IdentifierCode]


class AccountOfOut(Schema):
    """A household or company that a person is a member of."""

    account: PersonSummary
    role: str


class MergeOutlookOut(Schema):
    """What joining two persons would do."""

    stands_id: PersonCode = Field(description="The older one, whose id stands for both.")
    absorbed_id: PersonCode
    rule: str | None = Field(description="What stands against it.", examples=["unique"])
    identifier_type: str | None
    parted_by_hand: bool = Field(description="Somebody parted them before.")


@router.get("/values", responses=fails_with(*ALWAYS, WarehouseUnavailable))
def list_values(
    session: Db,
    caller: Reader,
    warehouse: TheWarehouse,
    house: Running,
    person_id: Annotated[list[PersonCode], Query(min_length=1, max_length=VALUES_MAX)],
) -> Page[PersonValueOut]:
    """What some people ordered; who ordered nothing, or is not the caller's to see, is left out."""
    seen = _visible(session, caller, person_id)
    nodes = {node: one.id for one in persons(session, seen).values() for node in one.nodes}
    currency = get_brand(session, house.settings).currency
    worth = worth_of(warehouse, nodes, currency=currency)
    return Page[PersonValueOut](
        items=[PersonValueOut(person_id=one, **_value(worth[one])) for one in sorted(worth)]
    )


@router.get("/{person_id}/value", responses=fails_with(*OF_PERSON, WarehouseUnavailable))
def get_value(
    session: Db,
    caller: Reader,
    warehouse: TheWarehouse,
    house: Running,
    person_id: PersonCode,
) -> ValueDetailOut:
    """What a person ordered, in sum and by month."""
    person = require_visible(session, caller, person_id)
    currency = get_brand(session, house.settings).currency
    nodes = dict.fromkeys(person.nodes, person.id)
    worth = worth_of(warehouse, nodes, currency=currency).get(person.id, Worth())
    months = _last_months(now().date(), MONTHS)
    by_month = {
        one.month: one
        for one in worth_by_month(warehouse, person.nodes, since=months[0], currency=currency)
    }
    return ValueDetailOut(
        **_value(worth),
        currency=currency,
        months=[
            MonthOut(
                month=month,
                orders=by_month[month].orders if month in by_month else 0,
                total_minor=by_month[month].total_minor if month in by_month else 0,
            )
            for month in months
        ],
    )


@router.get("/{person_id}/events", responses=fails_with(*OF_PERSON, WarehouseUnavailable))
def list_event_names(
    session: Db, caller: Reader, warehouse: TheWarehouse, person_id: PersonCode
) -> Page[EventNameOut]:
    """What happened to a person, by name, the most frequent first."""
    person = require_visible(session, caller, person_id)
    found = event_names(warehouse, person.nodes)
    return Page[EventNameOut](
        items=[
            EventNameOut(
                event=one.event, count=one.count, first_at=one.first_at, last_at=one.last_at
            )
            for one in found
        ],
        total=len(found),
    )


@router.get("/{person_id}/evidence", responses=fails_with(*OF_PERSON, WarehouseUnavailable))
def list_evidence(
    session: Db, caller: Reader, warehouse: TheWarehouse, person_id: PersonCode
) -> Page[TieOut]:
    """What ties the person's identifiers together, the earliest first."""
    person = require_visible(session, caller, person_id)
    ties = ties_of(session, person, most=TIES_MAX)
    names = events_of_ties(warehouse, person.nodes, ties)
    return Page[TieOut](
        items=[
            TieOut(
                time=tie.time,
                message_id=tie.message_id,
                source=tie.source,
                by_hand=tie.by_hand,
                event=names.get(tie.message_id),
                identifier_ids=list(tie.identifier_ids),
            )
            for tie in ties
        ],
        total=len(ties),
    )


@router.get("/{person_id}/accounts", responses=fails_with(*OF_PERSON))
def list_accounts_of(session: Db, caller: Reader, person_id: PersonCode) -> Page[AccountOfOut]:
    """Households and companies a person is a member of."""
    person = require_visible(session, caller, person_id)
    nodes = dict.fromkeys(person.nodes, person.id)
    roles = accounts_of(session, nodes).get(person.id, {})
    seen = _visible(session, caller, sorted(roles))
    return Page[AccountOfOut](
        items=[
            AccountOfOut(account=account, role=roles[account.id])
            for account in summaries(session, caller, seen)
        ]
    )


@router.get("/{person_id}/merge-outlook", responses=fails_with(*OF_PERSON, SamePerson))
def get_merge_outlook(
    session: Db,
    caller: Merger,
    person_id: PersonCode,
    other_id: Annotated[PersonCode, Query()],
) -> MergeOutlookOut:
    """Whose id would stand if the two were joined, and what rule stands against it."""
    for one in (person_id, other_id):
        require_visible(session, caller, one, MERGE)
    found: MergeOutlook = outlook(session, person_id, other_id)
    return MergeOutlookOut(
        stands_id=found.stands,
        absorbed_id=found.absorbed,
        rule=found.rule,
        identifier_type=found.identifier_type,
        parted_by_hand=found.parted_by_hand,
    )


def _visible(session: Session, caller: Caller, person_ids: Sequence[int]) -> list[int]:
    """Those whom the caller may look at."""
    scope = scope_ids(session, caller.nodes(READ))
    search = Search(person_ids=tuple(person_ids), org_nodes=scope)
    return search_people(session, search, before=None, most=len(person_ids))


def _value(worth: Worth) -> dict[str, int | datetime | None]:
    return {name: getattr(worth, name) for name in ValueOut.model_fields}


def _last_months(today: date, count: int) -> list[date]:
    month = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(month - count + 1, month + 1)]
