import pytest

from siyu.channels import BLOCK_KIND, PoolTrait
from siyu.channels.blocks import BLOCKS
from siyu.channels.options import with_defaults

CHANNELS = [block for block in BLOCKS if block.kind == BLOCK_KIND]
MAIL = {"host": "mail.example.com", "from_address": "news@example.com"}

pytestmark = pytest.mark.database


class TestPoolTraits:
    @pytest.mark.parametrize("block", CHANNELS, ids=lambda block: block.name)
    def test_every_channel_says_of_all_six_whether_and_why(self, block):
        options = with_defaults(block.options_schema, {})
        facts = block.implementation.pool_traits(options)
        assert set(facts) == set(PoolTrait)
        for fact in facts.values():
            assert fact.why.keys() == {"zh", "en"} and all(fact.why.values())

    def test_an_account_tells_those_it_meets(self, client):
        body = {"kind": "smtp", "name": "News", "options": MAIL}
        made = client.post("/api/channel-accounts", json=body).json()
        met = [each["trait"] for each in made["pool_traits"] if each["met"]]
        assert met == ["recorded", "automated", "open_api", "owned"]
        assert [each["trait"] for each in made["pool_traits"]] == [*PoolTrait]

    @pytest.mark.parametrize(("channel", "met"), [("sms", False), ("wechat", True)])
    def test_hang_on_what_the_account_is_set_to(self, client, channel, met):
        body = {"kind": "sandbox", "name": "Phones", "options": {"channel": channel}}
        made = client.post("/api/channel-accounts", json=body).json()
        habitual = next(each for each in made["pool_traits"] if each["trait"] == "habitual")
        assert habitual["met"] is met
