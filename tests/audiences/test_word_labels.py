"""What the builder calls attributes whose names are codes."""

import pytest

from siyu import organization
from siyu.audiences.word_labels import labels_of
from siyu.kernel.blocks import Block, Blocks

pytestmark = pytest.mark.database


class TestLabelsOf:
    def test_names_the_store_that_a_value_was_made_at(self, session):
        store = organization.add_node(session, kind="group", name="徐汇店", parent_id=None)
        named = labels_of(session, Blocks(), [f"belongs_orders:{store.id}", "belongs_revenue:999"])
        assert named == {
            f"belongs_orders:{store.id}": {"zh": "在徐汇店的订单数", "en": "orders at 徐汇店"}
        }

    def test_calls_what_a_module_declared_as_the_module_does(self, session):
        tier = Block("attribute", "tier", {"zh": "等级", "en": "Tier"}, None)
        named = labels_of(session, Blocks([tier]), ["tier", "unheard_of", "first_seen_at"])
        assert named["tier"] == {"zh": "等级", "en": "Tier"}
        assert set(named) == {"tier", "first_seen_at"}
