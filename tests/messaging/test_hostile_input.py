"""Input that no schema forbids and no store likes: an answer below 500, and nothing kept."""

import time

import pytest

from siyu.http import encode_cursor
from siyu.kernel import ids

pytestmark = pytest.mark.database

HUGE = 10**40
HEADERS = {"content-type": "application/json"}


@pytest.mark.parametrize("path", ["campaigns", "templates", "channel-accounts", "sandbox/phones"])
@pytest.mark.parametrize("position", [2**63, -HUGE, "x", None, [1], 1.5])
def test_a_forged_cursor_is_refused(api, path, position):
    answer = api.get(f"/api/{path}", params={"cursor": encode_cursor(position)})
    assert answer.status_code < 500, answer.text


@pytest.mark.parametrize(
    "options",
    [
        '{"open_rate": NaN}',
        '{"open_rate": Infinity}',
        '{"seed": 1e400}',
        '{"seed": ' + str(HUGE) + "}",
        '{"channel": null}',
        '{"delay_seconds_min": 5}',
        '{"channel": "wechat", "needs_address": true}',
        '{"' + "a" * 61 + '": 1}',
        '{"seed": ' + "[" * 900 + "]" * 900 + "}",
        '{"seed": "\\u0000"}',
    ],
)
def test_odd_options_of_an_account_are_refused(api, options):
    body = '{"kind": "sandbox", "name": "x", "options": ' + options + "}"
    answer = api.post("/api/channel-accounts", content=body, headers=HEADERS)
    assert 400 <= answer.status_code < 500, answer.text
    assert api.get("/api/channel-accounts").json()["items"] == []


@pytest.mark.parametrize("credentials", [{"username": "\x00", "password": "x"}, {"password": "x"}])
def test_odd_credentials_are_refused(api, credentials):
    body = {
        "kind": "smtp",
        "name": "x",
        "options": {"host": "m.cn", "from_address": "a@m.cn"},
        "credentials": credentials,
    }
    assert api.post("/api/channel-accounts", json=body).status_code == 422


@pytest.mark.parametrize(
    "deep", ["{{" * 3000, "{{ a" + ".b" * 3000 + " }}", "<p " * 3000, "<!--" * 999]
)
def test_deep_and_broken_templates_are_refused(api, deep):
    for part in ("text", "html", "subject", "link"):
        body = {"name": "x", "text": "t", part: deep[:900]}
        answer = api.post("/api/templates", json=body)
        assert answer.status_code < 500, answer.text


@pytest.mark.parametrize(
    "unit", ["{{ person.name }}", "https://s.cn/ ", "<a href='https://s.cn/'>", "<"]
)
def test_four_times_the_template_is_no_sixteen_times_the_work(api, unit):
    def worked(part, size):
        began = time.process_time()
        body = {"name": "x", "text": "t", part: (unit * size)[:size]}
        assert api.post("/api/templates", json=body).status_code < 500
        return time.process_time() - began

    for part, size in (("text", 100_000), ("html", 500_000)):
        assert worked(part, size) < 12 * max(worked(part, size // 4), 0.25)


def test_a_campaign_of_things_that_never_were_is_refused(api):
    body = {
        "name": "x",
        "segment_id": ids.code("seg", 2**63 - 1),
        "account_id": ids.code("chn", 2**63 - 1),
        "variants": [{"template_id": ids.code("tpl", 2**63 - 1)}],
        "node_id": ids.code("node", 2**63 - 1),
    }
    assert api.post("/api/campaigns", json=body).status_code == 404
    del body["node_id"]
    assert api.post("/api/campaigns", json=body).status_code == 404


@pytest.mark.parametrize("code", ["%00", "..%2f..", "a" * 41, "%F0%9F%98%80" * 8, "-" * 20])
def test_public_addresses_answer_any_code(api, code):
    for path, method in (("t", "GET"), ("u", "GET"), ("u", "POST")):
        assert api.request(method, f"/{path}/{code}").status_code in (404, 405, 422)
    assert api.get(f"/o/{code}.gif").status_code in (200, 404, 422)
