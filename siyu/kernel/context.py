"""What a running siyu has at hand: settings, sessions, and the services opened at start."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Engine

from .database import Session, sessionmaker
from .settings import Settings

S = TypeVar("S")


@dataclass(frozen=True)
class Context:
    """Passed to handlers, jobs and schedules; routes reach it through ``http``."""

    settings: Settings
    engine: Engine
    services: dict[type[Any], Any] = field(default_factory=dict)

    def get(self, kind: type[S]) -> S:
        """Service of this type, such as ``Warehouse``.

        Raises:
            LookupError: nobody opened one at start, which is a bug of the assembly.

        """
        try:
            service: S = self.services[kind]
        except KeyError:
            raise LookupError(f"no {kind.__name__} in this process") from None
        return service

    def put(self, service: object, *, kind: type[Any] | None = None) -> None:
        """Hand a service to all who ask for its type."""
        self.services[kind or type(service)] = service

    @contextmanager
    def session(self, *, read_only: bool = False) -> Iterator[Session]:
        """One transaction: commit at the end, roll back on any error.

        On SQLite a ``read_only`` one does not queue behind writers.
        """
        make = self._reading if read_only else self._writing
        with make() as session, session.begin():
            yield session

    # Made once: a sessionmaker builds a class of its own, which takes longer than a short transaction.
    @cached_property
    def _writing(self) -> sessionmaker[Session]:
        return sessionmaker(self.engine, expire_on_commit=False)

    @cached_property
    def _reading(self) -> sessionmaker[Session]:
        reading = self.engine.execution_options(read_only=True)
        return sessionmaker(reading, expire_on_commit=False)
