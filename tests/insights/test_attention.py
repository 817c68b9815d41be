"""What waits for somebody, over HTTP: each module says it of its own."""

from datetime import timedelta

from siyu.imports.models import ImportRow
from siyu.kernel.delivery import ParkedEvent
from siyu.kernel.jobs import JobRow, JobState
from siyu.tracking.models import QuarantinedRow

from .world import NOW


def waiting(api):
    return {one["name"]: one for one in api.get("/api/insights/attention").json()}


def test_nothing_waits_in_a_quiet_house(api):
    assert waiting(api) == {}


def test_each_module_says_what_waits(api, house):
    with house.context.session() as session:
        for number in range(3):
            session.add(quarantined(number))
        session.add(
            ParkedEvent(
                subscriber="audiences.merged",
                outbox_id=1,
                published_at=NOW,
                name="people.persons_merged",
                payload={},
                error="boom",
                parked_at=NOW - timedelta(hours=2),
            )
        )
        session.add(job("a", NOW - timedelta(days=1)))
        session.add(job("b", NOW - timedelta(days=30)))
        session.add(imported(rejected=4))
        session.add(imported(rejected=0))
    hook = api.post("/api/webhooks", json={"url": "http://127.0.0.1:9/x", "events": ["*"]}).json()
    found = waiting(api)
    assert (found["events_quarantined"]["count"], found["events_quarantined"]["urgency"]) == (
        3,
        "soon",
    )
    assert found["events_parked"]["about"] == "audiences.merged"
    assert found["events_parked"]["since"] == "2026-11-18T01:30:00Z"
    assert (found["jobs_failed"]["count"], found["jobs_failed"]["about"]) == (1, "imports.run")
    assert (found["import_rows_rejected"]["count"], found["import_rows_rejected"]["about"]) == (
        4,
        "orders.csv",
    )
    assert "webhooks_failing" not in found
    fail(house, hook["id"])
    assert waiting(api)["webhooks_failing"]["count"] == 1
    assert next(iter(waiting(api).values()))["urgency"] == "now"


def test_shows_only_what_the_caller_may_see_to(api, house, desk):
    with house.context.session() as session:
        session.add(quarantined(1))
    desk.permissions = frozenset({"insights.read"})
    desk.everywhere()
    assert waiting(api) == {}


def test_what_is_counted_everywhere_is_not_told_to_who_sees_one_store(api, house, desk, node):
    with house.context.session() as session:
        session.add(quarantined(1))
        session.add(imported(rejected=4))
    _, store = node("jingan")
    desk.only_at(store)
    assert waiting(api) == {}


def test_never_counts_further_than_a_thousand(api, house):
    with house.context.session() as session:
        session.add_all(quarantined(number) for number in range(1_003))
    found = waiting(api)["events_quarantined"]
    assert (found["count"], found["or_more"]) == (1_000, True)


def quarantined(number: int) -> QuarantinedRow:
    return QuarantinedRow(
        cause=f"c{number}",
        reason="no_identifier",
        facts={},
        source="src_1",
        type="track",
        event="x",
        message_id=f"m{number}",
        preview="",
        sealed=b"",
        received_at=NOW,
        state="waiting",
    )


def job(key: str, finished_at) -> JobRow:
    return JobRow(
        name="imports.run",
        key=key,
        arguments={},
        state=JobState.failed,
        requested_at=finished_at,
        finished_at=finished_at,
    )


def imported(rejected: int) -> ImportRow:
    return ImportRow(
        kind="orders",
        title="orders.csv",
        state="done",
        file="f",
        in_place=False,
        file_bytes=1,
        file_hash="h",
        source_id=1,
        source_name="s",
        detection={},
        mapping={},
        report={"rejected": rejected},
        created_by="staff:1",
        created_at=NOW,
        finished_at=NOW - timedelta(hours=1),
    )


def fail(house, webhook: str) -> None:
    from siyu.connectors.models import WebhookRow
    from siyu.kernel import ids

    with house.context.session() as session:
        session.get(WebhookRow, ids.number("whk", webhook)).failing_since = NOW
