import pytest

from siyu.kernel import clock, ids

pytestmark = pytest.mark.database


class TestTemplates:
    def test_mistakes_come_back_with_their_places(self, client):
        answer = client.post(
            "/api/templates", json={"name": "x", "text": "a\n{{ person.nam }}", "html": "<script>"}
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "template_faulty")
        places = [(p["part"], p["line"], p["column"]) for p in answer.json()["facts"]["problems"]]
        assert places == [("text", 2, 1), ("html", 1, 1)]

    @pytest.mark.parametrize("text", ["", None])
    def test_a_message_without_words_is_refused(self, client, text):
        answer = client.post(
            "/api/templates", json={"name": "x", "text": text or "", "subject": "s"}
        )
        assert answer.json()["code"] == "template_faulty"

    def test_preview_shows_what_a_person_would_read_and_what_is_missing(
        self, client, world, template
    ):
        world.traits = {3: {"name": "李华"}}
        person = ids.code("per", 3)
        seen = client.post(f"/api/templates/{template}/preview", json={"person_id": person}).json()
        assert seen["parts"]["text"] == "李华：https://shop.example.com/new"
        unsaved = client.post(
            "/api/templates/preview", json={"person_id": person, "text": "{{ traits.city }}!"}
        ).json()
        assert unsaved == {"parts": {"text": "!"}, "missing": ["traits.city"]}

    def test_change_archive_and_list(self, client, template):
        assert (
            client.patch(f"/api/templates/{template}", json={"text": "新"}).json()["text"] == "新"
        )
        broken = client.patch(f"/api/templates/{template}", json={"text": "{{"})
        assert broken.status_code == 422
        assert [t["text"] for t in client.get("/api/templates").json()["items"]] == ["新"]
        assert client.delete(f"/api/templates/{template}").status_code == 204
        assert client.get("/api/templates").json()["items"] == []

    def test_vocabulary_lists_what_an_editor_may_offer(self, client):
        found = client.get("/api/templates/vocabulary").json()
        assert "name" in found["person"] and "default" in found["filters"]

    def test_list_by_part_of_the_name_and_by_channel(self, client, template):
        assert len(client.get("/api/templates", params={"search": "上"}).json()["items"]) == 1
        for wrong in ({"search": "下"}, {"search": "%"}, {"kind": "smtp"}):
            assert client.get("/api/templates", params=wrong).json()["items"] == []

    def test_uses_name_the_campaigns_that_say_it(self, client, template, body):
        path = f"/api/templates/{template}/uses"
        assert client.get(path).json()["items"] == []
        made = client.post("/api/campaigns", json=body).json()
        found = client.get(path).json()["items"]
        assert [(use["id"], use["state"]) for use in found] == [(made["id"], "draft")]


class TestCampaigns:
    def test_a_story_from_draft_to_result(self, client, desk, world, body):
        world.members, world.refusing = list(range(1, 101)), {1, 2}
        made = client.post("/api/campaigns", json={**body, "holdout_percent": 20})
        assert made.status_code == 201, made.text
        path = f"/api/campaigns/{made.json()['id']}"
        check = client.get(f"{path}/checklist").json()
        assert (check["audience"], check["consented"], check["exact"]) == (100, 98, True)
        assert check["expected"] == 78
        assert check["warnings"] == ["no_goal", "no_quiet_hours", "sandbox_only"]
        assert client.post(f"{path}/start").json()["state"] == "scheduled"
        again = client.post(f"{path}/start")
        assert (again.status_code, again.json()["code"]) == (409, "campaign_in_other_state")
        desk.run()
        assert client.get(path).json()["state"] == "done"
        counts = client.get(f"{path}/result").json()
        assert counts["not_eligible"] == 2
        assert counts["counts"]["A"]["reached"]["delivered"] == counts["counts"]["A"]["people"]
        assert counts["counts"]["holdout"]["suppressed"] == {
            "holdout": 98 - counts["counts"]["A"]["people"]
        }

    def test_deliveries_page_by_person(self, client, desk, world, body):
        world.members = [3, 1, 2]
        made = client.post("/api/campaigns", json=body).json()
        path = f"/api/campaigns/{made['id']}"
        client.post(f"{path}/start")
        desk.run()
        first = client.get(f"{path}/deliveries", params={"limit": 2}).json()
        rest = client.get(
            f"{path}/deliveries", params={"limit": 2, "cursor": first["next_cursor"]}
        ).json()
        people = [item["person_id"] for item in first["items"] + rest["items"]]
        assert people == [ids.code("per", n) for n in (1, 2, 3)]
        none = client.get(f"{path}/deliveries", params={"state": "bounced"}).json()
        assert none["items"] == []

    def test_a_draft_can_be_changed_and_deleted_a_finished_one_cannot(
        self, client, desk, world, body
    ):
        made = client.post("/api/campaigns", json=body).json()
        path = f"/api/campaigns/{made['id']}"
        changed = client.put(path, json={**body, "name": "另一个", "holdout_percent": 5})
        assert changed.json()["name"] == "另一个", changed.text
        assert client.delete(path).status_code == 204
        assert client.get(path).status_code == 404
        other = client.post("/api/campaigns", json=body).json()
        path = f"/api/campaigns/{other['id']}"
        client.post(f"{path}/start")
        desk.run()
        assert client.put(path, json=body).status_code == 409
        assert client.delete(path).status_code == 409
        assert client.post(f"{path}/cancel").status_code == 409

    def test_pause_and_resume(self, client, desk, world, body, room):
        from siyu.messaging.workers import advance_campaigns

        world.members = [1]
        path = f"/api/campaigns/{client.post('/api/campaigns', json=body).json()['id']}"
        client.post(f"{path}/start")
        advance_campaigns(room), advance_campaigns(room)
        assert client.post(f"{path}/pause").json()["state"] == "paused"
        assert client.post(f"{path}/resume").json()["state"] == "running"
        assert client.post(f"{path}/cancel").json()["state"] == "cancelled"

    @pytest.mark.parametrize(
        "change",
        [
            {"name": "a\x00"},
            {"variants": [{"template_id": "tpl_zzzz"}]},
            {"holdout_percent": 91},
            {"per_minute": 2**70},
            {"caps": [{"count": 0, "days": 1}]},
            {"quiet": {"start": "08:00", "end": "08:00"}},
            {"quiet": {"start": "24:00", "end": "08:00"}},
            {"starts_at": "2026-11-22T10:00:00"},
            {"starts_at": "9999-12-31T23:59:59Z"},
            {"goal": {"event": "", "days": 7}},
            {"segment_id": "tpl_1"},
            {"segment_id": ids.code("seg", 99)},
            {"account_id": ids.code("chn", 2**62)},
        ],
    )
    def test_what_does_not_fit_is_refused_and_nothing_is_kept(self, client, body, change):
        answer = client.post("/api/campaigns", json={**body, **change})
        assert answer.status_code in (404, 422), answer.text
        assert client.get("/api/campaigns").json()["items"] == []

    def test_another_nodes_campaign_cannot_be_seen(self, client, door, body):
        from dataclasses import replace

        made = client.post("/api/campaigns", json=body).json()
        door.caller = replace(
            door.caller, all_nodes=frozenset(), permissions={"messaging.read": frozenset({9})}
        )
        assert client.get("/api/campaigns").json()["items"] == []
        for path in ("", "/checklist", "/result", "/deliveries"):
            assert client.get(f"/api/campaigns/{made['id']}{path}").status_code == 404

    def test_starting_needs_a_permission_of_its_own(self, client, door, body):
        from dataclasses import replace

        made = client.post("/api/campaigns", json=body).json()
        door.caller = replace(door.caller, all_nodes=frozenset({"messaging.manage"}))
        assert client.post(f"/api/campaigns/{made['id']}/start").status_code == 403

    def test_every_change_is_in_the_audit_log(self, client, room, body):
        from sqlalchemy import text

        made = client.post("/api/campaigns", json=body).json()
        client.post(f"/api/campaigns/{made['id']}/start")
        with room.session() as session:
            lines = session.execute(
                text("select action, target from organization_audit order by id")
            ).all()
        assert [tuple(line) for line in lines][-2:] == [
            ("campaigns.create", made["id"]),
            ("campaigns.start", made["id"]),
        ]

    def test_a_start_in_the_future_is_kept(self, client, body):
        at = clock.now().replace(microsecond=0, year=2030)
        made = client.post("/api/campaigns", json={**body, "starts_at": at.isoformat()}).json()
        assert made["starts_at"].startswith("2030")

    def test_a_draft_may_lack_its_message_but_cannot_start_without(self, client, body):
        made = client.post("/api/campaigns", json={**body, "variants": []})
        assert made.status_code == 201, made.text
        path = f"/api/campaigns/{made.json()['id']}"
        assert "no_variant" in client.get(f"{path}/checklist").json()["warnings"]
        answer = client.post(f"{path}/start")
        assert (answer.status_code, answer.json()["code"]) == (422, "campaign_not_ready")
        assert answer.json()["facts"] == {"problem": "no_variant", "about": ""}

    def test_one_that_waits_for_its_hour_cannot_lose_its_message(self, client, body):
        later = {**body, "starts_at": "2090-01-01T00:00:00Z"}
        path = f"/api/campaigns/{client.post('/api/campaigns', json=later).json()['id']}"
        client.post(f"{path}/start")
        assert client.put(path, json={**later, "variants": []}).status_code == 422
        assert len(client.get(path).json()["variants"]) == 1

    def test_a_draft_whose_template_was_put_away_says_so(self, client, body, template):
        path = f"/api/campaigns/{client.post('/api/campaigns', json=body).json()['id']}"
        client.delete(f"/api/templates/{template}")
        assert "template_gone" in client.get(f"{path}/checklist").json()["warnings"]
        facts = client.post(f"{path}/start").json()["facts"]
        assert facts == {"problem": "template_gone", "about": "A"}

    def test_list_by_part_of_the_name(self, client, body):
        made = client.post("/api/campaigns", json=body).json()
        found = client.get("/api/campaigns", params={"search": "召"}).json()["items"]
        assert [each["id"] for each in found] == [made["id"]]
        assert client.get("/api/campaigns", params={"search": "_"}).json()["items"] == []

    def test_deliveries_by_what_is_known_by_reason_and_by_variant(self, client, desk, world, body):
        world.members, world.refusing = list(range(1, 41)), {1}
        made = client.post("/api/campaigns", json={**body, "holdout_percent": 50}).json()
        path = f"/api/campaigns/{made['id']}"
        client.post(f"{path}/start")
        desk.run()

        def count(**wanted):
            answer = client.get(f"{path}/deliveries", params={"limit": 100, **wanted})
            assert answer.status_code == 200, answer.text
            return len(answer.json()["items"])

        held = count(variant="holdout")
        assert 0 < held < 39 and count(variant="A") == 39 - held
        assert count(learnt="sent") == count(learnt="delivered") == 39 - held
        assert (count(reason="holdout"), count(reason="no_consent")) == (held, 1)
        assert count(variant="nobody") == 0


class TestFigures:
    def test_count_people_by_how_far_they_came(self, client, desk, world, body):
        world.members = list(range(1, 31))
        made = client.post("/api/campaigns", json={**body, "holdout_percent": 50}).json()
        asked = {"campaign": made["id"]}
        before = client.get("/api/campaigns/figures", params=asked).json()["items"][0]
        assert (before["sent"], before["waiting"], before["converted"]) == (0, 0, None)
        client.post(f"/api/campaigns/{made['id']}/start")
        desk.run()
        after = client.get("/api/campaigns/figures", params=asked).json()["items"][0]
        arms = client.get(f"/api/campaigns/{made['id']}/result").json()["counts"]
        assert after["sent"] == after["delivered"] == arms["A"]["reached"]["sent"]
        assert after["suppressed"] == arms["holdout"]["people"]

    def test_of_another_node_are_left_out(self, client, door, body):
        from dataclasses import replace

        made = client.post("/api/campaigns", json=body).json()
        door.caller = replace(
            door.caller, all_nodes=frozenset(), permissions={"messaging.read": frozenset({9})}
        )
        answer = client.get("/api/campaigns/figures", params={"campaign": made["id"]})
        assert answer.json()["items"] == []


class TestTrial:
    def test_sends_one_message_that_counts_nowhere_and_is_audited(
        self, client, desk, world, body, room
    ):
        from sqlalchemy import text

        world.traits, world.refusing = {3: {"name": "李华"}}, {3}
        made = client.post("/api/campaigns", json=body).json()
        path = f"/api/campaigns/{made['id']}"
        sent = client.post(f"{path}/test", json={"person_id": ids.code("per", 3), "variant": "A"})
        assert (sent.status_code, sent.json()["outcome"]) == (200, "accepted"), sent.text
        desk.run()
        with room.session() as session:
            words = session.execute(text("select person_id from channels_phone_message")).all()
            action = session.scalar(
                text("select action from organization_audit order by id desc limit 1")
            )
        assert [tuple(each) for each in words] == [(3,)]
        assert action == "campaigns.test"
        assert client.get(f"{path}/deliveries").json()["items"] == []

    def test_says_for_what_the_person_has_no_value(self, client, desk, body):
        template = ids.code("tpl", desk.template(text="{{ traits.city }}!"))
        variants = [{"name": "B", "template_id": template}]
        made = client.post("/api/campaigns", json={**body, "variants": variants}).json()
        sent = client.post(
            f"/api/campaigns/{made['id']}/test", json={"person_id": ids.code("per", 3)}
        )
        assert sent.json()["missing"] == ["traits.city"]

    @pytest.mark.parametrize(
        ("change", "asked", "code"),
        [
            ({"variants": []}, {}, "campaign_not_ready"),
            ({}, {"variant": "Z"}, "campaign_not_ready"),
            ({}, {"person_id": ids.code("per", 9)}, "person_not_found"),
        ],
    )
    def test_refuses_what_it_cannot_send(self, client, world, body, change, asked, code):
        world.erased = {9}
        made = client.post("/api/campaigns", json={**body, **change}).json()
        answer = client.post(
            f"/api/campaigns/{made['id']}/test", json={"person_id": ids.code("per", 3), **asked}
        )
        assert answer.json()["code"] == code

    def test_needs_the_permission_to_send_at_the_campaigns_node(self, client, door, body):
        from dataclasses import replace

        made = client.post("/api/campaigns", json=body).json()
        asked = {"person_id": ids.code("per", 3)}
        door.caller = replace(
            door.caller, all_nodes=frozenset(), permissions={"messaging.send": frozenset({9})}
        )
        assert client.post(f"/api/campaigns/{made['id']}/test", json=asked).status_code == 404
        door.caller = replace(door.caller, permissions={}, all_nodes=frozenset({"messaging.read"}))
        assert client.post(f"/api/campaigns/{made['id']}/test", json=asked).status_code == 403


class TestUses:
    def test_an_account_knows_the_campaigns_that_have_not_ended(self, room, desk):
        from siyu.messaging.blocks import campaigns_on_account

        account = desk.account()
        campaign = desk.draft(account)
        with room.session() as session:
            uses = campaigns_on_account(session, account)
        assert [use.code for use in uses] == [ids.code("cmp", campaign)]
        with room.session() as session:
            assert campaigns_on_account(session, desk.account()) == []
