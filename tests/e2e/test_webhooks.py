"""Another system hears of what happens: made, tested, signed, its secret changed, sent again."""

import json

import pytest

from tests.app.running import RunningServer

from .receiving import Receiver, is_signed

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HAPPENED = "organization.source_changed"


@pytest.fixture
def server(browser, tmp_path):
    """One that may knock at this machine's own ports."""
    server = RunningServer(tmp_path / "home", webhook_private_addresses="true")
    try:
        server.start(300)
        yield server
    finally:
        server.close()


def test_webhook_from_first_secret_to_replay(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    with Receiver() as receiver:
        operator.sign_in()
        page.goto("/settings/developers/webhooks")
        operator.button("添加 Webhook").first.click()
        drawer = operator.dialog("添加 Webhook")
        page.get_by_label("地址").fill(receiver.url)
        operator.choose("事件", HAPPENED, within=drawer)
        page.get_by_label("备注").fill("ERP，找老陈")
        operator.picture("to-be-added")
        operator.button("添加", within=drawer).click()
        first_secret = shown_secret(page)
        operator.picture("secret")
        operator.button("已保存好，去测试").click()
        expect(operator.heading(receiver.host)).to_be_visible()

        happen(server, "门店一")
        server.wait_for(lambda: receiver.of(HAPPENED), 60)
        (headers, first_body), *_ = receiver.of(HAPPENED)
        assert is_signed(headers, first_body, first_secret)
        assert not is_signed(headers, first_body + b" ", first_secret)
        assert json.loads(first_body)["event"] == HAPPENED
        page.reload()
        row = page.get_by_role("row").filter(has_text=HAPPENED).first
        expect(row).to_contain_text("已送达")
        operator.picture("log")
        row.get_by_role("button", name=HAPPENED).click()
        detail = operator.dialog("发送详情")
        expect(detail.get_by_text("HTTP 200")).to_be_visible()
        operator.picture("delivery")
        page.keyboard.press("Escape")
        expect(detail).to_be_hidden()

        operator.button("更换密钥").click()
        operator.agree("更换签名密钥？", "更换密钥")
        second_secret = shown_secret(page)
        assert second_secret != first_secret
        operator.picture("rotated")
        operator.button("已保存好").click()
        expect(page.locator(".secret-once")).to_be_hidden()

        # The other system is down for a moment: what it missed comes again by itself.
        receiver.status = 503
        happen(server, "门店二")
        server.wait_for(lambda: len(receiver.of(HAPPENED)) > 1, 60)
        receiver.status = 200
        server.wait_for(lambda: len(receiver.of(HAPPENED)) > 2, 60)
        (missed, _), (caught, body) = receiver.of(HAPPENED)[1:3]
        assert missed["siyu-delivery"] == caught["siyu-delivery"]
        # While the secrets change over, either will do.
        assert is_signed(caught, body, first_secret)
        assert is_signed(caught, body, second_secret)

        # What had arrived long ago is sent once more, under the id it had.
        page.goto(f"{page.url.partition('?')[0]}?delivery={headers['siyu-delivery']}")
        detail = operator.dialog("发送详情")
        expect(detail.get_by_text("HTTP 200")).to_have_count(1)
        operator.button("重发", within=detail).click()
        server.wait_for(lambda: len(receiver.of(HAPPENED)) > 3, 60)
        again, sent = receiver.of(HAPPENED)[3]
        assert (again["siyu-delivery"], sent) == (headers["siyu-delivery"], first_body)
        assert is_signed(again, sent, second_secret)
        expect(detail.get_by_text("HTTP 200")).to_have_count(2)
        operator.picture("sent-again")


def shown_secret(page) -> str:
    shown = page.locator(".secret-once .code")
    shown.wait_for()
    secret = shown.inner_text().strip()
    assert secret.startswith("whsec_")
    return secret


def happen(server, name: str) -> None:
    body = {"name": name, "kind": "server", "strict": False}
    assert server.post("/api/sources", body).is_success
