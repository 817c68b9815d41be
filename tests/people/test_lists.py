"""Lists of people sorted by time, and what is done with everybody whom a search finds."""

import csv
from datetime import timedelta

import pytest

from siyu.kernel import ids
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRow, run_job
from siyu.people.bulk_tagging import TAGGING_JOB
from siyu.people.list_export import LIST_EXPORT_JOB

from .conftest import START, code, says


@pytest.fixture
def run(house):
    """Run a job of this name now."""

    def run(job_code):
        run_job(house.context, house.jobs, ids.number("job", job_code))

    return run


def listed(api, **params):
    return [one["id"] for one in api.get("/api/people", params=params).json()["items"]]


class TestOrder:
    def test_by_last_and_first_seen_both_ways(self, api, resolve):
        a, b, c = resolve(says(300, user_id="a"), says(100, user_id="b"), says(200, user_id="c"))
        assert listed(api, order="last_seen") == [code(a), code(c), code(b)]
        assert listed(api, order="last_seen", ascending=True) == [code(b), code(c), code(a)]
        assert listed(api, order="first_seen") == [code(a), code(c), code(b)]
        resolve(says(900, user_id="b"))
        assert listed(api, order="last_seen")[0] == code(b)
        assert listed(api, order="first_seen")[-1] == code(b)

    def test_a_merged_person_stands_once_where_the_latest_of_them_was_seen(self, api, resolve):
        first, other, late = resolve(
            says(1, user_id="a"), says(2, email="a@x.cn"), says(50, user_id="z")
        )
        resolve(says(3, user_id="a", email="a@x.cn"))
        resolve(says(100, email="a@x.cn"))
        assert listed(api, order="last_seen") == [code(first), code(late)]
        assert listed(api, order="first_seen", ascending=True) == [code(first), code(late)]
        assert code(other) not in listed(api, order="last_seen")

    @pytest.mark.parametrize("ascending", [False, True])
    @pytest.mark.parametrize("order", ["last_seen", "first_seen"])
    def test_pages_through_everybody_once_though_times_are_equal(
        self, api, resolve, order, ascending
    ):
        resolve(*(says(n % 3, f"m{n}", user_id=f"u{n}") for n in range(25)))
        seen, cursor = [], None
        while True:
            params = {"limit": 7, "order": order, "ascending": ascending}
            page = api.get("/api/people", params=params | ({"cursor": cursor} if cursor else {}))
            seen += [person["id"] for person in page.json()["items"]]
            cursor = page.json()["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == page.json()["total"] == 25

    def test_a_cursor_of_another_order_is_refused(self, api, resolve):
        resolve(*(says(n, user_id=f"u{n}") for n in range(3)))
        cursor = api.get("/api/people", params={"limit": 1}).json()["next_cursor"]
        reply = api.get("/api/people", params={"cursor": cursor, "order": "last_seen"})
        assert (reply.status_code, reply.json()["code"]) == (422, "malformed_cursor")


class TestFilters:
    def test_by_all_of_several_tags(self, api, resolve):
        a, b = resolve(says(1, user_id="a"), says(2, user_id="b"))
        tags = [
            api.post(f"/api/people/{code(one)}/tags", json={"name": name}).json()["id"]
            for one, name in ((a, "甲"), (b, "甲"), (b, "乙"))
        ]
        assert listed(api, tag_id=[tags[0]]) == [code(b), code(a)]
        assert listed(api, tag_id=[tags[0], tags[2]]) == [code(b)]

    def test_by_ids_absorbed_ones_too(self, api, resolve):
        a, b, c = resolve(says(1, user_id="a"), says(2, email="a@x.cn"), says(3, user_id="c"))
        resolve(says(4, user_id="a", email="a@x.cn"))
        assert listed(api, person_id=[code(b), code(c)]) == [code(c), code(a)]


class TestTagging:
    def test_everybody_whom_a_search_finds_and_off_again(self, api, resolve, run):
        nodes = resolve(*(says(n, user_id=f"u{n}") for n in range(30)))
        resolve(says(40, anonymous_id="visitor"))
        tag = api.post("/api/tags", json={"name": "老客"}).json()["id"]
        body = {"search": {"state": "known"}, "tag_id": tag}
        asked = api.post("/api/people/taggings", json=body)
        assert asked.status_code == 202, asked.text
        run(asked.json()["id"])
        told = api.get(f"/api/people/taggings/{asked.json()['id']}").json()
        assert (told["state"], told["done"], told["changed"]) == ("done", 30, 30)
        assert len(listed(api, tag_id=[tag])) == 30
        some = {"search": {"person_ids": [code(one) for one in nodes[:10]]}, "tag_id": tag}
        again = api.post("/api/people/taggings", json={**some, "remove": True}).json()
        run(again["id"])
        assert len(listed(api, tag_id=[tag])) == 20

    def test_the_text_asked_for_stands_sealed(self, api, house, run):
        api.post("/api/people", json={"traits": {"name": "李雷", "phone": "13900139001"}})
        tag = api.post("/api/tags", json={"name": "找到"}).json()["id"]
        body = {"search": {"query": "13900139001"}, "tag_id": tag}
        job = api.post("/api/people/taggings", json=body).json()["id"]
        with house.context.session() as session:
            assert "13900139001" not in str(session.get(JobRow, ids.number("job", job)).arguments)
        run(job)
        assert len(listed(api, tag_id=[tag])) == 1
        log = api.get("/api/audit", params={"action": "people.tag_found"})
        assert "13900139001" not in log.text

    def test_of_no_tag_is_404(self, api):
        body = {"search": {}, "tag_id": ids.code("tag", 999)}
        reply = api.post("/api/people/taggings", json=body)
        assert (reply.status_code, reply.json()["code"]) == (404, "tag_not_found")


class TestExport:
    def read(self, api, job):
        text = api.get(f"/api/people/exports/{job}/file").content.decode("utf-8-sig")
        return list(csv.reader(text.splitlines()))

    def test_is_masked_unless_asked_in_clear(self, api, run):
        api.post(
            "/api/people",
            json={"traits": {"name": "张小明", "phone": "13800138000", "email": "ming@x.cn"}},
        )
        columns = ["name", "phone", "email", "state"]
        masked = api.post("/api/people/exports", json={"search": {}, "columns": columns}).json()
        clear = api.post(
            "/api/people/exports",
            json={"search": {}, "columns": columns, "reveal": True, "language": "en"},
        ).json()
        run(masked["id"])
        run(clear["id"])
        head, row = self.read(api, masked["id"])
        assert head == ["客户", "姓名", "手机", "邮箱", "状态"]
        assert row[1:] == ["张**", "138****8000", "m***@x.cn", "known"]
        head, row = self.read(api, clear["id"])
        assert head[1:3] == ["Name", "Phone"]
        assert row[1:4] == ["张小明", "'+8613800138000", "ming@x.cn"]
        log = api.get("/api/audit", params={"action": "people.export_found"}).json()["items"]
        assert [line["after"]["reveal"] for line in log] == [True, False]

    def test_holds_tags_and_worth_of_those_found(self, api, resolve, run):
        (a,) = resolve(says(1, user_id="a"))
        api.post(f"/api/people/{code(a)}/tags", json={"name": "=1+1"})
        body = {"search": {"query": "a"}, "columns": ["tags", "orders", "nodes"]}
        job = api.post("/api/people/exports", json=body).json()["id"]
        run(job)
        _, row = self.read(api, job)
        assert row == [code(a), "'=1+1", "", ""]

    def test_is_not_there_before_it_is_done(self, api):
        job = api.post("/api/people/exports", json={"search": {}, "columns": ["name"]}).json()
        reply = api.get(f"/api/people/exports/{job['id']}/file")
        assert (reply.status_code, reply.json()["code"]) == (409, "export_not_ready")

    def test_goes_when_somebody_is_erased(self, api, house, resolve, run):
        (a,) = resolve(says(1, user_id="a"))
        job = api.post("/api/people/exports", json={"search": {}, "columns": ["name"]}).json()["id"]
        run(job)
        with house.context.session() as session:
            name = session.get(JobRow, ids.number("job", job)).result["file"]
        path = house.context.get(Files).path(name)
        run(api.post(f"/api/people/{code(a)}/erasure", json={"reason": "asked"}).json()["id"])
        assert not path.exists()

    @pytest.mark.parametrize("name", [TAGGING_JOB, LIST_EXPORT_JOB])
    def test_work_of_another_is_not_there(self, api, house, name):
        with house.context.session() as session:
            row = JobRow(
                name=name,
                key=name,
                arguments={},
                state="done",
                requested_by="staff:9",
                requested_at=START,
                finished_at=START + timedelta(minutes=1),
            )
            session.add(row)
            session.flush()
            job = ids.code("job", row.id)
        kind = "taggings" if name == TAGGING_JOB else "exports"
        reply = api.get(f"/api/people/{kind}/{job}")
        assert (reply.status_code, reply.json()["code"]) == (404, "list_job_not_found")
