"""One request, one transaction."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from siyu.kernel.context import Context
from siyu.kernel.database import Session

S = TypeVar("S")


def context_of(request: Request) -> Context:
    """The running siyu behind this request."""
    context: Context = request.app.state.context
    return context


# Dependencies that only look something up are coroutines: FastAPI takes any other one to a thread and back,
# which takes longer than they do, and a busy server has no thread to spare.
async def running(request: Request) -> Context:
    """The running siyu behind this request."""
    return context_of(request)


Running = Annotated[Context, Depends(running)]


async def open_session(request: Request) -> AsyncIterator[Session]:
    """Roll back on any error; GET does not queue behind writers.

    ``in_one_thread`` commits: no statement may be left for here.
    """
    read_only = request.method in ("GET", "HEAD")
    with context_of(request).session(read_only=read_only) as session:
        yield session


Db = Annotated[Session, Depends(open_session, scope="function")]


def in_one_thread(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Let an endpoint end its transaction in the thread in which it ran.

    FastAPI lets the thread go after the endpoint and wants another one to check the answer before it leaves
    the dependencies. Where all others wait for a row that this transaction holds, there is none: nobody goes
    on, and PostgreSQL sees no deadlock in it. Committing before the response leaves also means that a failed
    commit does not say 201.
    """
    if iscoroutinefunction(endpoint):
        return endpoint

    @wraps(endpoint)
    def ended(**values: Any) -> Any:
        sessions = [value for value in values.values() if isinstance(value, Session)]
        try:
            answer = endpoint(**values)
            for session in sessions:
                session.commit()
        except BaseException:
            for session in sessions:
                session.rollback()
            raise
        return answer

    return ended


def service(kind: type[S]) -> Callable[[Request], Awaitable[S]]:
    """Dependency that hands a route a service: ``Annotated[Warehouse, Depends(service(Warehouse))]``."""

    async def find(request: Request) -> S:
        return context_of(request).get(kind)

    return find
