"""One request, one transaction."""

from collections.abc import Callable, Iterator
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from siyu.kernel.context import Context
from siyu.kernel.database import Session

S = TypeVar("S")


def context_of(request: Request) -> Context:
    """The running siyu behind this request."""
    context: Context = request.app.state.context
    return context


def open_session(request: Request) -> Iterator[Session]:
    """Commit on success, roll back on any error; GET does not queue behind writers."""
    read_only = request.method in ("GET", "HEAD")
    with context_of(request).session(read_only=read_only) as session:
        yield session


# scope="function" commits before the response leaves; the default commits after it, so that a
# failed commit would still have said 201.
Db = Annotated[Session, Depends(open_session, scope="function")]


def service(kind: type[S]) -> Callable[[Request], S]:
    """Dependency that hands a route a service: ``Annotated[Warehouse, Depends(service(Warehouse))]``."""

    def find(request: Request) -> S:
        return context_of(request).get(kind)

    return find
