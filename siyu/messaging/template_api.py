"""Templates over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization, people
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.blocks import BlockNotFound, Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .content import PARTS
from .errors import TemplateFaulty, TemplateNotFound
from .filters import FILTERS
from .models import CampaignRow, TemplateRow
from .schemas import (
    PersonChoice,
    PreviewOut,
    TemplateCode,
    TemplateCreate,
    TemplateOut,
    TemplatePreview,
    TemplateUpdate,
    TemplateUseOut,
    VocabularyOut,
)
from .templates import (
    add_template,
    change_template,
    check_parts,
    parts_of,
    preview,
    require_template,
    uses_of,
)
from .values import PERSON_FIELDS, Setting

router = APIRouter(prefix="/templates", tags=["templates"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow("messaging.read")]
Manager = Annotated[Caller, allow("messaging.manage")]
Revealer = Annotated[Caller, allow("people.reveal")]


@router.get("")
def list_templates(
    session: Db,
    page: PageRequest,
    caller: Reader,
    search: Annotated[Text | None, Query(max_length=100, description="Part of the name.")] = None,
    kind: Annotated[Text | None, Query(max_length=60, description="Kind of channel.")] = None,
    node_id: organization.WithinNode = None,
) -> Page[TemplateOut]:
    """Templates, newest first; archived ones are left out."""
    query = select(TemplateRow).where(TemplateRow.archived_at.is_(None))
    nodes = organization.narrowed_ids(session, caller.nodes("messaging.read"), node_id)
    if nodes is not None:
        query = query.where(TemplateRow.node_id.in_(nodes))
    if search:
        query = query.where(TemplateRow.name.icontains(search, autoescape=True))
    if kind:
        query = query.where(TemplateRow.kind == kind)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(TemplateRow.id < position[0])
    rows = session.scalars(query.order_by(TemplateRow.id.desc()).limit(page.limit + 1)).all()
    items = [TemplateOut.model_validate(row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.get("/vocabulary")
def get_vocabulary(context: Running, caller: Reader) -> VocabularyOut:
    """What a template may speak of, for an editor to complete."""
    return VocabularyOut(
        person=sorted(PERSON_FIELDS),
        attributes=sorted(block.name for block in context.get(Blocks).of_kind("attribute")),
        filters=sorted(FILTERS),
        others=["brand.name", "campaign.name", "event.…", "link", "traits.…", "unsubscribe_url"],
    )


@router.post("", status_code=201, responses=fails_with(TemplateFaulty, BlockNotFound))
def create_template(
    body: TemplateCreate, session: Db, context: Running, caller: Manager
) -> TemplateOut:
    """Keep a template; its mistakes are named by part, line and column."""
    organization.require_at(session, caller, "messaging.manage", body.node_id)
    row = add_template(
        session,
        context.get(Blocks),
        name=body.name,
        kind=body.kind,
        language=body.language,
        parts=_parts(body),
        node_id=body.node_id,
    )
    _audit(session, caller, "create", row, before=None)
    return TemplateOut.model_validate(row)


@router.post(
    "/preview",
    responses=fails_with(TemplateFaulty, BlockNotFound, people.PersonNotFound),
)
def preview_parts(
    body: TemplatePreview, session: Db, context: Running, caller: Revealer
) -> PreviewOut:
    """How a person would read sources that need not be saved."""
    content = check_parts(context.get(Blocks), body.kind, _parts(body))
    _require_in_scope(session, caller, body.person_id)
    return _previewed(session, context, content, body.person_id)


@router.get("/{template_id}", responses=fails_with(TemplateNotFound))
def get_template(template_id: TemplateCode, session: Db, caller: Reader) -> TemplateOut:
    """One template."""
    return TemplateOut.model_validate(_visible(session, caller, "messaging.read", template_id))


@router.patch("/{template_id}", responses=fails_with(TemplateNotFound, TemplateFaulty))
def update_template(
    template_id: TemplateCode,
    body: TemplateUpdate,
    session: Db,
    context: Running,
    caller: Manager,
) -> TemplateOut:
    """Change a template; campaigns that have started keep their words."""
    before = _facts(_visible(session, caller, "messaging.manage", template_id))
    row = change_template(
        session,
        context.get(Blocks),
        template_id,
        name=body.name,
        language=body.language,
        parts={part: getattr(body, part) for part in PARTS},
    )
    _audit(session, caller, "update", row, before=before)
    return TemplateOut.model_validate(row)


@router.delete("/{template_id}", status_code=204, responses=fails_with(TemplateNotFound))
def archive_template(template_id: TemplateCode, session: Db, caller: Manager) -> None:
    """Put a template away."""
    row = _visible(session, caller, "messaging.manage", template_id)
    before = _facts(row)
    row.archived_at = now()
    session.flush()
    _audit(session, caller, "archive", row, before=before)


@router.get("/{template_id}/uses", responses=fails_with(TemplateNotFound))
def list_template_uses(
    template_id: TemplateCode, session: Db, page: PageRequest, caller: Reader
) -> Page[TemplateUseOut]:
    """Campaigns that say it or have said it, newest first."""
    _visible(session, caller, "messaging.read", template_id)
    query = uses_of(template_id)
    nodes = organization.scope_ids(session, caller.nodes("messaging.read"))
    if nodes is not None:
        query = query.where(CampaignRow.node_id.in_(nodes))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(CampaignRow.id < position[0])
    rows = session.scalars(query.order_by(CampaignRow.id.desc()).limit(page.limit + 1)).all()
    return page_of(rows, page, item=TemplateUseOut.model_validate, position=lambda row: (row.id,))


@router.post(
    "/{template_id}/preview", responses=fails_with(TemplateNotFound, people.PersonNotFound)
)
def preview_template(
    template_id: TemplateCode,
    body: PersonChoice,
    session: Db,
    context: Running,
    caller: Revealer,
) -> PreviewOut:
    """How a person would read a template."""
    row = _visible(session, caller, "people.reveal", template_id)
    content = check_parts(context.get(Blocks), row.kind, parts_of(row))
    _require_in_scope(session, caller, body.person_id)
    return _previewed(session, context, content, body.person_id)


def _previewed(session: Session, context: Context, content: Any, person_id: int) -> PreviewOut:
    brand = organization.get_brand(session, context.settings)
    setting = Setting(brand=brand.name, zone=brand.timezone)
    parts, missing = preview(session, content, person_id, setting=setting)
    return PreviewOut(parts=parts, missing=missing)


def _require_in_scope(session: Session, caller: Caller, person_id: int) -> None:
    nodes = organization.scope_ids(session, caller.nodes("people.reveal"))
    if not people.in_scope(session, person_id, nodes):
        raise people.PersonNotFound(person_id)


def _parts(body: Any) -> dict[str, str]:
    return {part: getattr(body, part) for part in PARTS}


def _visible(session: Session, caller: Caller, permission: str, template_id: int) -> TemplateRow:
    row = require_template(session, template_id)
    nodes = organization.scope_ids(session, caller.nodes(permission))
    if nodes is not None and row.node_id not in nodes:
        raise TemplateNotFound(template_id)
    return row


def _facts(row: TemplateRow) -> dict[str, Any]:
    archived = row.archived_at.isoformat() if row.archived_at else None
    return {"name": row.name, "language": row.language, **parts_of(row), "archived_at": archived}


def _audit(
    session: Session, caller: Caller, verb: str, row: TemplateRow, *, before: dict[str, Any] | None
) -> None:
    organization.write_audit(
        session,
        caller.actor,
        action=f"templates.{verb}",
        target=ids.code("tpl", row.id),
        before=before,
        after=_facts(row),
        node_id=row.node_id,
    )
