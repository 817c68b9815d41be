"""An operator's way through an import, over HTTP; jobs run when the test runs them."""

import csv
import io

import pytest
from sqlalchemy import select

from siyu.app.house import House
from siyu.kernel.jobs import JobRow, JobState, requested_jobs, run_job, stop_job
from siyu.warehouse import Warehouse
from tests.imports.loading import load

ORDERS = b"order_id,customer,date,sku,qty,price\n1,c1,2024-01-01,s,2,3.125\n2,c1,2024-01-02,s,1,10\nbad,c1,never,s,1,10\n"


def run_jobs(house: House) -> None:
    with house.context.session() as session:
        wanted = [row.id for row in requested_jobs(session)]
    for job_id in wanted:
        run_job(house.context, house.jobs, job_id)


def upload(api, content: bytes, kind: str = "orders", name: str = "orders.csv", **form):
    return api.post("/api/imports", files={"file": (name, content)}, data={"kind": kind, **form})


class TestUpload:
    def test_says_what_the_file_is_and_imports_nothing(self, api, house):
        reply = upload(api, ORDERS)
        assert reply.status_code == 201, reply.text
        body = reply.json()
        assert body["id"].startswith("imp_")
        assert (body["state"], body["title"], body["missing"]) == ("new", "orders.csv", [])
        assert body["mapping"]["columns"]["order_id"] == "order_id"
        assert body["reading"] == {
            "format": "csv",
            "packed": "",
            "encoding": "utf-8",
            "delimiter": ",",
            "header": True,
            "sheet": "",
        }

    def test_samples_of_personal_columns_are_masked(self, api):
        body = upload(api, "手机号,姓名,城市\n13800138000,李华,上海\n".encode(), "people").json()
        samples = {column["name"]: column["samples"] for column in body["columns"]}
        assert samples == {"手机号": ["1***0"], "姓名": ["***"], "城市": ["上海"]}

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file_empty"),
            (b"%PDF-1.7 x", "file_unreadable"),
            (b"PK\x03\x04", "file_unreadable"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "file_unreadable"),
            ("<html><body>登录已过期</body></html>".encode(), "file_unreadable"),
        ],
    )
    def test_what_cannot_be_read_is_refused_and_not_kept(self, api, settings, content, code):
        reply = upload(api, content)
        assert (reply.status_code, reply.json()["code"]) == (422, code)
        assert list((settings.home / "files").iterdir()) == []

    def test_a_file_that_is_too_large_is_refused_before_it_is_read(self, api):
        reply = api.post(
            "/api/imports",
            content=b"x",
            headers={
                "Content-Length": str(5 << 30),
                "Content-Type": "multipart/form-data; boundary=x",
            },
        )
        assert (reply.status_code, reply.json()["code"]) == (413, "file_too_large")

    def test_a_stranger_may_not(self, api):
        reply = api.post(
            "/api/imports",
            files={"file": ("a", ORDERS)},
            data={"kind": "orders"},
            headers={"Authorization": "Bearer nobody"},
        )
        assert reply.status_code == 401

    def test_an_unknown_source_is_told(self, api):
        reply = upload(api, ORDERS, source_id="src_1")
        assert (reply.status_code, reply.json()["code"]) == (404, "source_not_found")


class TestKind:
    @pytest.mark.parametrize(
        ("header", "kind"),
        [
            ("order_id,customer,date,sku,qty,price", "orders"),
            ("订单号,手机号,下单时间,实付金额", "orders"),
            ("手机号,姓名,性别,生日,城市,标签", "people"),
            ("event_time,event_type,product_id,price,user_id", "events"),
            ("会员号,标签,有效期", "tags"),
            ("日期,媒体,计划名称,消耗,展现量,点击量", "ad_spend"),
            ("x,y", "people"),
        ],
    )
    def test_is_guessed_by_the_columns(self, api, header, kind):
        width = header.count(",") + 1
        content = f"{header}\n{','.join(['1'] * width)}\n".encode()
        reply = api.post("/api/imports", files={"file": ("a.csv", content)})
        assert (reply.status_code, reply.json()["kind"]) == (201, kind)

    def test_an_operator_knows_better(self, api):
        path = f"/api/imports/{upload(api, ORDERS).json()['id']}"
        changed = api.patch(path, json={"kind": "people"}).json()
        assert (changed["kind"], changed["state"]) == ("people", "new")
        assert changed["mapping"]["columns"]["customer_id"] == "customer"
        assert api.get(path).json()["kind"] == "people"


class TestFirstRows:
    def test_are_shown_with_personal_columns_masked(self, api):
        content = "手机号,姓名,城市\n13800138000,李华,上海\n,王五,\n".encode()
        body = upload(api, content, "people").json()
        assert body["sample_rows"] == [["1***0", "***", "上海"], ["", "***", ""]]


class TestLimits:
    def test_are_told(self, api):
        limits = api.get("/api/imports/limits").json()
        assert limits["upload_bytes_max"] == 4 << 30
        assert {"utf-8", "gb18030"} <= set(limits["encodings"])
        assert "," in limits["delimiters"]


class TestRejects:
    def test_are_paged_and_told_by_kind(self, api, house):
        rows = ["order_id,date,qty,price"]
        rows += [f'{n},{"never" if n % 2 else "2024-01-01"},1,"1{chr(10)}x"' for n in range(10)]
        path = f"/api/imports/{upload(api, chr(10).join(rows).encode()).json()['id']}"
        api.post(f"{path}/dry-run")
        run_jobs(house)
        found, cursor = [], None
        while True:
            page = api.get(
                f"{path}/rejects/rows", params={"limit": 3} | ({"cursor": cursor} if cursor else {})
            ).json()
            found += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert [item["row"] for item in found] == list(range(1, 11))
        assert found[0]["cells"] == ["0", "2024-01-01", "1", "1\nx"]
        assert found[0]["code"] == "number_malformed"
        assert found[1]["title"]["zh"] == "时间无法识别"
        only = api.get(f"{path}/rejects/rows", params={"code": "time_malformed", "limit": 5}).json()
        assert [item["row"] for item in only["items"]] == [2, 4, 6, 8, 10]
        assert only["next_cursor"] is None

    def test_there_are_none_before_a_check(self, api):
        path = f"/api/imports/{upload(api, ORDERS).json()['id']}"
        reply = api.get(f"{path}/rejects/rows")
        assert (reply.status_code, reply.json()["code"]) == (404, "rejects_gone")


class TestWay:
    def test_dry_run_start_report_rejects(self, api, house):
        path = f"/api/imports/{upload(api, ORDERS).json()['id']}"
        assert api.post(f"{path}/dry-run").json()["state"] == "checking"
        run_jobs(house)
        checked = api.get(path).json()
        assert checked["state"] == "checked"
        assert (
            checked["report"]["rows"],
            checked["report"]["rejected"],
            checked["sent_items"],
        ) == (3, 1, 0)
        assert checked["report"]["findings"] == [
            {
                "code": "time_malformed",
                "title": {"en": "Time cannot be read", "zh": "时间无法识别"},
                "severity": "rejected",
                "count": 1,
                "first_rows": [3],
            }
        ]
        rejects = list(
            csv.reader(io.StringIO(api.get(f"{path}/rejects").content.decode("utf-8-sig")))
        )
        assert rejects[1] == [
            "3",
            "time_malformed",
            "Time cannot be read",
            "bad",
            "c1",
            "never",
            "s",
            "1",
            "10",
        ]

        assert checked["task"] == "check"
        assert api.post(f"{path}/start").status_code == 202
        run_jobs(house)
        done = api.get(path).json()
        assert done["task"] == "import"
        assert (done["state"], done["report"]["sent"], done["report"]["total"]) == (
            "done",
            2,
            "16.25",
        )
        load(house.context)
        assert house.context.get(Warehouse).value(
            "SELECT sum(revenue) FROM events"
        ) == pytest.approx(16.25)
        assert list((house.settings.home / "files").iterdir()) == [], (
            "an upload goes once it is imported"
        )

    def test_the_same_file_again_brings_nothing_and_the_mapping_is_remembered(self, api, house):
        first = upload(api, ORDERS).json()
        mapping = first["mapping"]
        mapping["options"]["currency"] = "GBP"
        mapping["columns"].pop("sku")
        assert (
            api.patch(f"/api/imports/{first['id']}", json={"mapping": mapping}).json()["mapping"]
            == mapping
        )
        api.post(f"/api/imports/{first['id']}/start")
        run_jobs(house)
        again = upload(api, ORDERS).json()
        assert again["mapping"] == mapping
        api.post(f"/api/imports/{again['id']}/start")
        run_jobs(house)
        report = api.get(f"/api/imports/{again['id']}").json()["report"]
        assert (report["sent"], report["already_there"]) == (0, 2)
        saved = api.get("/api/imports/mappings").json()["items"]
        assert [one["mapping"] for one in saved] == [mapping]
        assert api.delete(f"/api/imports/mappings/{saved[0]['id']}").status_code == 204
        assert api.get("/api/imports/mappings").json()["items"] == []

    def test_a_changed_order_is_reported_and_corrected(self, api, house):
        for content in (ORDERS, ORDERS.replace(b"s,2,3.125", b"s,4,3.125")):
            path = f"/api/imports/{upload(api, content).json()['id']}"
            api.post(f"{path}/start")
            run_jobs(house)
        report = api.get(path).json()["report"]
        assert (report["sent"], report["already_there"], report["corrected"]) == (0, 1, 1)
        assert {f["code"]: f["count"] for f in report["findings"]}["order_changed"] == 1
        load(house.context)
        assert house.context.get(Warehouse).value(
            "SELECT sum(revenue) FROM events"
        ) == pytest.approx(22.5)

    def test_pause_cancel_and_what_does_not_fit_the_state(self, api, house):
        path = f"/api/imports/{upload(api, ORDERS).json()['id']}"
        assert api.post(f"{path}/pause").json()["code"] == "import_not_ready"
        assert api.post(f"{path}/resume").json()["code"] == "import_not_ready"
        api.post(f"{path}/start")
        assert api.post(f"{path}/start").json()["code"] == "import_not_ready"
        assert api.patch(path, json={"mapping": {"columns": {}, "options": {}}}).status_code == 409
        assert api.post(f"{path}/pause").json()["state"] == "paused"
        run_jobs(house)
        assert api.get(path).json()["sent_items"] == 0
        assert api.post(f"{path}/resume").json()["state"] == "running"
        assert api.post(f"{path}/cancel").json()["state"] == "cancelled"
        run_jobs(house)
        assert api.get(path).json()["sent_items"] == 0
        assert api.post(f"{path}/start").json()["state"] == "running", (
            "a cancelled import may be taken up again"
        )
        run_jobs(house)
        assert api.get(path).json()["state"] == "done"
        assert api.post(f"{path}/start").status_code == 409

    def test_cancelled_among_the_jobs_it_is_cancelled_here(self, api, house):
        path = f"/api/imports/{upload(api, ORDERS).json()['id']}"
        api.post(f"{path}/start")
        with house.context.session() as session:
            job = session.scalars(select(JobRow).order_by(JobRow.id.desc())).first()
            stop_job(session, job.id, JobState.paused)
            stop_job(session, job.id, JobState.cancelled)
            assert job.finished_at
        assert api.get(path).json()["state"] == "cancelled"
        assert api.post(f"{path}/start").json()["state"] == "running"
        run_jobs(house)
        assert api.get(path).json()["state"] == "done"

    def test_a_job_that_fails_says_why_and_goes_on_later(self, api, house):
        body = upload(api, ORDERS).json()
        path = f"/api/imports/{body['id']}"
        [stored] = (house.settings.home / "files").iterdir()
        away = stored.rename(stored.with_suffix(".away"))
        api.post(f"{path}/start")
        run_jobs(house)
        failed = api.get(path).json()
        assert failed["state"] == "failed"
        assert "file_gone" in failed["error"]
        away.rename(stored)
        api.post(f"{path}/resume")
        run_jobs(house)
        assert api.get(path).json()["state"] == "done"

    def test_another_reading_looks_at_the_file_again(self, api):
        body = upload(api, "订单号;时间;金额\n1;2024-01-01;2\n".encode("gbk")).json()
        reading = body["reading"] | {"encoding": "utf-16-le"}
        changed = api.patch(f"/api/imports/{body['id']}", json={"reading": reading}).json()
        assert changed["reading"]["encoding"] == "utf-16-le"
        assert changed["missing"]
        back = api.patch(f"/api/imports/{body['id']}", json={"reading": body["reading"]}).json()
        assert back["missing"] == []

    @pytest.mark.parametrize(
        "change",
        [
            {"reading": {"format": "csv", "encoding": "zip"}},
            {"reading": {"format": "csv", "encoding": "nonsense\x00"}},
            {"reading": {"format": "csv", "delimiter": "\n"}},
            {"reading": {"format": "parquet"}},
            {"reading": {"format": "csv", "packed": "gzip"}},
            {"mapping": {"columns": {"order_id": "nowhere"}}},
            {"mapping": {"columns": {"nonsense": "order_id"}}},
            {"mapping": {"columns": {"property:\x00": "order_id"}}},
            {"mapping": {"columns": {}, "options": {"time_zone": "Mars/Olympus"}}},
            {"mapping": {"columns": {}, "options": {"time_zone": "../../etc/passwd"}}},
            {"mapping": {"columns": {}, "options": {"currency": "yuan"}}},
            {"mapping": {"columns": {}, "options": {"cancellation_prefix": "x" * 21}}},
            {"mapping": {"columns": {}, "options": {"tag_group": "\x00"}}},
        ],
    )
    def test_what_does_not_exist_is_refused(self, api, change):
        reply = api.patch(f"/api/imports/{upload(api, ORDERS).json()['id']}", json=change)
        assert reply.status_code == 422, reply.text

    def test_lists_newest_first_and_by_kind(self, api):
        ids = [upload(api, ORDERS).json()["id"] for _ in range(3)]
        page = api.get("/api/imports", params={"limit": 2}).json()
        assert [one["id"] for one in page["items"]] == ids[:0:-1]
        rest = api.get("/api/imports", params={"limit": 2, "cursor": page["next_cursor"]}).json()
        assert [one["id"] for one in rest["items"]] == ids[:1]
        assert api.get("/api/imports", params={"kind": "people"}).json()["items"] == []
        assert api.get("/api/imports/imp_zz").json()["code"] == "import_not_found"

    def test_every_kind_tells_its_fields(self, api):
        kinds = {kind["kind"]: kind for kind in api.get("/api/imports/kinds").json()}
        assert set(kinds) == {"people", "events", "orders", "tags", "ad_spend"}
        assert {"time"} == {f["name"] for f in kinds["orders"]["fields"] if f["needed"]}
