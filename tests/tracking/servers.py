"""A tracking server in a process of its own, which may be killed."""

import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Server:
    """``tests.tracking.serve`` at a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with (self.home.parent / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.tracking.serve", str(self.home), str(self.port)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        timer = threading.Timer(90, self._process.kill)
        timer.start()
        with self._process.stdout as said:
            line = said.readline().split()
        timer.cancel()
        timer.join()
        if not line:
            raise RuntimeError((self.home.parent / "server.log").read_text()[-3000:])
        self.port = int(line[1])

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def wait_until_loaded(self, seconds: float = 60) -> None:
        """Until the inbox is empty."""
        from siyu.tracking.inbox import connect, lag

        store = connect(f"sqlite:///{self.home / 'siyu-inbox.db'}")
        deadline = time.monotonic() + seconds
        try:
            while lag(store)[1]:
                assert time.monotonic() < deadline, "the loader does not arrive"
                time.sleep(0.05)
        finally:
            store.close()
