"""The spine through real rooms: people, a segment, a campaign, a reader, and back on the timeline."""

from datetime import timedelta

import pytest

from siyu import people
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.messaging.invariants import INVARIANTS
from siyu.messaging.models import DeliveryRow
from siyu.messaging.workers import advance_campaigns, send_some, take_channel_receipts

pytestmark = pytest.mark.database


def work(house):
    """Let every worker of the house, and its outbox and jobs, do what there is to do."""
    from siyu.kernel.delivery import Delivery
    from siyu.kernel.jobs import requested_jobs, run_job

    context = house.context
    for _ in range(200):
        busy = context.get(Delivery).deliver_pending() > 0
        with context.session(read_only=True) as session:
            jobs = [row.id for row in requested_jobs(session)]
        for job in jobs:
            run_job(context, house.jobs, job)
            busy = True
        for worker in house.workers:
            busy = bool(worker.step(context)) or busy
        if not busy:
            return
    raise AssertionError("the house never comes to rest")


@pytest.fixture
def members(house):
    """Ten people with names and e-mail addresses; the last two have said no to marketing."""
    with house.context.session() as session:
        found = people.resolve(
            session,
            [
                people.Evidence(
                    identifiers=(people.Identifier("user_id", f"u{n}"),),
                    time=now(),
                    message_id=f"m{n}",
                    source="test",
                    traits={"name": f"会员{n}", "email": f"u{n}@example.com", "city": "上海"},
                )
                for n in range(10)
            ],
        )
        for number, person in enumerate(found):
            people.set_consent(
                session,
                person,
                purpose="marketing",
                channel="email",
                granted=number < 8,
                proof={"where": "test"},
                at=now() - timedelta(minutes=1),
            )
    return found


@pytest.fixture
def campaign(house, api, members):
    """Path of a draft to everyone in Shanghai, and its segment."""
    work(house)
    segment = api.post(
        "/api/segments",
        json={
            "name": "上海",
            "definition": SHANGHAI,
        },
    )
    assert segment.status_code == 201, segment.text
    account = api.post(
        "/api/channel-accounts",
        json={
            "kind": "sandbox",
            "name": "phones",
            "options": {"channel": "email", "needs_address": True},
        },
    ).json()
    template = api.post(
        "/api/templates",
        json={
            "name": "t",
            "text": "{{ person.name }}：{{ link }}",
            "link": "https://shop.example.com/new",
        },
    ).json()
    seen = api.post(
        f"/api/templates/{template['id']}/preview",
        json={"person_id": ids.code("per", members[3])},
    )
    assert seen.json()["parts"]["text"] == "会员3：https://shop.example.com/new"
    campaign = api.post(
        "/api/campaigns",
        json={
            "name": "c",
            "segment_id": segment.json()["id"],
            "account_id": account["id"],
            "variants": [{"template_id": template["id"]}],
            "quiet": None,
            "goal": {"event": "Order Completed", "days": 7},
        },
    )
    assert campaign.status_code == 201, campaign.text
    work(house)
    return f"/api/campaigns/{campaign.json()['id']}", segment.json()["id"]


def test_a_campaign_reaches_a_segment_and_what_readers_do_comes_back(house, api, campaign):
    path, segment = campaign
    check = api.get(f"{path}/checklist").json()
    assert (check["audience"], check["consented"], check["reachable"]) == (10, 8, 8)
    uses = api.get(f"/api/segments/{segment}/uses").json()["items"]
    assert [(use["kind"], use["name"]) for use in uses] == [("campaign", "c")]
    assert api.post(f"{path}/start").status_code == 200
    work(house)
    assert api.get(path).json()["state"] == "done"
    phones = api.get("/api/sandbox/phones").json()["items"]
    assert len(phones) == 8 and all(item["text"].startswith("会员") for item in phones)

    link = phones[0]["links"][0].replace(house.settings.public_url, "")
    answer = api.get(link, follow_redirects=False)
    assert answer.headers["location"] == "https://shop.example.com/new"
    api.post(f"/api/sandbox/phones/{phones[1]['id']}/unsubscribe")
    work(house)
    with house.context.session() as session:
        person = ids.number("per", phones[1]["person_id"])
        may = people.consented(
            session, [person], purpose="marketing", channel="email", default=True
        )
        assert may == set()
    result = api.get(f"{path}/result").json()
    assert result["counts"]["A"]["reached"]["delivered"] == 8
    assert result["counts"]["A"]["reached"]["clicked"] == 1
    assert result["counts"]["A"]["reached"]["unsubscribed"] == 1
    assert result["not_eligible"] == 2
    timeline = api.get(f"/api/people/{phones[0]['person_id']}/timeline")
    assert timeline.status_code == 200, timeline.text
    titles = {item.get("event") for item in timeline.json()["items"]}
    assert {"Message Sent", "Message Delivered", "Message Opened", "Message Clicked"} <= titles


def test_an_erased_person_is_forgotten_by_phones_and_deliveries(house, api, campaign, members):
    path, _ = campaign
    api.post(f"{path}/start")
    work(house)
    erased = ids.code("per", members[0])
    assert api.get("/api/sandbox/phones", params={"person": erased}).json()["items"]
    with house.context.session() as session:
        people.request_erasure(session, members[0], actor="system", reason="test")
    work(house)
    assert api.get("/api/sandbox/phones", params={"person": erased}).json()["items"] == []
    with house.context.session() as session:
        row = session.query(DeliveryRow).filter_by(person_id=members[0]).one()
        assert (row.state, row.provider_id) == ("delivered", None)
    for invariant in INVARIANTS:
        assert invariant.broken(house.context) == [], invariant.name


def test_the_workers_named_here_are_those_of_the_manifest(house):
    steps = {worker.step for worker in house.workers}
    assert {advance_campaigns, send_some, take_channel_receipts} <= steps


SHANGHAI = {
    "version": 1,
    "where": {"kind": "trait", "name": "city", "compare": {"op": "equals", "value": "上海"}},
}
