"""An import through a server that is running already, as the console does it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from siyu.imports import Finding, Kind, Mapping, Report
from siyu.kernel.errors import Conflict

from .control import RunningServer

POLL_SECONDS = 0.5
LOAD_SECONDS_MAX = 120


class ImportFailed(Conflict):
    """The import did not finish; the server's log says more, and it can be started again."""


def import_over_http(
    server: RunningServer,
    file: Path,
    kind: Kind,
    mapping: Mapping,
    *,
    source: str | None,
    dry_run: bool,
    progress: Callable[..., None],
    say: Callable[[str], None],
) -> Report:
    """Upload, map, check or import, and wait for the report and until the warehouse has the events.

    Args:
        progress: told how many rows are done, and of how many.
        say: told what is going on.

    Raises:
        ImportFailed: the job failed.

    """
    with httpx.Client(
        base_url=f"{server.url}/api",
        headers={"Authorization": f"Bearer {server.token}"},
        timeout=3600,
    ) as client:
        form = {"kind": kind.value} | _source_of(client, source)
        with file.open("rb") as handle:
            made = _told(client.post("/imports", data=form, files={"file": (file.name, handle)}))
        path = f"/imports/{made['id']}"
        _told(client.patch(path, json={"mapping": msgspec.to_builtins(mapping)}))
        _told(client.post(f"{path}/dry-run" if dry_run else f"{path}/start"))
        wanted = "checked" if dry_run else "done"
        while True:
            made = _told(client.get(path))
            if made["progress"]:
                progress(made["progress"]["done"], made["progress"]["total"])
            if made["state"] == wanted:
                break
            if made["state"] in ("failed", "cancelled", "paused"):
                raise ImportFailed
            time.sleep(POLL_SECONDS)
        if not dry_run:
            say("loading into the warehouse")
            _wait_until_loaded(client)
        return _report(made)


def _wait_until_loaded(client: httpx.Client) -> None:
    # Other events may come without end: then whoever waits has waited long enough.
    end = time.monotonic() + LOAD_SECONDS_MAX
    while _told(client.get("/tracking/lag"))["batches"] and time.monotonic() < end:
        time.sleep(POLL_SECONDS)


def _source_of(client: httpx.Client, name: str | None) -> dict[str, str]:
    if name is None:
        return {}
    known = _told(client.get("/sources", params={"limit": 200}))["items"]
    for source in known:
        if source["name"] == name:
            return {"source_id": source["id"]}
    made = _told(client.post("/sources", json={"name": name, "kind": "file"}))
    return {"source_id": made["id"]}


def _report(made: dict[str, Any]) -> Report:
    facts = dict(made["report"])
    findings = [
        msgspec.convert({k: v for k, v in finding.items() if k != "title"}, type=Finding)
        for finding in facts.pop("findings")
    ]
    return Report(kind=Kind(made["kind"]), findings=findings, finished=True, **facts)


def _told(answer: httpx.Response) -> Any:
    if answer.is_error:
        problem = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        raise RuntimeError(
            f"{problem.get('title', answer.reason_phrase)} {problem.get('facts', '')}"
        )
    return answer.json() if answer.content else None
