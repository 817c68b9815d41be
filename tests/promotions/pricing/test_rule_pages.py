"""The examples of the reference page are rules, and together a programme."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from siyu.promotions.pricing import CHINESE_TREE, compile_programme, parse_rule
from siyu.promotions.pricing.programme import leaves_of
from siyu.promotions.pricing.tree import RuleKind

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "promotion-rules.md"
EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_rule(example):
    parse_rule(json.loads(example))


def test_the_examples_are_a_programme_of_every_kind():
    rules = [parse_rule(json.loads(example)) for example in EXAMPLES]
    compile_programme(rules)
    assert {rule.kind for rule in rules} == set(get_args(RuleKind))


def test_the_page_names_the_nodes_of_the_preset_in_their_order():
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \|.*?\| (.*) \|$", text[text.index("## Order of work") :], re.MULTILINE)  # fmt: skip
    told = {name.replace("-", "_"): re.findall(r"`(\w+)`", kinds) for name, kinds in rows}
    for leaf in leaves_of(CHINESE_TREE):
        assert told[leaf.name] == (["by_coupon"] if leaf.coupons else list(leaf.kinds))
