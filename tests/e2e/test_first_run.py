"""From an empty server to the first message, by the guide."""

import re

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_first_run_to_first_message(operator, server):
    from playwright.sync_api import expect

    page = operator.page
    done = re.compile("已完成")
    brand, data, segment, message = (
        page.get_by_role("button", name=title)
        for title in ("给品牌起名", "接入第一份数据", "圈出第一个人群", "发出第一条消息")
    )

    operator.sign_in()
    expect(page).to_have_url(re.compile(r"/start$"))
    expect(page.get_by_role("status").filter(has_text="已完成 0 / 4 步")).to_be_attached()
    operator.picture("guide")

    page.get_by_label("品牌名称").fill("茶小山")
    operator.button("保存").click()
    expect(brand).to_have_accessible_name(done)
    expect(page.get_by_role("link", name="茶小山，回到首页")).to_be_visible()

    operator.button("新建数据源").click()
    page.get_by_text("命令行", exact=True).click()
    snippet = page.get_by_label("接入代码", exact=True)
    expect(snippet).to_contain_text(f"{server.url}/v1/track")
    write_key = re.search(r"-u '([^:']+):'", snippet.inner_text())[1]
    operator.picture("source")
    expect(data).not_to_have_accessible_name(done)
    sent = server.track(
        write_key,
        [
            {"type": "identify", "userId": "u1", "traits": {"name": "李华"}},
            {
                "type": "track",
                "userId": "u1",
                "event": "Product Viewed",
                "properties": {"product_id": "P1"},
            },
        ],
    )
    assert sent.is_success, sent.text
    expect(data).to_have_accessible_name(done)

    operator.button("圈出所有客户").click()
    expect(segment).to_have_accessible_name(done)
    data.click()
    expect(page.get_by_role("log", name="已到达的事件")).to_contain_text("浏览商品")
    operator.picture("event-arrived")

    message.click()
    operator.button("一键完成并发送").click()
    expect(message).to_have_accessible_name(done, timeout=90_000)
    expect(page.get_by_role("status").filter(has_text="已完成 4 / 4 步")).to_be_attached()
    expect(page.get_by_text("从数据到消息的路已经走通", exact=False)).to_be_visible()
    operator.picture("all-done")

    operator.go("沙盒手机")
    expect(page.get_by_text("李华，欢迎来到茶小山！").first).to_be_visible()
    operator.button("打开").click()
    expect(page.get_by_role("listitem").filter(has_text="已打开").first).to_be_visible()
    operator.picture("phone")
