"""An emoji that JavaScript cut in half must not cost the other events of its request."""

import base64
import json
from urllib.parse import urlencode

import pytest

HALVES = [r"\ud83d", r"\uDE00", r"a\ud83d\ud83d\ude00b", r"\ud83dx\ude00"]


class TestHalfACharacter:
    @pytest.mark.parametrize("half", HALVES)
    def test_is_replaced_and_the_batch_taken(self, world, half):
        body = (
            '{"batch":[{"type":"track","event":"Good","userId":"u"},'
            f'{{"type":"track","event":"Cut","userId":"u","properties":{{"said":"{half}"}}}}]}}'
        )
        assert world.post("/v1/batch", content=body).status_code == 200
        world.load()
        assert {row["event"] for row in world.rows("event")} == {"Good", "Cut"}
        said = world.rows("properties_json", "event = 'Cut'")[0]["properties_json"]
        assert "\\ufffd" in said or "\ufffd" in said

    @pytest.mark.parametrize("whole", [r"\ud83d\ude00", r"\\ud83d", "😀"])
    def test_whole_ones_and_escaped_backslashes_stay(self, world, whole):
        body = f'{{"event":"E","userId":"u","properties":{{"said":"{whole}"}}}}'
        assert world.post("/v1/track", content=body).status_code == 200
        world.load()
        assert world.rows("properties_json")[0]["properties_json"] == f'{{"said":"{whole}"}}'

    def test_in_what_is_no_json_does_not_make_it_some(self, world):
        assert world.post("/v1/track", content='{"event":"\\ud83d"').status_code == 400

    def test_in_the_other_dialects_costs_nothing_either(self, world):
        """``json.dumps`` writes half a character as JavaScript does."""
        half = {"type": "track", "event": "E", "distinct_id": "u", "properties": {"said": "\ud83d"}}
        data = base64.b64encode(json.dumps(half).encode()).decode()
        form = urlencode({"data": data, "token": world.key.key})
        reply = world.request("POST", "/sa?project=default", content=form)
        assert reply.status_code == 200
        pixel = {
            "userId": "u",
            "event": "P",
            "writeKey": world.key.key,
            "properties": {"s": "\ud83d"},
        }
        data = base64.b64encode(json.dumps(pixel).encode()).decode()
        world.request("GET", f"/v1/pixel/track?{urlencode({'data': data})}")
        world.load()
        assert {row["event"] for row in world.rows("event")} == {"E", "P"}
        assert world.quarantined() == []
