import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.tracking.load.repeats import SeenMessages
from siyu.tracking.load.siphash import siphash64

NOTHING = np.empty(0, np.uint64)


class TestSipHash:
    def test_known_values(self):
        # SELECT sipHash64('abc'), sipHash64('')
        assert siphash64([b"abc", b""]).tolist() == [4596069200710135518, 2202906307356721367]

    @pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 15, 16, 17, 36, 100, 300])
    def test_as_the_warehouse_has_it(self, warehouse, length):
        texts = [("毛x" * length)[:length] + str(i) for i in range(5)]
        asked = warehouse.columns(
            "select sipHash64(arrayJoin({t:Array(String)})) as h", {"t": texts}
        )
        assert siphash64([t.encode() for t in texts]).tolist() == list(asked["h"])

    @given(st.lists(st.binary(max_size=64)))
    def test_one_by_one_and_together(self, texts):
        assert siphash64(texts).tolist() == [siphash64([t])[0] for t in texts]


class TestSeenMessages:
    def test_finds_repeats_within_on_the_way_and_in_the_warehouse(self, warehouse):
        warehouse.insert_json_lines(
            "event_lines",
            b'{"event":"A","day":"2026-01-01","person":1,"message_id":"stored","time":1}',
        )
        seen = SeenMessages(warehouse)
        sent = siphash64([b"new", b"stored", b"new", b"underway"])
        underway = siphash64([b"underway"])
        seen.add(underway)
        assert seen.known(sent, on_their_way=underway).tolist() == [False, True, True, True]

    def test_what_was_added_but_never_arrived_is_new(self, warehouse):
        seen = SeenMessages(warehouse)
        lost = siphash64([b"lost"])
        seen.add(lost)
        assert seen.known(lost, on_their_way=NOTHING).tolist() == [False]

    def test_seldom_asks_the_warehouse_in_vain(self, warehouse):
        seen = SeenMessages(warehouse)
        random = np.random.default_rng(1)
        for _ in range(20):
            seen.add(random.integers(0, 1 << 63, 50_000).astype(np.uint64))
        fresh = random.integers(0, 1 << 63, 100_000).astype(np.uint64)
        assert seen._maybe(fresh).mean() < 0.005
        assert sum(g.words.nbytes for g in seen._generations) < 10 << 20

    def test_never_forgets_within_the_time(self, warehouse):
        seen = SeenMessages(warehouse)
        random = np.random.default_rng(2)
        added = random.integers(0, 1 << 63, 400_000).astype(np.uint64)
        for part in np.split(added, 8):
            seen.add(part)
        assert seen._maybe(added).all()
