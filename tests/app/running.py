"""A real ``siyu serve`` in a process of its own, to be hurt."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
PASSWORD = "only-for-tests-1"


class RunningServer:
    """Starts, kills and starts again on the same home and port; ``code`` is where siyu lies."""

    def __init__(self, home: Path, *, code: Path = ROOT, **settings: str) -> None:
        self.home = home
        self.log = home.parent / f"{home.name}.log"
        self._code = code
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._env = os.environ | {
            "SIYU_HOME": str(home),
            "SIYU_PORT": str(self.port),
            "SIYU_ADMIN_PASSWORD": PASSWORD,
            "SIYU_LOG_LEVEL": "warning",
            "SIYU_API_REQUESTS_PER_MINUTE": "1000000",
            **{f"SIYU_{name.upper()}": value for name, value in settings.items()},
        }
        self.process: subprocess.Popen | None = None

    def start(self, seconds: float = 180) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "siyu.app.cli", "serve"],
                cwd=self._code,
                env=self._env,
                stderr=log,
            )
        self.wait_for(lambda: self.get("/healthz").is_success, seconds)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()

    @property
    def token(self) -> str:
        return json.loads((self.home / "serve.json").read_text())["token"]

    def get(self, path: str, **params) -> httpx.Response:
        return httpx.get(self.url + path, params=params, headers=self._auth(), timeout=30)

    def post(self, path: str, body=None, **options) -> httpx.Response:
        return httpx.post(self.url + path, json=body, headers=self._auth(), timeout=60, **options)

    def track(self, write_key: str, events: list[dict]) -> httpx.Response:
        return httpx.post(
            f"{self.url}/v1/batch", json={"batch": events}, auth=(write_key, ""), timeout=60
        )

    def readiness(self) -> dict:
        return self.get("/readyz").json()

    def wait_for(self, condition, seconds: float = 30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}")
            try:
                if found := condition():
                    return found
            except (httpx.HTTPError, OSError, ValueError, KeyError):
                pass
            time.sleep(0.1)
        raise AssertionError("did not happen in time")

    def _auth(self) -> dict[str, str]:
        try:
            return {"Authorization": f"Bearer {self.token}"}
        except (OSError, ValueError):
            return {}


class Valve:
    """A TCP proxy that can be shut, as if the machine behind it were gone."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._open = True
        self._pairs: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def shut(self) -> None:
        self._open = False
        for end in self._pairs:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def open(self) -> None:
        self._open = True

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if not self._open:
                client.close()
                continue
            server = socket.create_connection(self._target)
            self._pairs += [client, server]
            for a, b in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(a, b), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while block := source.recv(65536):
                target.sendall(block)
        except OSError:
            pass
        finally:
            for end in (source, target):
                # Closing alone would wait for the other thread, which is reading from it.
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
