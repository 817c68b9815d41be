"""Jobs and schedules on DBOS: work that is taken up again after a crash."""

import socket
from datetime import datetime
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID

from siyu.kernel.jobs import requested_jobs, run_job

from .house import House

# One version for ever: a job keeps its own place, so a newer siyu may go on with an older one's.
_VERSION = "siyu"
_QUEUE = "siyu-jobs"
_AT_ONCE_MAX = 3

log = structlog.get_logger(__name__)

# DBOS is one per process, and finds its functions by name when it recovers them.
_house: House | None = None
_handed_over: set[tuple[int, int]] = set()


@DBOS.workflow(name="siyu.job")
def _job(job_id: int) -> None:
    if _house is not None:
        run_job(_house.context, _house.jobs, job_id)


@DBOS.workflow(name="siyu.tick")
def _tick(due: datetime, context: dict[str, Any]) -> None:
    if _house is None:
        return
    for schedule in _house.schedules:
        if schedule.name == context["name"]:
            try:
                schedule.run(_house.context, due)
            except Exception:
                log.exception("schedule.failed", schedule=schedule.name)


def start(house: House) -> None:
    """Recover what a crash interrupted, then take jobs and follow schedules."""
    global _house
    _house = house
    settings = house.settings
    config: DBOSConfig = {
        "name": "siyu",
        "system_database_url": settings.jobs_database,
        "application_version": _VERSION,
        # What a crashed process left is taken up by the next one of the same name.
        "executor_id": "siyu"
        if settings.jobs_database.startswith("sqlite")
        else socket.gethostname(),
        "log_level": "WARNING",
        "enable_otlp": False,
        "max_executor_threads": 16,
        "sys_db_pool_size": 5,
        "scheduler_polling_interval_sec": 5.0,
    }
    DBOS(config=config)
    DBOS.launch()
    DBOS.register_queue(_QUEUE, worker_concurrency=_AT_ONCE_MAX)
    wanted = {schedule.name: schedule for schedule in house.schedules}
    for known in DBOS.list_schedules():
        if known["schedule_name"] not in wanted:
            DBOS.delete_schedule(known["schedule_name"])
    if wanted:
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": name,
                    "workflow_fn": _tick,
                    "schedule": schedule.cron,
                    "context": {"name": name},
                    "cron_timezone": settings.timezone,
                }
                for name, schedule in wanted.items()
            ]
        )


def stop() -> None:
    """Let running work reach its next safe point; what is cut off is recovered at the next start."""
    global _house
    DBOS.destroy(workflow_completion_timeout_sec=5)
    _handed_over.clear()
    _house = None


def start_requested(house: House) -> bool:
    """Hand waiting jobs to DBOS; its workflow id makes a second hand-over harmless."""
    with house.context.session(read_only=True) as session:
        waiting = {(job.id, job.attempt) for job in requested_jobs(session)}
    for job_id, attempt in sorted(waiting - _handed_over):
        with SetWorkflowID(f"job:{job_id}:{attempt}"):
            DBOS.enqueue_workflow(_QUEUE, _job, job_id)
        _handed_over.add((job_id, attempt))
    _handed_over.intersection_update(waiting)
    return False
