"""Who got a campaign, as a file."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from siyu.kernel import ids
from siyu.kernel.clock import frozen
from siyu.kernel.jobs import JobRow, requested_jobs, run_job
from siyu.messaging import delivery_export
from siyu.messaging.manifest import MODULE
from siyu.messaging.models import DeliveryRow

pytestmark = pytest.mark.database


@pytest.fixture
def room(room):
    return room


@pytest.fixture
def exporter(door):
    """Who may export, and see contacts in clear."""
    more = {"messaging.export", "people.read"}
    door.caller = replace(door.caller, all_nodes=door.caller.all_nodes | more)
    return door


@pytest.fixture
def sent(client, desk, world, body, exporter):
    """The address of a campaign that is over: most got it, one never agreed, half are held out."""
    world.members, world.refusing = list(range(1, 41)), {1}
    with frozen(datetime(2026, 11, 27, 1, 30, tzinfo=UTC)):
        made = client.post("/api/campaigns", json={**body, "holdout_percent": 50}).json()
        client.post(f"/api/campaigns/{made['id']}/start")
        desk.run()
    return f"/api/campaigns/{made['id']}"


@pytest.fixture
def export(client, room):
    """Ask for a file, let the jobs work, and read it."""

    def ask(path, **asked):
        answer = client.post(f"{path}/deliveries/exports", json=asked)
        assert answer.status_code == 202, answer.text
        work(room)
        address = f"{path}/deliveries/exports/{answer.json()['id']}"
        told = client.get(address).json()
        assert told["state"] == "done", told
        reply = client.get(f"{address}/file")
        assert reply.status_code == 200, reply.text
        rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
        assert told["done"] == told["total"] == len(rows) - 1
        return rows

    return ask


def work(room):
    with room.session() as session:
        waiting = [row.id for row in requested_jobs(session)]
    for job_id in waiting:
        run_job(room, {job.name: job for job in MODULE.jobs}, job_id)


class TestTheFile:
    def test_says_of_everyone_how_it_went_and_when_in_business_time(self, sent, export, room):
        titles, *rows = export(sent)
        assert titles[:5] == ["客户", "版本", "状态", "没有发的原因", "发出时间"]
        assert [row[0] for row in rows] == [ids.code("per", person) for person in range(1, 41)]
        by_person = {row[0]: dict(zip(titles, row, strict=True)) for row in rows}
        refused = by_person[ids.code("per", 1)]
        assert (refused["状态"], refused["没有发的原因"]) == ("没有发", "没有同意接收")
        held = [row for row in by_person.values() if row["版本"] == "对照组"]
        got = [row for row in by_person.values() if row["发出时间"]]
        assert len(held) + len(got) == 39 and held and got
        assert {row["没有发的原因"] for row in held} == {"留作对照"}
        assert {row["发出时间"] for row in got} == {"2026-11-27 09:30:00"}

    def test_holds_only_those_asked_for_in_the_language_asked_for(self, sent, export):
        titles, *rows = export(sent, variant="holdout", language="en")
        assert titles[:4] == ["Person", "Version", "State", "Why not sent"]
        assert {tuple(row[1:4]) for row in rows} == {("Hold-out", "Not sent", "Held out")}
        assert len(export(sent, reason="no_consent")) == 2
        assert len(export(sent, learnt="sent")) + len(rows) == 40

    def test_is_the_same_however_few_are_read_at_once(self, sent, export, monkeypatch):
        whole = export(sent)
        monkeypatch.setattr(delivery_export, "PEOPLE_AT_ONCE", 7)
        assert export(sent, language="zh") == whole
        monkeypatch.setattr(delivery_export, "PEOPLE_AT_ONCE", 20)
        assert export(sent, state=None) == whole

    def test_holds_no_formula(self, sent, export, room, world):
        world.names = {2: '=HYPERLINK("https://evil.example.com")'}
        with room.session() as session:
            row = session.scalars(select(DeliveryRow).where(DeliveryRow.person_id == 2)).one()
            row.problem = "@SUM(A1)"
        rows = {row[0]: row for row in export(sent, contacts=["name"], reveal=True)}
        told = rows[ids.code("per", 2)]
        assert told[1] == '\'=HYPERLINK("https://evil.example.com")'
        assert told[-1] == "'@SUM(A1)"

    def test_masks_contacts_unless_they_are_revealed(self, sent, export, world):
        world.names = {2: "李华"}
        world.addresses = {2: "li@example.com"}
        masked = {row[0]: row[1:3] for row in export(sent, contacts=["name", "email"])}
        assert masked[ids.code("per", 2)] == ["masked name", "masked email"]
        clear = {row[0]: row[1:3] for row in export(sent, contacts=["name", "email"], reveal=True)}
        assert clear[ids.code("per", 2)] == ["李华", "li@example.com"]
        assert clear[ids.code("per", 3)] == ["", ""]


class TestWhoMay:
    def ask(self, client, sent, **asked):
        return client.post(f"{sent}/deliveries/exports", json=asked)

    def test_reading_is_not_exporting(self, client, sent, door):
        door.caller = replace(door.caller, all_nodes=frozenset({"messaging.read"}))
        assert self.ask(client, sent).status_code == 403

    @pytest.mark.parametrize(
        ("lacking", "asked"),
        [
            ("people.read", {"contacts": ["phone"]}),
            ("people.reveal", {"contacts": ["phone"], "reveal": True}),
        ],
    )
    def test_contacts_need_permissions_of_their_own(self, client, sent, door, lacking, asked):
        door.caller = replace(door.caller, all_nodes=door.caller.all_nodes - {lacking})
        answer = self.ask(client, sent, **asked)
        assert (answer.status_code, answer.json()["facts"]) == (403, {"permission": lacking})

    def test_contacts_need_them_where_the_campaign_is(self, client, sent, door):
        held = door.caller.all_nodes - {"people.reveal"}
        door.caller = replace(
            door.caller, all_nodes=held, permissions={"people.reveal": frozenset({1})}
        )
        answer = self.ask(client, sent, contacts=["phone"], reveal=True)
        assert answer.json()["code"] == "permission_missing"

    def test_the_file_is_for_who_asked_and_under_its_own_campaign(
        self, client, sent, door, room, body
    ):
        job = self.ask(client, sent).json()["id"]
        work(room)
        other = client.post("/api/campaigns", json=body).json()["id"]
        astray = f"/api/campaigns/{other}/deliveries/exports/{job}"
        assert client.get(astray).json()["code"] == "job_not_found"
        door.caller = replace(door.caller, actor="staff:2")
        for address in (
            f"{sent}/deliveries/exports/{job}",
            f"{sent}/deliveries/exports/{job}/file",
        ):
            assert client.get(address).json()["code"] == "job_not_found"

    def test_every_export_is_in_the_audit_log(self, client, sent, room):
        self.ask(client, sent, state="bounced", contacts=["phone"])
        with room.session() as session:
            action, after = session.execute(
                text("select action, after from organization_audit order by id desc limit 1")
            ).one()
        assert action == "campaigns.export"
        assert "bounced" in str(after) and "phone" in str(after)


class TestErasure:
    def test_takes_finished_files_away(self, client, sent, room):
        from siyu.messaging.reactions import forget_person
        from siyu.people import PersonErased

        job = client.post(f"{sent}/deliveries/exports", json={}).json()["id"]
        work(room)
        address = f"{sent}/deliveries/exports/{job}/file"
        assert client.get(address).status_code == 200
        with room.session() as session:
            forget_person(session, PersonErased(person_id=2, node_ids=[2]), room)
        assert client.get(address).json()["code"] == "file_gone"
        with room.session(read_only=True) as session:
            assert session.scalars(select(JobRow.result)).all() == [{}]
