"""The house opens, answers, and closes."""

import pytest

pytestmark = pytest.mark.database


def test_a_fresh_house_opens_and_its_invariants_hold(house):
    from siyu.app.doctor import examine

    # The tests' schema comes from the models, so that no migration is recorded.
    wrong = [f for f in examine(house) if f.problem and f.name != "schema"]
    assert wrong == []


def test_permissions_carry_both_languages(house):
    assert [p.name for p in house.permissions if set(p.title) != {"zh", "en"}] == []


def test_jobs_can_be_listed_by_who_may(api):
    assert api.get("/api/system/jobs").json() == {"items": [], "next_cursor": None, "total": None}
    assert api.get("/api/system/jobs", headers={"Authorization": ""}).status_code == 401
