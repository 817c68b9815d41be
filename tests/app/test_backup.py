"""A backup is taken from a running server, checked, and put back."""

import json
import subprocess
import sys
import threading

import pytest

from tests.app.running import ROOT, RunningServer
from tests.app.test_stores_gone import counted, event, loaded, make_source

pytestmark = pytest.mark.slow


def siyu(*arguments, home):
    return subprocess.run(
        [sys.executable, "-m", "siyu.app.cli", *arguments, "--home", str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def server(tmp_path):
    server = RunningServer(tmp_path / "home")
    yield server
    server.close()


def test_a_backup_taken_under_load_is_put_back_whole(server, tmp_path):
    server.start()
    key = make_source(server)
    acknowledged, stop = [], threading.Event()

    def load():
        number = 0
        while not stop.is_set():
            batch = list(range(number, number + 25))
            if server.track(key, [event(n) for n in batch]).status_code == 200:
                acknowledged.extend(batch)
            number += 25

    thread = threading.Thread(target=load)
    thread.start()
    server.wait_for(lambda: len(acknowledged) >= 200)
    before = len(acknowledged)
    made = siyu("backup", str(tmp_path / "copy"), home=server.home)
    assert made.returncode == 0, made.stdout + made.stderr
    after = len(acknowledged)
    stop.set()
    thread.join()
    server.kill()

    elsewhere = RunningServer(tmp_path / "elsewhere")
    put_back = siyu("restore", str(tmp_path / "copy"), home=elsewhere.home)
    assert put_back.returncode == 0, put_back.stdout + put_back.stderr
    try:
        elsewhere.start()
        loaded(elsewhere)
        numbers = sorted(int(message[1:]) for message in counted(elsewhere))
        # Everything acknowledged before the copy began, nothing twice, nothing with a hole.
        assert before <= len(numbers) <= after + 50
        assert numbers == list(range(len(numbers)))
        findings = elsewhere.get("/api/system/doctor").json()
        assert [f for f in findings if f["problem"] and f["kind"] != "lag"] == []
        # What comes now is counted on top, none twice.
        assert (
            elsewhere.track(
                key, [event(n) for n in range(len(numbers) - 10, len(numbers) + 10)]
            ).status_code
            == 200
        )
        loaded(elsewhere)
        assert len(counted(elsewhere)) == len(numbers) + 10
    finally:
        elsewhere.close()


def test_a_damaged_backup_is_refused_and_nothing_is_touched(server, tmp_path):
    server.start()
    make_source(server)
    server.stop()
    assert siyu("backup", str(tmp_path / "copy"), home=server.home).returncode == 0
    victim = next(
        name
        for name in json.loads((tmp_path / "copy/manifest.json").read_text())["files"]
        if name.endswith(".db")
    )
    damaged = tmp_path / "copy" / victim
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x00\x01")
    refused = siyu("restore", str(tmp_path / "copy"), home=tmp_path / "new")
    assert refused.returncode == 1
    assert victim.split("/")[-1] in refused.stderr.replace("\n", "")
    assert not (tmp_path / "new" / "siyu.db").exists()


def test_a_home_with_data_is_not_overwritten_unasked(server, tmp_path):
    server.start()
    server.stop()
    assert siyu("backup", str(tmp_path / "copy"), home=server.home).returncode == 0
    assert siyu("restore", str(tmp_path / "copy"), home=server.home).returncode == 1
    assert siyu("restore", str(tmp_path / "copy"), "--replace", home=server.home).returncode == 0
    server.start()


def test_two_servers_do_not_share_a_home(server, tmp_path):
    server.start()
    second = siyu("serve", "--port", "0", home=server.home)
    assert second.returncode == 1
    assert "holds this home" in second.stderr.replace("\n", " ")
