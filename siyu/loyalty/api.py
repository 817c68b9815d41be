"""The programme and its budgets over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter
from sqlalchemy import select

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.jobs import request_job

from .access import MANAGE, READ
from .budgets import add_budget, change_budget, require_budget
from .errors import BudgetBelowUse, BudgetKeyTaken, BudgetNotFound, ProgrammeOutdated
from .figures import figures_of_tiers
from .happenings import Product
from .models import BudgetRow
from .programme import current_programme, current_version, save_programme, tiers, versions
from .reviewing import APPLY_JOB, outlook
from .rules import Programme
from .schemas import (
    BudgetChange,
    BudgetCode,
    BudgetCreate,
    BudgetOut,
    ProgrammeChange,
    ProgrammeOut,
    ProgrammeSaved,
    ProgrammeVersionOut,
    TierFiguresOut,
    TierOut,
    TierOutlookOut,
    TrialAsk,
    TrialOut,
)
from .trying import try_order

router = APIRouter(prefix="/loyalty", tags=["loyalty"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]


@router.get("/programme")
def get_loyalty_programme(session: Db, caller: Reader) -> ProgrammeOut:
    """The rules in force."""
    return ProgrammeOut(version=current_version(session), programme=current_programme(session))


@router.put("/programme", responses=fails_with(ProgrammeOutdated, organization.OutsideScope))
def replace_loyalty_programme(
    body: ProgrammeChange, session: Db, caller: Manager
) -> ProgrammeSaved:
    """Put new rules in force; members rise at once by a job, and fall at their next review."""
    organization.require_at(session, caller, MANAGE, None)
    before = current_programme(session)
    version = save_programme(session, body.programme, after=body.version, by=caller.actor)
    job = request_job(session, APPLY_JOB, key=f"{APPLY_JOB}:{version}", requested_by=caller.actor)
    organization.write_audit(
        session,
        caller.actor,
        action="loyalty_programme.update",
        target=str(version),
        before=before.model_dump(mode="json"),
        after=body.programme.model_dump(mode="json"),
    )
    return ProgrammeSaved(version=version, job_id=job)


@router.post("/programme/outlook")
def preview_loyalty_programme(body: Programme, session: Db, caller: Manager) -> TierOutlookOut:
    """What rules would do to the members there are: how many in which tier. Nothing is changed."""
    return TierOutlookOut.model_validate(outlook(session, body))


@router.post("/programme/trial")
def try_loyalty_programme(body: TrialAsk, caller: Reader) -> TrialOut:
    """What an order would bring to a member of each tier under these rules. Nothing is changed."""
    words = frozenset({body.product} - {""})
    named = words or body.category or body.brand
    product = Product(words=words, category=body.category, brand=body.brand, weight=1)
    return TrialOut.model_validate(
        try_order(
            body.programme,
            amount_minor=body.amount_minor,
            birthday=body.birthday,
            member_day=body.member_day,
            product=product if named else None,
        )
    )


@router.get("/programme/versions")
def list_loyalty_programmes(
    session: Db, page: PageRequest, caller: Reader
) -> Page[ProgrammeVersionOut]:
    """Versions of the rules, newest first."""
    position = decode_cursor(page.cursor, int)
    rows = versions(session, before=position[0] if position else None, limit=page.limit + 1)
    return page_of(
        rows, page, item=ProgrammeVersionOut.model_validate, position=lambda row: (row.version,)
    )


@router.get("/tiers")
def list_loyalty_tiers(session: Db, caller: Reader) -> list[TierOut]:
    """Steps of the membership, the lowest first."""
    return [TierOut.model_validate(tier) for tier in tiers(session)]


@router.get("/figures")
def get_loyalty_figures(
    session: Db, caller: Reader, node_id: organization.WithinNode = None
) -> list[TierFiguresOut]:
    """How many members are in which tier, and the points they hold."""
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    return [TierFiguresOut.model_validate(one) for one in figures_of_tiers(session, nodes)]


@router.get("/budgets")
def list_loyalty_budgets(session: Db, page: PageRequest, caller: Reader) -> Page[BudgetOut]:
    """Budgets, newest first."""
    query = select(BudgetRow).order_by(BudgetRow.id.desc()).limit(page.limit + 1)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(BudgetRow.id < position[0])
    rows = session.scalars(query).all()
    return page_of(rows, page, item=BudgetOut.model_validate, position=lambda row: (row.id,))


@router.post(
    "/budgets",
    status_code=201,
    responses=fails_with(BudgetKeyTaken, organization.OutsideScope),
)
def create_loyalty_budget(body: BudgetCreate, session: Db, caller: Manager) -> BudgetOut:
    """A new budget; rules of the programme name it by its key."""
    organization.require_at(session, caller, MANAGE, None)
    row = add_budget(session, **body.model_dump())
    return _audited(session, caller, "create", row, before=None)


@router.put(
    "/budgets/{budget_id}",
    responses=fails_with(BudgetNotFound, BudgetBelowUse, organization.OutsideScope),
)
def replace_loyalty_budget(
    budget_id: BudgetCode, body: BudgetChange, session: Db, caller: Manager
) -> BudgetOut:
    """Another limit or window; what was given stays given."""
    organization.require_at(session, caller, MANAGE, None)
    before = _facts(require_budget(session, budget_id))
    row = change_budget(session, budget_id, **body.model_dump())
    return _audited(session, caller, "update", row, before=before)


def _facts(row: BudgetRow) -> dict[str, Any]:
    return BudgetOut.model_validate(row).model_dump(mode="json", exclude={"id"})


def _audited(
    session: Db, caller: Caller, verb: str, row: BudgetRow, *, before: dict[str, Any] | None
) -> BudgetOut:
    organization.write_audit(
        session,
        caller.actor,
        action=f"loyalty_budgets.{verb}",
        target=ids.code("bud", row.id),
        before=before,
        after=_facts(row),
    )
    return BudgetOut.model_validate(row)
