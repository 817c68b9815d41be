"""What is installed from the wheel is all of siyu, with the console, and needs no Node."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .running import ROOT, RunningServer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (wheel,) = made.glob("siyu-*.whl")
    target = made / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    return target


def files_of(root: Path) -> set[str]:
    return {
        str(path.relative_to(root))
        for path in (root / "siyu").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_has_every_file_of_the_package(unpacked):
    assert files_of(unpacked) == files_of(ROOT)


@pytest.mark.skipif(
    not (ROOT / "siyu/app/web/index.html").exists() and not os.environ.get("CI"),
    reason="the console is not built",
)
def test_serves_the_console_from_what_was_installed(unpacked, tmp_path):
    server = RunningServer(tmp_path / "home", code=unpacked)
    try:
        server.start()
        page = server.get("/")
        assert page.is_success
        assert '<div id="root">' in page.text
        assert server.readiness()["ready"]
    finally:
        server.close()
