"""Routes that are built when the first request comes for them."""

from collections.abc import Callable
from threading import RLock
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import compile_path

from .sessions import in_one_thread

_building = RLock()


class LateRoute(APIRoute):
    """Use as ``APIRouter(route_class=LateRoute)``: knows its path, and reads its endpoint when first asked.

    Reading the signatures of some 400 endpoints and making the validators of what they take and answer
    was a quarter of a start and 60 MB, of which a day's work touches a part (measured). What FastAPI sets
    on a route is missing here until somebody looks for it.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.path, self._given = path, endpoint
        self.endpoint = in_one_thread(endpoint)
        self.name = options.get("name") or endpoint.__name__
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.methods = {method.upper() for method in options.get("methods") or ["GET"]}
        self._options = options
        self.built = False

    def join(self, router: APIRouter, prefix: str) -> None:
        """Add the same route to another router, under a prefix."""
        options = self._options.copy()
        del options["dependency_overrides_provider"]  # the other router has its own
        router.add_api_route(
            prefix + self.path, self._given, route_class_override=type(self), **options
        )

    def __getattr__(self, name: str) -> Any:
        # Only for what is not there. Two threads may come at once, and building asks for names itself.
        if "_options" in self.__dict__:
            with _building:
                if not self.built:
                    self.built = True
                    super().__init__(self.path, self.endpoint, **self._options)
        if name not in self.__dict__:
            raise AttributeError(f"a route has no {name}", name=name, obj=self)
        return self.__dict__[name]


def include_late(router: APIRouter, part: APIRouter, prefix: str = "") -> None:
    """As ``include_router``, which builds each route once more and at once.

    Raises:
        TypeError: a route of ``part`` is no ``LateRoute``.

    """
    for route in part.routes:
        if not isinstance(route, LateRoute):
            raise TypeError(f"{route} is no LateRoute")
        route.join(router, prefix)
