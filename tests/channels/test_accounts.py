import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from siyu.channels import add_account, require_account
from siyu.channels.accounts import note_failure, note_success
from siyu.kernel import clock

pytestmark = pytest.mark.database

SMTP = {
    "kind": "smtp",
    "name": "News",
    "options": {"host": "mail.example.com", "from_address": "news@example.com"},
    "credentials": {"username": "news", "password": "s3cret-Pass"},
}


class TestOpenAccount:
    def test_never_answers_a_secret_and_seals_it_at_rest(self, client, context):
        made = client.post("/api/channel-accounts", json=SMTP)
        assert made.status_code == 201, made.text
        assert made.json()["credentials_set"] == ["password", "username"]
        assert made.json()["channel"] == "email"
        assert made.json()["options"]["port"] == 587
        for path in ("/api/channel-accounts", f"/api/channel-accounts/{made.json()['id']}"):
            assert "s3cret" not in client.get(path).text
        with context.session() as session:
            stored = session.execute(text("select * from channels_account")).one()
            audit = session.execute(text("select * from organization_audit")).all()
        assert "s3cret" not in str(stored) and audit and "s3cret" not in str(audit)

    @pytest.mark.parametrize(
        ("change", "at"),
        [
            ({"options": {}}, "options"),
            ({"options": {**SMTP["options"], "port": 0}}, "options.port"),
            ({"options": {**SMTP["options"], "colour": 1}}, "options"),
            ({"options": {**SMTP["options"], "from_address": "a@b"}}, "options.from_address"),
            (
                {"options": {**SMTP["options"], "from_address": "a@b.cn\r\nBcc: x@y.cn"}},
                "options.from_address",
            ),
            ({"options": {**SMTP["options"], "from_name": "A\r\nBcc: x"}}, "options.from_name"),
            ({"options": {**SMTP["options"], "security": "none"}}, "options.security"),
            ({"credentials": {"username": "only"}}, "credentials"),
        ],
    )
    def test_refuses_options_that_do_not_fit_and_says_where(self, client, change, at):
        answer = client.post("/api/channel-accounts", json={**SMTP, **change})
        assert answer.status_code == 422
        assert answer.json()["code"] == "options_refused"
        assert answer.json()["facts"]["at"] == at

    def test_a_refused_credential_is_not_quoted_back(self, client):
        answer = client.post(
            "/api/channel-accounts", json={**SMTP, "credentials": {"passwrd": "hunter2"}}
        )
        assert answer.status_code == 422 and "hunter2" not in answer.text

    def test_a_kind_nobody_offers_is_not_found(self, client):
        answer = client.post("/api/channel-accounts", json={**SMTP, "kind": "pigeon"})
        assert (answer.status_code, answer.json()["code"]) == (404, "block_not_found")

    def test_nul_in_text_is_refused_not_stored(self, client):
        answer = client.post("/api/channel-accounts", json={**SMTP, "name": "a\x00b"})
        assert answer.status_code == 422


class TestChangeAccount:
    def test_keeps_the_secrets_it_is_not_told_about(self, client, context, blocks):
        code = client.post("/api/channel-accounts", json=SMTP).json()["id"]
        changed = client.patch(
            f"/api/channel-accounts/{code}", json={"credentials": {"password": "other-Pass"}}
        )
        assert changed.status_code == 200, changed.text
        with context.session() as session:
            account = require_account(session, blocks, 1)
        assert account.credentials == {"username": "news", "password": "other-Pass"}
        assert "other-Pass" not in repr(account)

    def test_archiving_wipes_the_secrets(self, client, context):
        code = client.post("/api/channel-accounts", json=SMTP).json()["id"]
        assert client.delete(f"/api/channel-accounts/{code}").status_code == 204
        assert client.get(f"/api/channel-accounts/{code}").status_code == 404
        with context.session() as session:
            from siyu.channels.models import AccountRow

            assert json.loads(session.get(AccountRow, 1).credentials) == {}

    def test_one_that_something_sends_through_stays(self, client, blocks):
        from siyu.channels import USE_BLOCK, Use
        from siyu.kernel.blocks import Block

        code = client.post("/api/channel-accounts", json=SMTP).json()["id"]
        use = Use(kind="campaign", code="cmp_1", name="召回")
        blocks.register(
            Block(
                kind=USE_BLOCK, name="t", title={}, implementation=lambda session, account_id: [use]
            )
        )
        path = f"/api/channel-accounts/{code}"
        assert client.get(f"{path}/uses").json()["items"] == [
            {"kind": "campaign", "code": "cmp_1", "name": "召回"}
        ]
        answer = client.delete(path)
        assert (answer.status_code, answer.json()["code"]) == (409, "channel_account_in_use")
        assert answer.json()["facts"] == {"used_by": ["cmp_1"]}
        assert client.get(path).status_code == 200


class TestScope:
    def test_an_account_of_another_node_cannot_be_seen(self, client, door):
        from dataclasses import replace

        code = client.post("/api/channel-accounts", json=SMTP).json()["id"]
        door.caller = replace(
            door.caller, all_nodes=frozenset(), permissions={"channels.read": frozenset({77})}
        )
        assert client.get("/api/channel-accounts").json()["items"] == []
        assert client.get(f"/api/channel-accounts/{code}").status_code == 404


class TestHealth:
    def test_a_failing_account_is_left_alone_longer_each_time_until_it_works(self, session, blocks):
        account_id = add_account(session, blocks, kind="sandbox", name="phones")
        start = datetime(2026, 11, 22, tzinfo=UTC)
        with clock.frozen(start):
            pauses = []
            for _ in range(9):
                note_failure(session, account_id, error="no route")
                pauses.append(require_account(session, blocks, account_id).retry_at - start)
            assert pauses[:3] == [timedelta(seconds=s) for s in (15, 30, 60)]
            assert pauses[-1] == timedelta(seconds=900)
            note_success(session, account_id)
            assert require_account(session, blocks, account_id).retry_at is None
