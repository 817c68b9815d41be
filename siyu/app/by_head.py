"""Routes found by the head of a path, so that a request is not shown to every route of every room.

FastAPI tries its routes one after the other: of the four hundred that siyu has, that is more work than a short answer.
"""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

HEAD_SEGMENTS_MAX = 3

Head = tuple[str, ...]


def route_by_head(app: FastAPI) -> None:
    """Let the application look at the head of a path first; to be called once all its routes are there.

    The head is what comes before a path's first parameter, at most three segments of it. No route is left out that
    could answer, and the order among the others stays, so that nothing else changes than the time it takes.
    """
    app.router.middleware_stack = _ByHead(app.router)


class _ByHead:
    def __init__(self, router: APIRouter) -> None:
        self._router = router
        self._whole = router.middleware_stack
        # A route without a path of its own, such as an included router, may answer anywhere.
        heads = [_head(getattr(route, "path", "")) for route in router.routes]
        self._narrow = {head: self._of(head, heads) for head in set(heads) if head}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._whole(scope, receive, send)
            return
        # Known from here on, since ``url_for`` asks the whole router.
        scope.setdefault("router", self._router)
        head = tuple(scope["path"].split("/", HEAD_SEGMENTS_MAX + 1)[1 : HEAD_SEGMENTS_MAX + 1])
        while head and head not in self._narrow:
            head = head[:-1]
        await self._narrow.get(head, self._whole)(scope, receive, send)

    def _of(self, head: Head, heads: Sequence[Head]) -> ASGIApp:
        """What may answer paths of this head: also that of a shorter one, which goes on with a parameter."""
        router = self._router
        return APIRouter(
            routes=[
                route
                for route, its in zip(router.routes, heads, strict=True)
                if head[: len(its)] == its
            ],
            redirect_slashes=router.redirect_slashes,
            default=router.default,
            max_body_size=router.max_body_size,
        )


def _head(path: str) -> Head:
    found: Head = ()
    for segment in path.split("/")[1 : HEAD_SEGMENTS_MAX + 1]:
        if "{" in segment:
            break
        found = (*found, segment)
    return found
