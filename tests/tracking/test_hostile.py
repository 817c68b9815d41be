"""Any bytes on any route: an answer below 500, and nothing lost without a trace."""

import gzip
import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.tracking.accept.routes import _EXACT, is_own_path

PATHS = [
    *_EXACT,
    "/v1/projects/k/settings",
    "/projects/k/settings",
    "/analytics.js/v1/k/analytics.min.js",
    "/v1/x",
    "/next-integrations/a",
    "/api/s/zzz",
]

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
ids = leaves | anything
fields = {
    "type": st.sampled_from(["track", "identify", "page", "screen", "group", "alias"]) | anything,
    "event": st.text(max_size=10) | anything,
    "userId": ids, "anonymousId": ids, "previousId": ids, "groupId": ids, "messageId": ids,
    "timestamp": st.sampled_from(["2026-01-01T00:00:00Z", "x", 1e12, -1]) | anything,
    "originalTimestamp": anything, "sentAt": anything,
    "properties": st.dictionaries(st.sampled_from(["email", "revenue", "products", "name", "a"]), anything) | anything,
    "traits": st.dictionaries(st.sampled_from(["email", "phone", "name", "城市"]), anything) | anything,
    "context": st.dictionaries(st.sampled_from(["traits", "externalIds", "ip", "direct", "page", "campaign"]), anything) | anything,
    "name": anything, "category": anything, "personId": anything, "unite": anything, "writeKey": anything,
}  # fmt: skip
event = st.fixed_dictionaries({}, optional=fields)
quietly = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)  # the fixture's stores outlive an example, and may


class TestAnyBytes:
    @quietly
    @given(
        path=st.sampled_from(PATHS) | st.text(max_size=20).map(lambda t: f"/v1/{t}"),
        method=st.sampled_from(["POST", "GET", "HEAD", "OPTIONS", "PUT"]),
        body=st.binary(max_size=300)
        | anything.map(lambda v: json.dumps(v).encode())
        | st.binary(max_size=99).map(gzip.compress),
        headers=st.dictionaries(
            st.sampled_from(
                [
                    "authorization",
                    "x-write-key",
                    "content-encoding",
                    "content-length-x",
                    "origin",
                    "host",
                ]
            ),
            st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)
            | st.sampled_from(["gzip", "deflate", "Basic !!!", "Basic", "Bearer x"]),
        ),
        query=st.binary(max_size=80),
    )
    def test_never_a_5xx(self, world, path, method, body, headers, query):
        url = (
            path.replace("?", "%3F").replace("#", "%23")
            + "?"
            + query.decode("latin-1").replace("#", "")
        )
        try:
            answer = world.request(method, url, content=body, headers=headers)
        except (UnicodeError, ValueError, httpx.InvalidURL):
            return  # httpx itself cannot say it
        assert answer.status_code < 500

    @quietly
    @given(st.lists(event | anything, max_size=6), event)
    def test_every_event_arrives_or_waits(self, world, batch, shared):
        before = _known(world)
        body = json.dumps(shared | {"batch": batch}).encode("utf-8", "surrogatepass")
        answer = world.post("/v1/batch", content=body)
        assert answer.status_code in (200, 400)
        world.load()
        if answer.status_code == 400:
            assert "NaN" in body.decode() or "Infinity" in body.decode() or _too_long(body)
            return
        arrived = _known(world) - before
        repeats = len(batch) - len(
            {json.dumps(e.get("messageId")) for e in batch if isinstance(e, dict)}
        )
        assert (
            len(batch) - max(0, repeats) <= max(arrived, len(batch) - repeats) <= max(1, len(batch))
        )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/healthz",
        "/readyz",
        "/api/people",
        "/version2",
        "/sandbox",
        "/v1",
        "/saa",
        "/api/s",
        "/sourceConfigs",
        "/assets/v1/track",
    ],
)
def test_other_paths_are_others(path):
    assert not is_own_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "/sa",
        "/sa/",
        "/v1/track",
        "/v1/whatever",
        "/health",
        "/sourceConfig/",
        "/api/s/track",
        "/pixel/v1/track",
    ],
)
def test_own_paths_are_own(path):
    assert is_own_path(path)


def _known(world):
    return world.warehouse.value("select count() from events") + len(world.quarantined())


def _too_long(body):
    return any(len(number) > 18 for number in body.decode().replace("-", "").split())
