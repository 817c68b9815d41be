"""A file from a browser into ``kernel.files``: refused before it is read where it is too large."""

import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import IO, Any, ClassVar

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from siyu.http import LateRoute, caller_of
from siyu.http.callers import PermissionMissing
from siyu.kernel.errors import Invalid
from siyu.kernel.files import UPLOAD_BYTES_MAX, Files, FileTooLarge

PERMISSION = "imports.manage"
FORM_BYTES_MAX = 1 << 20
"""Around the file itself."""

BODY_BYTES_MAX = 1 << 50
"""The framework's own limit, out of the way: `UploadRoute` asks for the length first, and says more."""

CHUNK_BYTES = 1 << 20


@dataclass(eq=False)
class LengthMissing(Invalid):
    """An upload must say its length."""

    status: ClassVar[int] = 411


class UploadRoute(LateRoute):
    """Asks who calls and how much comes before the body is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            caller = await run_in_threadpool(caller_of, request)
            if not caller.may(PERMISSION):
                raise PermissionMissing(PERMISSION)
            length = request.headers.get("content-length", "")
            if not length.isdigit():
                raise LengthMissing
            if len(length) > 15 or int(length) > UPLOAD_BYTES_MAX + FORM_BYTES_MAX:
                raise FileTooLarge(UPLOAD_BYTES_MAX)
            return await handle(request)

        return guarded


def keep_upload(files: Files, upload: IO[bytes]) -> tuple[str, str]:
    """Copy an upload; its name in ``files`` and its SHA-256.

    Raises:
        FileTooLarge: see there.

    """
    digest = hashlib.sha256()
    size = 0
    with files.create() as (name, handle):
        while chunk := upload.read(CHUNK_BYTES):
            size += len(chunk)
            if size > UPLOAD_BYTES_MAX:
                raise FileTooLarge(UPLOAD_BYTES_MAX)
            digest.update(chunk)
            handle.write(chunk)
    return name, digest.hexdigest()
