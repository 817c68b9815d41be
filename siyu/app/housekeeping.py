"""The kernel as a module: its schedules, checks, and the routes by which a person sees to it."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, text

from siyu.http import IdempotencyRow
from siyu.http.idempotency import KEPT_HOURS
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.delivery import Delivery
from siyu.kernel.health import Check
from siyu.kernel.invariants import Invariant
from siyu.kernel.jobs import Schedule
from siyu.kernel.modules import Module, Permission
from siyu.kernel.workers import Worker
from siyu.warehouse import Courtesy, Warehouse

from .attention import BLOCKS
from .schema import is_current
from .system_api import router

log = structlog.get_logger(__name__)

_courtesy = Courtesy()


def _database(context: Context) -> str | None:
    with context.session(read_only=True) as session:
        session.execute(text("select 1"))
    return None


def _database_takes_writes(context: Context) -> str | None:
    # A full disk or a read-only standby answers reads for a long time yet.
    with context.session() as session:
        session.execute(delete(IdempotencyRow).where(IdempotencyRow.key == "readyz"))
        session.add(IdempotencyRow(key="readyz", request_hash="", started_at=now()))
        session.flush()
    return None


def _schema(context: Context) -> str | None:
    return None if is_current(context.engine) else "a migration waits: run `siyu migrate`"


def _warehouse(context: Context) -> str | None:
    return None if context.get(Warehouse).ping() else "does not answer"


def _let_requests_go_first(context: Context) -> bool:
    if context.get(Warehouse).embedded:
        _courtesy.keep()
    return False


def _trim_outbox(context: Context, _due: datetime) -> None:
    dropped = context.get(Delivery).trim()
    log.info("outbox.trimmed", rows=dropped)


def _forget_idempotency_keys(context: Context, _due: datetime) -> None:
    with context.session() as session:
        session.execute(
            delete(IdempotencyRow).where(
                IdempotencyRow.started_at < now() - timedelta(hours=KEPT_HOURS)
            )
        )


def _no_parked_events(context: Context) -> list[str]:
    with context.session(read_only=True) as session:
        return [
            f"{subscriber}: {count} parked"
            for subscriber, count in session.execute(
                text(
                    "select subscriber, count(*) from kernel_parked_event"
                    " where settled_at is null group by subscriber"
                )
            )
        ]


MODULE = Module(
    name="kernel",
    routers=[router],
    blocks=BLOCKS,
    permissions=[
        Permission("system.read", {"zh": "查看系统状态与任务", "en": "See system health and jobs"}),
        Permission(
            "system.manage",
            {"zh": "管理任务与失败事件", "en": "Manage jobs and failures"},
            roles=(),
        ),
    ],
    schedules=[
        Schedule("kernel.trim_outbox", "15 4 * * *", _trim_outbox),
        Schedule("kernel.forget_idempotency_keys", "25 4 * * *", _forget_idempotency_keys),
    ],
    workers=[Worker("kernel.requests_first", _let_requests_go_first, idle_seconds=0.5)],
    checks=[
        Check("database", _database),
        Check("database_takes_writes", _database_takes_writes),
        Check("schema", _schema),
        Check("warehouse", _warehouse),
    ],
    invariants=[
        Invariant(
            "kernel.no_parked_events", "No event waits in the parking place", _no_parked_events
        )
    ],
)
