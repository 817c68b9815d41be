"""What the role of one store reaches, and what it does not: another store's people and things."""

import pytest
from sqlalchemy import select

from siyu.audiences.models import SegmentRow
from siyu.channels.phones import advance_phones
from siyu.http import Caller, Guard
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.jobs import JobRow, run_job
from siyu.organization import add_node, add_source, list_write_keys
from siyu.tracking import source_code
from siyu.tracking.inbox import Origin
from siyu.tracking.live import Live, LiveFilter
from siyu.tracking.models import QuarantinedRow
from siyu.tracking.quarantine import keep_quarantined, quarantine_row

EVERYONE = {"where": {"kind": "everyone"}}


@pytest.fixture
def places(house):
    """A brand with two stores; ids by name."""
    with house.context.session() as session:
        group = add_node(session, kind="group", name="group", parent_id=None).id
        east = add_node(session, kind="store", name="east", parent_id=group).id
        west = add_node(session, kind="store", name="west", parent_id=group).id
    return {"group": group, "east": east, "west": west}


@pytest.fixture
def made(api, places):
    """One thing of every kind at the west store; codes by kind."""
    node = ids.code("node", places["west"])

    def post(path, body=None, **options):
        reply = api.post(path, **(options or {"json": body}))
        assert reply.status_code in (200, 201, 202), (path, reply.text)
        return reply.json()

    at = {"name": "west", "node_id": node}
    named = [{"type": "user_id", "value": "w1"}, {"type": "phone", "value": "13800138000"}]
    person = post(
        "/api/people",
        {"identifiers": named, "traits": {"name": "Wei Min", "email": "w@x.cn"}, "node_id": node},
    )["id"]
    source = post("/api/sources", {**at, "kind": "server"})
    segment = post("/api/segments", {**at, "definition": EVERYONE})["id"]
    template = post("/api/templates", {**at, "text": "hello {{ person.name }}"})["id"]
    account = post("/api/channel-accounts", {**at, "kind": "sandbox"})["id"]
    campaign = post(
        "/api/campaigns",
        {
            **at,
            "segment_id": segment,
            "account_id": account,
            "variants": [{"name": "A", "template_id": template}],
        },
    )["id"]
    return {
        "person": person,
        "source": source["id"],
        "segment": segment,
        "template": template,
        "account": account,
        "campaign": campaign,
        "list": post("/api/audience-lists", at)["id"],
        "key": post("/api/keys", {**at, "permissions": ["people.read"]})["id"],
        "node": node,
    }


@pytest.fixture
def guide(api, house, places, made):
    """The same client, now called by someone who may do everything, but only at the east store."""
    store = frozenset({places["east"]})
    every = dict.fromkeys((permission.name for permission in house.permissions), store)

    class OfTheStore:
        def identify(self, request, session):
            return Caller(actor="staff:9", name="guide", permissions=every)

    house.context.put(OfTheStore(), kind=Guard)
    return api


def codes(reply):
    assert reply.status_code == 200, reply.text
    return [item["id"] for item in reply.json()["items"]]


class TestThingsByTheirId:
    """What a list leaves out must not open to who guesses its code."""

    def test_answer_as_if_they_were_not_there(self, guide, made):
        taken = {
            **{f"/api/people/{made['person']}{tail}": "person_not_found" for tail in OF_PERSON},
            **{
                f"/api/segments/{made['segment']}{tail}": "segment_not_found" for tail in OF_SEGMENT
            },
            **{f"/api/campaigns/{made['campaign']}{t}": "campaign_not_found" for t in OF_CAMPAIGN},
            f"/api/sources/{made['source']}": "source_not_found",
            f"/api/templates/{made['template']}": "template_not_found",
            f"/api/templates/{made['template']}/uses": "template_not_found",
            f"/api/channel-accounts/{made['account']}": "channel_account_not_found",
            f"/api/channel-accounts/{made['account']}/uses": "channel_account_not_found",
            f"/api/audience-lists/{made['list']}": "audience_list_not_found",
            f"/api/audience-lists/{made['list']}/members": "audience_list_not_found",
            f"/api/nodes/{made['node']}": "node_not_found",
        }
        found = {path: guide.get(path).json().get("code") for path in taken}
        assert found == taken


OF_PERSON = (
    *("", "/timeline", "/value", "/events", "/evidence", "/accounts", "/consents", "/merges"),
    "/reveal",
)
OF_SEGMENT = ("", "/versions", "/uses", "/members", "/history", "/snapshots")
OF_CAMPAIGN = ("", "/checklist", "/result", "/deliveries")


class TestExplanation:
    def test_is_not_given_of_somebody_elses_person(self, guide, made, places):
        where = {"kind": "trait", "name": "city", "compare": {"op": "is_set"}}
        own = guide.post(
            "/api/segments",
            json={
                "name": "own",
                "node_id": ids.code("node", places["east"]),
                "definition": {"where": where},
            },
        )
        assert own.status_code == 201, own.text
        path = f"/api/segments/{own.json()['id']}/explain"
        reply = guide.get(path, params={"person": made["person"]})
        assert reply.json()["code"] == "person_not_found"


class TestCampaign:
    @pytest.mark.parametrize("theirs", ["segment", "account", "template"])
    def test_is_not_made_of_another_stores_parts(self, guide, made, places, theirs):
        node = ids.code("node", places["east"])
        at = {"name": "east", "node_id": node}
        own = {
            "segment": {"path": "/api/segments", "body": {**at, "definition": EVERYONE}},
            "template": {"path": "/api/templates", "body": {**at, "text": "hello"}},
            "account": {"path": "/api/channel-accounts", "body": {**at, "kind": "sandbox"}},
        }
        parts = {
            kind: guide.post(one["path"], json=one["body"]).json()["id"]
            for kind, one in own.items()
        }

        def body():
            return {
                **at,
                "segment_id": parts["segment"],
                "account_id": parts["account"],
                "variants": [{"name": "A", "template_id": parts["template"]}],
            }

        allowed = guide.post("/api/campaigns", json=body())
        assert allowed.status_code == 201, allowed.text
        parts[theirs] = made[theirs]
        assert guide.post("/api/campaigns", json=body()).status_code == 404
        path = f"/api/campaigns/{allowed.json()['id']}"
        assert guide.put(path, json=body()).status_code == 404


class TestTestMessage:
    def test_goes_to_nobody_of_another_store(self, guide, made, places):
        body = {"name": "own", "kind": "sandbox", "node_id": ids.code("node", places["east"])}
        account = guide.post("/api/channel-accounts", json=body).json()["id"]
        reply = guide.post(
            f"/api/channel-accounts/{account}/test",
            json={"person_id": made["person"], "subject": "", "text": "hi"},
        )
        assert reply.json()["code"] == "person_not_found"


class TestSandboxPhones:
    @pytest.fixture
    def message(self, api, made):
        """A message on the phone of the west store's person."""
        path = f"/api/channel-accounts/{made['account']}/test"
        sent = api.post(path, json={"person_id": made["person"], "subject": "", "text": "hi"})
        assert sent.json()["outcome"] == "accepted", sent.text
        advance_phones(api.app.state.context)
        return codes(api.get("/api/sandbox/phones"))[0]

    def test_of_another_store_are_neither_read_nor_touched(self, message, guide):
        assert codes(guide.get("/api/sandbox/phones")) == []
        for act in ("open", "unsubscribe", "bounce"):
            reply = guide.post(f"/api/sandbox/phones/{message}/{act}")
            assert reply.json()["code"] == "phone_message_not_found"


class TestAudienceList:
    @pytest.fixture
    def own(self, guide, places):
        body = {"name": "own", "node_id": ids.code("node", places["east"])}
        return f"/api/audience-lists/{guide.post('/api/audience-lists', json=body).json()['id']}"

    def test_does_not_tell_whether_a_phone_number_is_known(self, guide, own):
        body = {"identifier_type": "phone", "identifiers": ["13800138000", "13911112222"]}
        reply = guide.post(f"{own}/members", json=body)
        assert reply.json() == {"changed": 0, "unknown": [0, 1]}

    def test_does_not_take_people_by_code(self, guide, own, made):
        reply = guide.post(f"{own}/members", json={"people": [made["person"]]})
        assert reply.json()["changed"] == 0

    def test_does_not_take_them_from_a_file(self, guide, own, house):
        reply = guide.post(f"{own}/uploads", files={"file": ("p.csv", b"13800138000\n")})
        job = ids.number("job", reply.json()["job_id"])
        run_job(house.context, house.jobs, job)
        told = guide.get(f"{own}/uploads/{reply.json()['job_id']}").json()
        assert (told["added"], told["unknown"]) == (0, 1)


class TestWhatConcernsEverybody:
    """Held at one store, a permission does not change what all stores share."""

    def test_is_refused(self, api, guide, made, house):
        tag = {"name": "vip", "group": "g"}
        made_tag = guide.post("/api/tags", json=tag)
        assert made_tag.status_code == 201
        tag_path = f"/api/tags/{made_tag.json()['id']}"
        group = f"/api/tag-groups/{guide.get('/api/tag-groups').json()['items'][0]['id']}"
        plan = "/api/tracking-plan"
        job = f"/api/system/jobs/{jobs_of(house)[0]}"
        replies = {
            "tag": guide.patch(tag_path, json={"name": "other"}),
            "tag gone": guide.delete(tag_path),
            "group": guide.patch(group, json={"name": "other"}),
            "group gone": guide.delete(group),
            "rule": guide.put("/api/identity-rules/phone", json={}),
            "rule gone": guide.delete("/api/identity-rules/phone"),
            "plan": guide.put(plan, json={"default_mode": "block"}),
            "event": guide.post(f"{plan}/events", json={"event": "E", "mode": "block"}),
            "pause": guide.post(f"{job}/pause"),
            "cancel": guide.post(f"{job}/cancel"),
            "backup": guide.post("/api/system/backups"),
            "parked": guide.get("/api/system/parked-events"),
        }
        told = {name: reply.json().get("code") for name, reply in replies.items()}
        assert told == dict.fromkeys(replies, "outside_scope")

    def test_jobs_that_others_asked_for_are_not_shown(self, api, guide, made, house):
        assert codes(guide.get("/api/system/jobs")) == []
        job = jobs_of(house)[0]
        assert guide.get(f"/api/system/jobs/{job}").json()["code"] == "job_not_found"


class TestNamesInClear:
    def test_are_seen_only_where_the_permission_is_held(self, api, house, guide, made, places):
        """Reads everywhere, reveals at the east store: the west store's people stay masked."""
        west, east = frozenset({places["west"]}), frozenset({places["east"]})

        class Both:
            reveals = east

            def identify(self, request, session):
                return Caller(
                    actor="staff:9",
                    name="guide",
                    permissions={"people.reveal": self.reveals},
                    all_nodes=frozenset({"people.read", "audiences.export", "audiences.read"}),
                )

        house.context.put(Both(), kind=Guard)
        assert guide.get("/api/people").json()["items"][0]["name"] == "W*** M***"
        assert guide.get(f"/api/people/{made['person']}").json()["name"] == "W*** M***"
        Both.reveals = west
        assert guide.get("/api/people").json()["items"][0]["name"] == "Wei Min"

    def test_a_file_in_clear_needs_it_at_the_segments_node(self, house, guide, made, places):
        with house.context.session() as session:
            row = session.get_one(SegmentRow, ids.number("seg", made["segment"]))
            row.computed_at, row.state = now(), "ready"
        path = f"/api/segments/{made['segment']}/export"
        everywhere = frozenset({"people.read", "audiences.export", "audiences.read"})

        class RevealsAt:
            node = places["east"]

            def identify(self, request, session):
                held = {"people.reveal": frozenset({self.node})}
                return Caller(actor="staff:9", name="guide", permissions=held, all_nodes=everywhere)

        house.context.put(RevealsAt(), kind=Guard)
        asked = {"contacts": ["phone"], "reveal": True}
        assert guide.post(path, json=asked).json()["code"] == "permission_missing"
        RevealsAt.node = places["west"]
        assert guide.post(path, json=asked).status_code == 202


class TestEvents:
    """Events show what people did: a store sees those of its own sources."""

    @pytest.fixture
    def quarantined(self, house, made, places):
        """One event of the west store's source, one of the group's, one under an unknown key."""
        with house.context.session() as session:
            group = add_source(session, name="g", kind="server", node_id=places["group"])
            east = add_source(session, name="e", kind="server", node_id=places["east"])
            origins = {"west": made["source"], "group": source_code(group.source_id)}
            origins |= {"east": source_code(east.source_id), "unknown": ""}
            for name, source in origins.items():
                row = quarantine_row(
                    cause=name,
                    origin=Origin(source=source, received_ms=1_760_000_000_000),
                    raw=b'{"event":"E","userId":"u"}',
                    reason="event_too_large",
                    facts={},
                    type_="track",
                    event="E",
                    message_id=name,
                )
                keep_quarantined(session, [row])
        return {item["message_id"]: item["id"] for item in self.all_items(house)}

    def all_items(self, house):
        with house.context.session(read_only=True) as session:
            rows = session.scalars(select(QuarantinedRow)).all()
            return [{"message_id": row.message_id, "id": ids.code("qua", row.id)} for row in rows]

    def test_in_quarantine_are_listed_of_own_sources_only(self, quarantined, guide):
        assert codes(guide.get("/api/quarantine")) == [quarantined["east"]]
        (reason,) = guide.get("/api/quarantine/reasons").json()
        assert reason["count"] == 1

    @pytest.mark.parametrize("theirs", ["west", "group", "unknown"])
    def test_in_quarantine_of_others_cannot_be_reached(self, quarantined, guide, theirs):
        path = f"/api/quarantine/{quarantined[theirs]}"
        replies = [guide.get(path), guide.post(f"{path}/replay"), guide.post(f"{path}/discard")]
        assert {reply.json()["code"] for reply in replies} == {"quarantined_event_not_found"}

    def test_in_quarantine_are_settled_by_reason_of_own_sources_only(self, quarantined, guide):
        reply = guide.post("/api/quarantine/discards", json={"reason": "event_too_large"})
        assert reply.json() == {"count": 1}

    def test_live_are_told_of_own_sources_only(self):
        wanted = LiveFilter(sources=frozenset({"src_1"}))
        told = {"event": "E", "type": "track", "status": "accepted", "person_id": None}
        assert wanted.wants({**told, "source": "src_1"})
        assert not wanted.wants({**told, "source": "src_2"})
        assert not wanted.wants({**told, "source": None})

    def test_live_stream_is_limited_to_them(self, quarantined, guide, house, places):
        """The route hands the limit on."""
        heard = []

        class Ended:
            is_full = False

            async def stream(self, wanted):
                heard.append(wanted.sources)
                yield b""

            def close(self):
                pass

        house.context.put(Ended(), kind=Live)
        guide.get("/api/live")
        with house.context.session(read_only=True) as session:
            own = {k.source_id for k in list_write_keys(session) if k.node_id == places["east"]}
        assert heard == [frozenset(map(source_code, own))]


def jobs_of(house):
    with house.context.session(read_only=True) as session:
        return [ids.code("job", job) for job in session.scalars(select(JobRow.id))]
