"""Two ways to what is said of a person: with every version, and the values alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu import people
from siyu.people.traits import TraitClaim, fold, folded_values, store_traits

pytestmark = pytest.mark.database
START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS = ("city", "name", "phone", "level")

claims = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(("a", "ab", "b")),
        st.sampled_from(KEYS),
        st.one_of(st.none(), st.sampled_from(("1", "13800138000", "x")), st.integers(0, 9)),
        st.integers(0, 2),
        st.sampled_from(("m1", "m2")),
    ),
    max_size=25,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(said=claims)
def test_values_alone_are_those_of_the_newest_versions(session, said):
    with session.begin_nested() as undone:
        nodes = people.resolve(
            session,
            [
                people.Evidence((people.Identifier("user_id", f"u{n}"),), START, f"home{n}", "test")
                for n in range(4)
            ],
        )
        store_traits(
            session,
            [
                TraitClaim(nodes[n], source, {key: value}, START + timedelta(hours=hour), message)
                for n, source, key, value, hour, message in said
            ],
        )
        # Two persons of two nodes each.
        persons = {node: nodes[index // 2 * 2] for index, node in enumerate(nodes)}
        expected = {
            person: {key: trait.value for key, trait in traits.items() if trait.value is not None}
            for person, traits in fold(session, persons).items()
        }
        assert folded_values(session, persons) == expected
        undone.rollback()
