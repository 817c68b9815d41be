import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.kernel import ids


@given(st.integers(0, 2**63 - 1))
def test_a_code_leads_back_to_its_number(number):
    assert ids.number("per", ids.code("per", number)) == number


def test_neighbours_do_not_look_alike():
    assert ids.code("per", 1)[4:6] != ids.code("per", 2)[4:6]


@pytest.mark.parametrize(
    "text", ["", "per", "per_", "seg_1", "per_u", "per_" + "z" * 13, "per_" + "1" * 14]
)
def test_refuses_what_is_not_a_code(text):
    with pytest.raises(ids.MalformedCode):
        ids.number("per", text)
