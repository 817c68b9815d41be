"""The main job on real input: a file of orders → people → a segment → a campaign that reaches it."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.app.running import ROOT, RunningServer

pytestmark = pytest.mark.slow

DATA = Path(os.environ.get("SIYU_SHARED_DATA", ROOT.parent / "shared" / "data"))
FILE = DATA / "online_retail" / "online_retail.csv.gz"


@pytest.fixture
def server(tmp_path):
    server = RunningServer(tmp_path / "home")
    yield server
    server.close()


def regulars() -> int:
    """Customers with at least four orders, counted without siyu."""
    lines = pd.read_csv(FILE, dtype={"InvoiceNo": str, "CustomerID": str})
    bought = lines[lines.CustomerID.notna() & ~lines.InvoiceNo.str.startswith(("C", "A"))]
    orders = bought.groupby("CustomerID").InvoiceNo.nunique()
    return int((orders >= 4).sum())


@pytest.mark.skipif(
    not FILE.exists(), reason=f"no {FILE.name}: put shared/data beside the checkout"
)
def test_the_real_file_becomes_a_segment_that_a_campaign_reaches(server):
    server.start()
    imported = subprocess.run(
        [
            sys.executable,
            "-m",
            "siyu.app.cli",
            "import",
            "orders",
            str(FILE),
            "--home",
            str(server.home),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert "sum 9747747.934" in imported.stdout
    assert "25,900 new" in imported.stdout

    library = {t["name"]: t for t in server.get("/api/segments/templates").json()["items"]}
    made = server.post(
        "/api/segments",
        {"name": "Regulars gone quiet", "definition": library["regulars_quiet"]["definition"]},
    ).json()
    size = server.wait_for(lambda: server.get(f"/api/segments/{made['id']}").json()["size"], 60)
    assert size == regulars()

    account = server.post("/api/channel-accounts", {"kind": "sandbox", "name": "phones"}).json()
    template = server.post(
        "/api/templates",
        {
            "name": "back",
            "kind": "sandbox",
            "language": "en",
            "text": "We miss you: {{ link }}",
            "link": "https://shop.example.com/new",
        },
    ).json()
    campaign = server.post(
        "/api/campaigns",
        {
            "name": "win back",
            "segment_id": made["id"],
            "account_id": account["id"],
            "variants": [{"name": "A", "template_id": template["id"]}],
            "holdout_percent": 10,
            "consent_default": True,
            "quiet": None,
        },
    ).json()
    assert server.post(f"/api/campaigns/{campaign['id']}/start").is_success
    server.wait_for(
        lambda: server.get(f"/api/campaigns/{campaign['id']}").json()["state"] == "done", 120
    )
    counts = server.get(f"/api/campaigns/{campaign['id']}/result").json()["counts"]
    assert counts["A"]["reached"]["sent"] + counts["holdout"]["people"] == size
    assert 0.05 * size < counts["holdout"]["people"] < 0.15 * size
    # What was done to people comes back on their timelines.
    person = server.get(f"/api/segments/{made['id']}/members", limit=1).json()["items"][0]
    code = person["person_id"]
    server.wait_for(lambda: server.get("/api/tracking/lag").json()["batches"] == 0, 60)
    timeline = server.get(f"/api/people/{code}/timeline", limit=200).json()["items"]
    names = {item["event"] for item in timeline}
    assert "Order Completed" in names
    assert names & {"Message Sent", "Message Suppressed"}

    # The same file again changes nothing.
    again = subprocess.run(
        [
            sys.executable,
            "-m",
            "siyu.app.cli",
            "import",
            "orders",
            str(FILE),
            "--home",
            str(server.home),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "0 new, 25,900 were there already" in again.stdout
    findings = server.get("/api/system/doctor").json()
    assert [f for f in findings if f["problem"]] == []
