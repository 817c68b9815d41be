"""People and tags from files, as far as the profile."""

import pytest

from siyu import organization, people
from siyu.imports import Kind, import_file
from siyu.kernel.context import Context
from tests.imports.loading import load

FILE = '会员号,手机号,城市,标签,是否同意营销,门店\nM1,13800138000,上海,"高客单,美妆",是,S01\nM2,13900139000,北京,美妆,否,\n'


@pytest.fixture
def context(house) -> Context:
    with house.context.session() as session:
        group = organization.add_node(session, kind="group", name="集团", parent_id=None)
        organization.add_node(
            session, kind="store", name="静安店", parent_id=group.id, external_code="S01"
        )
    return house.context


def person(session, member_no: str) -> int:
    found = people.find_person(session, people.Identifier("member_no", member_no))
    assert found
    return found


def tags_of(session, person_id: int) -> set[str]:
    profile = people.profiles(session, [person_id])[person_id]
    return {
        name
        for name in ("高客单", "美妆", "金牌")
        if people.ensure_tag(session, group="imported", name=name) in profile.tags
    }


class TestPeople:
    def test_identities_traits_tags_consent_and_store_arrive(self, context, make_file):
        report = import_file(context, make_file(FILE), kind=Kind.people)
        assert (report.sent, report.rejected) == (2, 0)
        load(context)
        with context.session() as session:
            one, two = person(session, "M1"), person(session, "M2")
            assert people.find_person(session, people.Identifier("phone", "13800138000")) == one
            assert people.profiles(session, [one])[one].traits["city"] == "上海"
            assert tags_of(session, one) == {"高客单", "美妆"}
            assert tags_of(session, two) == {"美妆"}
            agreed = people.consented(
                session, [one, two], purpose="marketing", channel="any", default=False
            )
            assert agreed == {one}

    def test_a_second_file_changes_what_it_says_and_keeps_the_rest(self, context, make_file):
        import_file(context, make_file(FILE), kind=Kind.people)
        newer = "会员号,城市,标签\nM1,苏州,金牌\n"
        report = import_file(context, make_file(newer, "newer.csv"), kind=Kind.people)
        load(context)
        with context.session() as session:
            one = person(session, "M1")
            assert people.profiles(session, [one])[one].traits["city"] == "苏州"
            assert tags_of(session, one) == {"高客单", "美妆", "金牌"}
        again = import_file(context, make_file(newer, "newer.csv"), kind=Kind.people)
        assert (report.sent + report.corrected, again.sent, again.already_there) == (1, 0, 1)


class TestTags:
    def test_tags_find_their_person_and_may_end(self, context, make_file):
        import_file(context, make_file(FILE), kind=Kind.people)
        load(context)
        tags = "会员号,标签,到期时间\nM2,金牌,2035-01-01\nM9,金牌,\n"
        report = import_file(context, make_file(tags, "tags.csv"), kind=Kind.tags)
        assert report.sent == 2
        with context.session() as session:
            assert tags_of(session, person(session, "M2")) == {"美妆", "金牌"}
            assert tags_of(session, person(session, "M9")) == {"金牌"}, (
                "a tag may be the first thing known of somebody"
            )
