"""Bitmaps of members in the warehouse."""

import numpy as np
import pytest

from siyu.audiences import count, is_member, member_ids
from siyu.audiences import members as kept


@pytest.fixture
def kept_some(warehouse):
    people = [1, 2, 65_535, 65_536, 70_000, 4_000_000_000]
    kept.change(warehouse, "segment", 5, version=1, entered=people, left=[])
    return warehouse, people


class TestMembers:
    def test_come_in_order_as_numbers(self, kept_some):
        warehouse, people = kept_some
        found = member_ids(warehouse, 5)
        assert found.dtype == np.uint32
        assert list(found) == people
        assert count(warehouse, 5) == 6
        assert is_member(warehouse, 5, 70_000)
        assert not is_member(warehouse, 5, 70_001)

    def test_of_a_segment_nobody_computed_are_none(self, warehouse):
        assert list(member_ids(warehouse, 9)) == []
        assert count(warehouse, 9) == 0

    def test_the_same_change_twice_is_one(self, kept_some):
        warehouse, _ = kept_some
        for _ in range(2):
            kept.change(warehouse, "segment", 5, version=2, entered=[3], left=[65_536, 70_000])
        assert list(member_ids(warehouse, 5)) == [1, 2, 3, 65_535, 4_000_000_000]

    def test_the_last_of_a_chunk_may_leave(self, kept_some):
        warehouse, people = kept_some
        kept.change(warehouse, "segment", 5, version=2, entered=[], left=people)
        assert list(member_ids(warehouse, 5)) == []

    def test_a_copy_holds_what_its_source_does_and_no_more(self, kept_some):
        warehouse, people = kept_some
        kept.change(warehouse, "snapshot", 5, version=1, entered=[9, 131_072], left=[])
        kept.copy(warehouse, "segment", 5, "snapshot", 5, version=2)
        assert list(kept.ids_of(warehouse, "snapshot", 5)) == people

    def test_pages_are_in_order_whatever_came_first(self, warehouse):
        kept.change(warehouse, "segment", 5, version=1, entered=[9, 5, 7, 1, 196_608, 8], left=[])
        kept.change(warehouse, "segment", 5, version=2, entered=[2], left=[])
        pages = [
            kept.page_of_ids(warehouse, "segment", 5, after=after, limit=3) for after in (0, 5, 9)
        ]
        assert pages == [[1, 2, 5], [7, 8, 9], [196_608]]
