"""A file of people: asked for, left, and fetched from the bell; of a segment the same way."""

import re

import pytest

from .test_operations import new_write_key

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE = 40


@pytest.fixture
def brand(server):
    """Forty people and a segment with all of them."""
    people = [
        {"type": "identify", "userId": f"u-{n}", "traits": {"phone": f"1350000{n:04}"}}
        for n in range(PEOPLE)
    ]
    assert server.track(new_write_key(server, "门店"), people).is_success
    everyone = {"version": 1, "where": {"kind": "everyone"}}
    segment = server.post("/api/segments", {"name": "所有人", "definition": everyone}).json()["id"]
    server.wait_for(
        lambda: (server.get(f"/api/segments/{segment}").json()["size"] or 0) >= PEOPLE, 120
    )
    return segment


def test_file_is_left_and_fetched_from_the_bell(operator, server, brand):
    from playwright.sync_api import expect

    page = operator.page
    operator.sign_in()
    operator.go("客户")
    operator.button("导出").click()
    asked = operator.dialog("导出 40 位客户")
    expect(asked).to_be_visible()
    operator.picture("columns")
    operator.button("开始导出", within=asked).click()
    leave = asked.get_by_role("button", name=re.compile("先离开，后台继续|关闭"))
    operator.picture("under-way")
    leave.last.click()
    expect(asked).to_be_hidden()
    server.wait_for(lambda: finished(server), 60)

    page.reload()
    page.get_by_role("button", name=re.compile("^通知")).click()
    link = page.get_by_role("link", name=re.compile("下载文件，40 行"))
    expect(link).to_be_visible()
    operator.picture("bell")
    with page.expect_download() as download:
        link.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + PEOPLE

    # Of a segment: the same window, and what is under way stands in the address.
    page.goto(f"/segments/{brand}")
    operator.button("导出").click()
    asked = operator.dialog("导出“所有人”")
    asked.get_by_label("手机").check()
    operator.picture("segment")
    operator.button("开始导出", within=asked).click()
    fetch = asked.get_by_role("link", name=re.compile("下载文件"))
    expect(fetch).to_be_visible(timeout=60_000)
    page.reload()
    expect(fetch).to_be_visible()
    operator.picture("segment-done")
    with page.expect_download() as download:
        fetch.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + PEOPLE
    # Masked unless asked for in clear.
    assert "****" in lines[1]


def finished(server) -> bool:
    jobs = server.get("/api/system/jobs", state="done").json()["items"]
    return any(job["name"] == "people.export_found" for job in jobs)
