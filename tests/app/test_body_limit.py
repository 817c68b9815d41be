"""A request to the API may be only so large: it is held in memory before anybody asks who calls."""

import io

import pytest

from siyu.app.web import BODY_BYTES_MAX


def megabytes(count):
    for _ in range(count):
        yield b" " * (1 << 20)


@pytest.mark.parametrize("path", ["/api/sessions", "/api/segments"])
def test_too_large_a_body_is_refused(api, path):
    reply = api.post(
        path,
        content=megabytes((BODY_BYTES_MAX >> 20) + 1),
        headers={"Content-Type": "application/json"},
    )
    assert (reply.status_code, reply.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
def test_files_may_be_larger(api, headers):
    lines = b"13800138000\n" * (BODY_BYTES_MAX // 12 + 100)
    made = api.post("/api/audience-lists", json={"name": "all"}).json()["id"]
    reply = api.post(
        f"/api/audience-lists/{made}/uploads",
        files={"file": ("p.csv", io.BytesIO(lines))},
        headers=headers,
    )
    assert reply.status_code == 202, reply.text
    reply = api.post("/api/imports", files={"file": ("p.csv", io.BytesIO(b"phone\n" + lines))})
    assert reply.status_code == 201, reply.text
