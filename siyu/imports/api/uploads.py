"""Upload a file; the answer says what it is and suggests a mapping."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile

from siyu import organization
from siyu.http import Db, context_of, fails_with
from siyu.http.callers import PermissionMissing
from siyu.imports.contracts import Kind
from siyu.imports.detection import inspect_file
from siyu.imports.errors import FileEmpty, FileUnpacksTooLarge, FileUnreadable
from siyu.imports.importing import begin_import
from siyu.imports.masking import mask_samples
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.files import Files, FileTooLarge
from siyu.kernel.ids import code
from siyu.warehouse import Warehouse

from .receiving import BODY_BYTES_MAX, LengthMissing, UploadRoute, keep_upload
from .schemas import ImportOut, SourceCode
from .shapes import MANAGE, Manager, import_out

router = APIRouter(prefix="/imports", tags=["imports"], route_class=UploadRoute)


@router.post(
    "",
    status_code=201,
    max_body_size=BODY_BYTES_MAX,
    responses=fails_with(
        Unauthenticated,
        PermissionMissing,
        LengthMissing,
        FileTooLarge,
        FileEmpty,
        FileUnreadable,
        FileUnpacksTooLarge,
        organization.SourceNotFound,
        organization.OutsideScope,
    ),
)
def create_import(
    request: Request,
    session: Db,
    caller: Manager,
    file: UploadFile,
    kind: Annotated[
        Kind | None, Form(description="What its rows are; empty: guessed by its columns.")
    ] = None,
    source_id: Annotated[
        SourceCode | None, Form(description="Whose data it is; empty: the source `Imports`.")
    ] = None,
) -> ImportOut:
    """Upload a file and look at it; nothing is imported yet."""
    context = context_of(request)
    files = context.get(Files)
    name, file_hash = keep_upload(files, file.file)
    try:
        detection = inspect_file(
            files.path(name),
            kind,
            warehouse=context.services.get(Warehouse),
            time_zone=context.settings.timezone,
            currency=context.settings.currency,
        )
        row = begin_import(
            context,
            session,
            title=(file.filename or "").replace("\x00", "") or detection.kind,
            file=name,
            in_place=False,
            file_hash=file_hash,
            detection=mask_samples(detection),
            mapping=None,
            source=source_id,
            created_by=caller.actor,
        )
        organization.require_at(session, caller, MANAGE, row.node_id)
    except BaseException:
        files.delete(name)
        raise
    organization.write_audit(
        session,
        caller.actor,
        action="imports.create",
        target=code("imp", row.id),
        before=None,
        after={"kind": row.kind, "title": row.title, "bytes": row.file_bytes, "sha256": file_hash},
        node_id=row.node_id,
    )
    return import_out(context, session, row)
