"""What each kind can take, and the mappings that worked before."""

import msgspec
from fastapi import APIRouter
from sqlalchemy import select

from siyu import organization
from siyu.http import Db, IdempotentRoute, Page, PageRequest, decode_cursor, fails_with, page_of
from siyu.http.callers import PermissionMissing
from siyu.imports.contracts import Kind, Mapping
from siyu.imports.errors import SavedMappingNotFound
from siyu.imports.fields import FIELDS, FREE_PREFIXES, NEEDED_ONE_OF
from siyu.imports.mapping_changes import DELIMITERS, ENCODINGS
from siyu.imports.models import SavedMappingRow
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.files import UPLOAD_BYTES_MAX
from siyu.kernel.ids import code

from .schemas import FieldOut, KindOut, LimitsOut, SavedMappingCode, SavedMappingOut
from .shapes import Manager, Reader

router = APIRouter(prefix="/imports", tags=["imports"], route_class=IdempotentRoute)

_ALWAYS = (Unauthenticated, PermissionMissing)


@router.get("/kinds", responses=fails_with(*_ALWAYS))
def list_kinds(caller: Reader) -> list[KindOut]:
    """Every kind of import with the fields that columns may fill."""
    return [
        KindOut(
            kind=kind,
            fields=[
                FieldOut(name=field.name, title=field.title, needed=field.needed)
                for field in FIELDS[kind]
            ],
            needed_one_of=list(NEEDED_ONE_OF.get(kind, ())),
            free_prefix=FREE_PREFIXES.get(kind),
        )
        for kind in Kind
    ]


@router.get("/limits", responses=fails_with(*_ALWAYS))
def get_limits(caller: Reader) -> LimitsOut:
    """How large an upload may be, and the encodings and delimiters to choose from."""
    return LimitsOut(
        upload_bytes_max=UPLOAD_BYTES_MAX,
        encodings=sorted(ENCODINGS),
        delimiters=sorted(DELIMITERS),
    )


@router.get("/mappings", responses=fails_with(*_ALWAYS))
def list_mappings(session: Db, caller: Reader, page: PageRequest) -> Page[SavedMappingOut]:
    """Mappings that are suggested for files with the same columns, newest first."""
    query = select(SavedMappingRow).order_by(SavedMappingRow.id.desc()).limit(page.limit + 1)
    if position := decode_cursor(page.cursor, int):
        query = query.where(SavedMappingRow.id < position[0])
    return page_of(session.scalars(query).all(), page, item=_out, position=lambda row: (row.id,))


@router.delete(
    "/mappings/{mapping_id}",
    status_code=204,
    responses=fails_with(*_ALWAYS, SavedMappingNotFound),
)
def delete_mapping(session: Db, caller: Manager, mapping_id: SavedMappingCode) -> None:
    """Forget a mapping; imports that used it keep theirs."""
    row = session.get(SavedMappingRow, mapping_id)
    if row is None:
        raise SavedMappingNotFound
    organization.write_audit(
        session,
        caller.actor,
        action="imports.forget_mapping",
        target=code("map", row.id),
        before={"kind": row.kind, "name": row.name},
        after=None,
    )
    session.delete(row)


def _out(row: SavedMappingRow) -> SavedMappingOut:
    return SavedMappingOut(
        id=row.id,
        kind=Kind(row.kind),
        name=row.name,
        mapping=msgspec.convert(row.mapping, Mapping),
        updated_at=row.updated_at,
    )
