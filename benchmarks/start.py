"""Start of the server and memory of an idle one; yardstick: a bare FastAPI process, and chDB alone."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from .figures import Figure

_BARE = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
app.get("/healthz")(lambda: {})
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""
_CHDB = """
import chdb.session, resource, time
s = chdb.session.Session("%s"); s.query("select 1")
import pathlib
print(pathlib.Path("/proc/self/statm").read_text().split()[1])
"""


def run(scale: str) -> list[Figure]:
    """Start twice (the second is warm), look at memory after five idle seconds."""
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {
            "SIYU_HOME": home,
            "SIYU_LOG_LEVEL": "error",
            "SIYU_ADMIN_PASSWORD": "benchmark-only-1",
        }
        command = [sys.executable, "-m", "siyu.app.cli", "serve", "--port"]
        _started(command, env)
        seconds, megabytes = _started(command, env, idle_seconds=5)
        bare_seconds, bare_megabytes = _started([sys.executable, "-c", _BARE], env, idle_seconds=1)
        chdb = subprocess.run(
            [sys.executable, "-c", _CHDB % f"{home}/chdb"],
            capture_output=True,
            text=True,
            check=True,
        )
        chdb_megabytes = int(chdb.stdout) * 4096 / 1e6
    return [
        Figure(
            name="start, warm",
            value=seconds,
            unit="s",
            yardstick=bare_seconds,
            yardstick_name="bare FastAPI",
            goal="< 3 s",
        ),
        Figure(
            name="memory, idle",
            value=megabytes,
            unit="MB",
            yardstick=bare_megabytes + chdb_megabytes,
            yardstick_name="bare FastAPI + chDB",
            goal="< 450 MiB (472 MB)",
        ),
    ]


def _started(
    command: list[str], env: dict[str, str], idle_seconds: float = 0
) -> tuple[float, float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen([*command, str(port)], env=env)
    try:
        while True:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1).is_success:
                    break
            except httpx.HTTPError:
                if process.poll() is not None:
                    raise RuntimeError("the server ended") from None
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        time.sleep(idle_seconds)
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        return seconds, pages * 4096 / 1e6
    finally:
        process.terminate()
        process.wait(timeout=30)
