"""Lists of people narrowed: the few looked up and the many tested must find the same."""

import re

import pytest
from sqlalchemy import event

from siyu.people import narrowing
from siyu.people.contracts import PersonKind, PersonState, TagSource
from siyu.people.models import BelongingRow
from siyu.people.searching import (
    PersonOrder,
    Search,
    count_people,
    in_scope,
    search_by_time,
    search_people,
)
from siyu.people.tags import ensure_tag, tag
from siyu.people.traits import TraitClaim, store_traits

from .conftest import START, says

HERE, THERE = 901, 902


@pytest.fixture(params=["few", "many"])
def size(request, monkeypatch):
    """Both ways of asking, whatever the size."""
    monkeypatch.setattr(narrowing, "FEW_MAX", 30_000 if request.param == "few" else 0)


@pytest.fixture
def brand(house, resolve):
    """a, b and c; what is known of a stands on a node that was merged into a."""
    a, node, b, c = resolve(
        *(says(n, **{kind: value}) for n, (kind, value) in enumerate(WHO, start=1))
    )
    with house.context.session() as session:
        gold, old = (ensure_tag(session, group="g", name=name) for name in ("gold", "old"))
        for person, tag_id in ((node, gold), (b, gold), (b, old)):
            tag(session, person, tag_id=tag_id, source=TagSource.manual)
        for person, org_node in ((node, HERE), (node, THERE), (c, THERE)):
            row = {"orders": 0, "revenue_minor": 0, "source": "s", "since": START}
            session.add(BelongingRow(node_id=person, org_node_id=org_node, **row))
        store_traits(
            session,
            [
                TraitClaim(person, "s", {"name": name}, START, "m")
                for person, name in ((node, "王小明"), (b, "王小"), (c, "小明"))
            ],
        )
    resolve(says(9, user_id="a", email="a@x.cn"))
    return {"a": a, "b": b, "c": c, "gold": gold, "old": old}


WHO = (("user_id", "a"), ("email", "a@x.cn"), ("user_id", "b"), ("user_id", "c"))


def found(house, **asked) -> set[int]:
    """Whom every order finds and the count counts."""
    with house.context.session(read_only=True) as session:
        search = Search(**asked)
        newest = search_people(session, search, before=None, most=50)
        assert newest == sorted(newest, reverse=True)
        for order in PersonOrder.last_seen, PersonOrder.first_seen:
            rows = search_by_time(session, search, order, most=50)
            assert sorted(row.person_id for row in rows) == sorted(newest)
            assert [row.time for row in rows] == sorted((r.time for r in rows), reverse=True)
        assert count_people(session, search) == len(newest)
        return set(newest)


@pytest.mark.usefixtures("size")
class TestFound:
    def test_by_tags_on_any_node(self, house, brand):
        assert found(house, tag_ids=(brand["gold"],)) == {brand["a"], brand["b"]}
        assert found(house, tag_ids=(brand["gold"], brand["old"])) == {brand["b"]}

    def test_by_org_nodes_once_each(self, house, brand):
        assert found(house, org_nodes=frozenset({HERE, THERE})) == {brand["a"], brand["c"]}
        assert found(house, org_nodes=frozenset()) == set()

    def test_by_a_name_whose_pieces_one_node_has(self, house, brand):
        assert found(house, query="王小明") == {brand["a"]}
        assert found(house, query="王") == {brand["a"], brand["b"]}

    def test_by_identifier(self, house, brand):
        assert found(house, query="a@x.cn") == {brand["a"]}
        assert found(house, query="nobody@x.cn") == set()

    def test_by_all_at_once(self, house, brand):
        everything = {"query": "王", "org_nodes": frozenset({HERE}), "state": PersonState.known}
        assert found(house, tag_ids=(brand["gold"],), **everything) == {brand["a"]}

    def test_by_ids_and_kind(self, house, brand):
        ids = (brand["b"], brand["c"])
        assert found(house, person_ids=ids) == set(ids)
        assert found(house, person_ids=ids, kind=PersonKind.company) == set()
        assert found(house, kind=PersonKind.person) == {brand["a"], brand["b"], brand["c"]}

    def test_whoever_belongs_by_a_merged_node_is_in_scope(self, house, brand):
        with house.context.session(read_only=True) as session:
            assert in_scope(session, brand["a"], frozenset({HERE}))
            assert not in_scope(session, brand["b"], frozenset({HERE, THERE}))


class TestPlan:
    """What SQLite, which keeps no statistics, makes of the questions."""

    @pytest.fixture
    def planned(self, house, monkeypatch):
        engine = house.context.engine
        if engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by what is in the tables")

        def planned(ask) -> str:
            asked = []
            keep = lambda *call: asked.append(call[2:4])  # noqa: E731
            event.listen(engine, "before_cursor_execute", keep)
            with house.context.session(read_only=True) as session:
                ask(session)
                event.remove(engine, "before_cursor_execute", keep)
                sql, given = asked[-1]
                plan = session.connection().exec_driver_sql(f"explain query plan {sql}", given)
                return "\n".join(row[-1] for row in plan)

        return planned

    @pytest.mark.parametrize("asked", [{}, {"state": PersonState.known}, {"tag_ids": (1,)}])
    def test_the_newest_are_not_sorted(self, planned, monkeypatch, asked):
        monkeypatch.setattr(narrowing, "FEW_MAX", -1)
        plan = planned(lambda s: search_people(s, Search(**asked), before=None, most=50))
        assert "TEMP B-TREE" not in plan

    def test_a_few_are_looked_up(self, planned):
        search = Search(tag_ids=(1,))
        newest = planned(lambda s: search_people(s, search, before=None, most=50))
        by_time = planned(lambda s: search_by_time(s, search, PersonOrder.last_seen, most=50))
        assert not re.search(r"SCAN (people_person|node)", newest + by_time)

    def test_the_many_are_tested_by_their_own_rows(self, planned, monkeypatch):
        monkeypatch.setattr(narrowing, "FEW_MAX", -1)
        search = Search(tag_ids=(1,), org_nodes=frozenset({HERE, THERE}))
        plan = planned(lambda s: search_people(s, search, before=None, most=50))
        assert re.search(
            r"people_person_tag .*tag_id=\? AND node_id=\?|node_id=\? AND tag_id=\?", plan
        )
        assert "org_node_id=?" not in plan
