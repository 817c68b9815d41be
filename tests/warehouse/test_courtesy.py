"""The engine's threads step back behind those of Python."""

import subprocess
import sys
from pathlib import Path

import pytest

# A process of its own: a thread that was lowered stays so.
SCRIPT = """
import os, sys, threading
from siyu.warehouse import Courtesy, Warehouse
from siyu.warehouse.courtesy import NICE

def nice(number):
    return os.getpriority(os.PRIO_PROCESS, number)

def native():
    ours = {thread.native_id for thread in threading.enumerate()}
    return {int(name) for name in os.listdir("/proc/self/task")} - ours

waiting = threading.Event()
threading.Thread(target=waiting.wait, daemon=True).start()
warehouse, courtesy = Warehouse("chdb:///" + sys.argv[1]), Courtesy()
begun = nice(0)
assert warehouse.value("select sum(number) from numbers_mt(10000000)")
first = native()
assert len(first) > 3, first
assert courtesy.keep() == len(first)
assert courtesy.keep() == 0
assert {nice(number) for number in first & native()} == {NICE}
assert {nice(thread.native_id) for thread in threading.enumerate()} == {begun}
assert warehouse.value("select 1") == 1
waiting.set()
warehouse.close()
print("kept")
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no list of threads here")
def test_the_engines_threads_are_lowered_and_pythons_are_not(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "w")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("kept", 0), done.stderr


def test_without_such_a_list_nothing_happens(monkeypatch):
    from siyu.warehouse import courtesy

    monkeypatch.setattr(courtesy, "_THREADS", Path("/nowhere/task"))
    assert courtesy.Courtesy().keep() == 0
