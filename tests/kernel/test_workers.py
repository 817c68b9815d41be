import itertools
import threading
import time

from siyu.kernel.workers import Worker, WorkerThread


def run_for(worker, condition, seconds=5.0):
    thread = WorkerThread(worker, context=None)
    thread.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.01)
    thread.ask_to_stop()
    assert thread.join(5)
    assert condition()
    return thread


def test_goes_on_while_there_is_work_and_rests_when_there_is_none():
    steps = []

    def step(_):
        steps.append(time.monotonic())
        return len(steps) < 100

    run_for(Worker("t", step, idle_seconds=0.2), lambda: len(steps) >= 102)
    assert steps[99] - steps[0] < 1.0
    assert steps[101] - steps[100] >= 0.15


def test_one_that_takes_all_at_once_rests_after_work_too():
    steps = []

    def step(_):
        steps.append(time.monotonic())
        return True

    run_for(Worker("t", step, idle_seconds=5, rest_seconds=0.2), lambda: len(steps) >= 3)
    assert all(later - earlier >= 0.15 for earlier, later in itertools.pairwise(steps))


def test_the_rest_is_as_long_as_the_work_was():
    steps = []

    def step(_):
        steps.append(time.monotonic())
        time.sleep(0.3)
        return True

    run_for(Worker("t", step, idle_seconds=5, rest_share=1.0), lambda: len(steps) >= 3)
    assert all(later - earlier >= 0.55 for earlier, later in itertools.pairwise(steps))


def test_a_failure_is_shown_and_the_loop_goes_on():
    calls = []

    def step(_):
        calls.append(1)
        if len(calls) == 1:
            raise LookupError
        return False

    thread = run_for(Worker("t", step, idle_seconds=0.01), lambda: len(calls) >= 2)
    assert thread.failing is False


def test_a_wake_cuts_the_pause_short():
    stepped = threading.Event()
    thread = WorkerThread(Worker("t", lambda _: stepped.set() or False, idle_seconds=30), None)
    thread.start()
    assert stepped.wait(2)
    stepped.clear()
    time.sleep(0.1)
    thread.wake()
    assert stepped.wait(2)
    thread.ask_to_stop()
    assert thread.join(5)
