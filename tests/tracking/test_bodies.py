"""Bodies as they come: packed, broken, too large."""

import gzip
import json
import zlib

import pytest

from .conftest import EVENT, TAKEN


class TestBodies:
    @pytest.mark.parametrize(
        ("pack", "encoding"),
        [
            (gzip.compress, "gzip"),
            (zlib.compress, "deflate"),
            (lambda b: zlib.compress(b)[2:-4], "deflate"),
            (gzip.compress, None),  # rudder-sdk-node forgets nothing, others do
            (lambda b: b, "gzip"),  # a proxy unpacked it and left the header
        ],
    )
    def test_unpacked(self, world, pack, encoding):
        headers = {"Content-Encoding": encoding} if encoding else {}
        body = pack(json.dumps(EVENT).encode())
        assert world.post("/v1/track", content=body, headers=headers).json() == TAKEN
        world.load()
        assert len(world.rows("event")) == 1

    @pytest.mark.parametrize(
        "media_type",
        [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json;charset=UTF-8",
            "",
            "x",
        ],
    )
    def test_never_looked_at_by_its_media_type(self, world, media_type):
        body = gzip.compress(json.dumps({"batch": [EVENT]}).encode())
        headers = {"Content-Type": media_type, "Content-Encoding": "gzip"}
        assert world.post("/v1/batch", content=body, headers=headers).json() == TAKEN
        world.load()
        assert len(world.rows("event")) == 1

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b'{"a":01}',
            b'{"a":\x01}',
            b"\xff\xfe",
            b'{"event": "\xff"',
            b"[1,2",
            b"{}{}",
            b"nul",
        ],
    )
    def test_malformed_json_is_a_400_that_sdks_understand(self, world, body):
        answer = world.post("/v1/batch", content=body)
        assert answer.status_code == 400
        assert answer.json()["code"] == "malformed_json"
        assert answer.json()["message"]

    @pytest.mark.parametrize("body", [b"\x1f\x8b\x08broken", gzip.compress(b"{}", mtime=0)[:-6]])
    def test_broken_gzip_is_a_400(self, world, body):
        answer = world.post("/v1/batch", content=body, headers={"Content-Encoding": "gzip"})
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")

    def test_too_large_is_a_400(self, world):
        body = b'{"batch":["' + b"x" * (4 << 20) + b'"]}'
        assert world.post("/v1/batch", content=body).json()["code"] == "too_large"

    def test_a_bomb_is_a_400(self, world):
        body = gzip.compress(b" " * (200 << 20))
        answer = world.post("/v1/batch", content=body, headers={"Content-Encoding": "gzip"})
        assert answer.json()["code"] == "too_large"

    def test_four_megabytes_are_taken(self, world):
        batch = [
            EVENT | {"properties": {"a": "x" * 20_000}, "messageId": f"{i}"} for i in range(195)
        ]
        assert world.post("/v1/batch", {"batch": batch}).json() == TAKEN
        world.load()
        assert world.warehouse.value("select count() from events") == 195

    def test_a_large_event_waits_and_its_neighbours_pass(self, world):
        large = EVENT | {"properties": {"a": "x" * 40_000}}
        world.post("/v1/batch", {"batch": [EVENT, large]})
        world.load()
        assert len(world.rows("event")) == 1
        (kept,) = world.quarantined()
        assert kept.reason == "event_too_large"
        assert kept.facts["bytes_max"] == 32768

    def test_past_2500_events_the_rest_waits(self, world):
        batch = [EVENT | {"messageId": f"{i}"} for i in range(2503)]
        assert world.post("/v1/batch", {"batch": batch}).json() == TAKEN
        world.load()
        assert world.warehouse.value("select count() from events") == 2500
        assert [q.reason for q in world.quarantined()] == ["batch_overflow"] * 3

    def test_ten_thousand_brackets_spoil_only_their_own_event(self, world):
        deep = (
            '{"type":"track","event":"Deep","userId":"u","properties":{"a":'
            + "[" * 10_000
            + "]" * 10_000
            + "}}"
        )
        good = json.dumps(EVENT)
        body = f'{{"batch":[{good},{deep},{good[:-1]},"messageId":"2"}}]}}'
        assert world.post("/v1/batch", content=body).json() == TAKEN
        assert world.post("/v1/track", content=deep).json() == TAKEN
        assert world.post("/v1/track", content="[" * 10_000).status_code in (200, 400)
        world.load()
        assert [row["event"] for row in world.rows("event")] == ["A", "A"]
        assert {q.reason for q in world.quarantined()} <= {
            "json_too_deep",
            "malformed_json",
            "not_an_event",
        }

    def test_invalid_utf_8_waits(self, world):
        world.post("/v1/track", content=b'{"event":"\xff\xfe","userId":"u"}')
        world.load()
        assert [q.reason for q in world.quarantined()] == ["malformed_json"]
