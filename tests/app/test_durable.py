"""Jobs and schedules on DBOS; the crash is a real one, in a process of its own."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from siyu.app import durable
from siyu.app.house import House
from siyu.kernel.blocks import Blocks
from siyu.kernel.delivery import Delivery
from siyu.kernel.events import EventTypes
from siyu.kernel.jobs import (
    Job,
    JobRow,
    JobState,
    Schedule,
    request_job,
    require_job,
    resume_job,
    stop_job,
)
from siyu.kernel.modules import Module

pytestmark = pytest.mark.database


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("did not happen in time")


def house_with(context, jobs=(), schedules=()):
    module = Module(name="test", jobs=list(jobs), schedules=list(schedules))
    types = EventTypes()
    return House(
        context, [module], types, Blocks(), Delivery(context, types, []), {j.name: j for j in jobs}
    )


@pytest.fixture
def running():
    started = []

    def start(house):
        durable.start(house)
        started.append(house)
        return house

    yield start
    if started:
        durable.stop()


def state_of(context, job_id):
    with context.session() as session:
        return require_job(session, job_id).state


class TestJobs:
    def test_a_requested_job_runs_once_per_key_and_keeps_its_result(self, context, running):
        runs = []
        house = running(
            house_with(context, [Job("test.add", lambda _c, run: runs.append(1) or {"sum": 3})])
        )
        with context.session() as session:
            job_id = request_job(session, "test.add", key="k", arguments={"a": 1})
            assert request_job(session, "test.add", key="k", arguments={"a": 1}) == job_id
        for _ in range(3):
            durable.start_requested(house)
        wait_for(lambda: state_of(context, job_id) == JobState.done)
        assert runs == [1]
        with context.session() as session:
            assert require_job(session, job_id).result == {"sum": 3}

    def test_a_failure_is_told_and_can_be_resumed(self, context, running):
        broken = [True]

        def run(_context, _run):
            if broken[0]:
                raise ValueError("no")
            return {}

        house = running(house_with(context, [Job("test.fail", run)]))
        with context.session() as session:
            job_id = request_job(session, "test.fail", key="k")
        durable.start_requested(house)
        wait_for(lambda: state_of(context, job_id) == JobState.failed)
        broken[0] = False
        with context.session() as session:
            resume_job(session, job_id)
        durable.start_requested(house)
        wait_for(lambda: state_of(context, job_id) == JobState.done)

    def test_a_paused_job_stops_at_its_next_report_and_goes_on_when_resumed(self, context, running):
        place = [0]

        def run(_context, job_run):
            while place[0] < 10_000_000:
                place[0] += 1
                job_run.report(place[0])
                if job_run.arguments.get("short") or place[0] < 0:
                    break
                time.sleep(0.005)
            return {"place": place[0]}

        house = running(house_with(context, [Job("test.long", run)]))
        with context.session() as session:
            job_id = request_job(session, "test.long", key="k")
        durable.start_requested(house)
        wait_for(lambda: place[0] > 5)
        with context.session() as session:
            stop_job(session, job_id, JobState.paused)
        stood = place[0]
        wait_for(lambda: (before := place[0]) and (time.sleep(1.0) or place[0] == before))
        assert state_of(context, job_id) == JobState.paused
        with context.session() as session:
            resume_job(session, job_id)
            session.get(JobRow, job_id).arguments = {"short": True}
        durable.start_requested(house)
        wait_for(lambda: state_of(context, job_id) == JobState.done)
        assert place[0] > stood

    def test_a_schedule_ticks(self, context, running):
        ticks = []
        running(
            house_with(
                context,
                schedules=[Schedule("test.tick", "* * * * * *", lambda _c, due: ticks.append(due))],
            )
        )
        wait_for(lambda: len(ticks) >= 2, 30)
        assert ticks[0].tzinfo is not None


CRASHING = """
import os, sys
from siyu.app import durable
from tests.app.test_durable import house_with, counting_job
from siyu.kernel.context import Context
from siyu.kernel.database import open_engine
from siyu.kernel.settings import Settings
settings = Settings(_env_file=None, home=sys.argv[1], database_url=sys.argv[2])
context = Context(settings=settings, engine=open_engine(settings.database))
house = house_with(context, [counting_job(die_at=int(sys.argv[3]))])
durable.start(house)
durable.start_requested(house)
import time
from tests.app.test_durable import state_of
end = time.time() + 30
while time.time() < end and state_of(context, 1) != "done":
    time.sleep(0.05)
durable.stop()
"""


def counting_job(die_at):
    """Counts to 20 in the file ``count`` of the home folder, and kills its process at ``die_at``."""

    def run(context, job_run):
        import os
        import signal

        path = Path(context.settings.home) / "count"
        while True:
            place = int(path.read_text()) if path.exists() else 0
            if place >= 20:
                return {"place": place}
            if place == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            path.write_text(str(place + 1))

    return Job("test.count", run)


def test_a_killed_process_leaves_a_job_that_the_next_one_takes_up(context, settings):
    with context.session() as session:
        job_id = request_job(session, "test.count", key="k")
    root = Path(__file__).parents[2]
    arguments = [sys.executable, "-c", CRASHING, str(settings.home), settings.database]
    first = subprocess.run([*arguments, "7"], cwd=root, capture_output=True, timeout=60)
    assert first.returncode == -9, first.stderr
    assert state_of(context, job_id) == JobState.running
    second = subprocess.run([*arguments, "-1"], cwd=root, capture_output=True, timeout=60)
    assert second.returncode == 0, second.stderr
    assert state_of(context, job_id) == JobState.done
    assert (settings.home / "count").read_text() == "20"
