"""In a real server the engine's threads step back, and those that answer do not."""

import os
from pathlib import Path

import pytest

from siyu.warehouse.courtesy import NICE
from tests.app.running import RunningServer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no list of threads here"),
]


def priorities(process) -> dict[int, int]:
    """Thread → how nice it is."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    return {int(task.name): os.getpriority(os.PRIO_PROCESS, int(task.name)) for task in tasks}


def test_the_engine_lets_requests_go_first(tmp_path):
    server = RunningServer(tmp_path / "home")
    try:
        server.start()
        begun = os.getpriority(os.PRIO_PROCESS, 0)
        server.wait_for(lambda: NICE in priorities(server.process).values(), 30)
        # The thread of the process's own number runs the loop.
        assert priorities(server.process)[server.process.pid] == begun
        assert server.get("/readyz").is_success
    finally:
        server.close()
