"""Birthdays, joining days and member days: who gets a coupon, when, and only once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from siyu import loyalty
from siyu.kernel import ids
from siyu.kernel.clock import frozen
from siyu.kernel.jobs import JobRun, requested_jobs, run_job
from siyu.loyalty.models import MemberRow
from siyu.promotions.models import CouponRow
from siyu.promotions.occasion_runs import open_due_days, run_occasion
from siyu.warehouse import Warehouse

from .conftest import TEN_OFF, Shop

pytestmark = pytest.mark.database

# 12:00 in Shanghai on a Sunday.
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with frozen(NOON) as set_to:
        yield set_to


@pytest.fixture
def shop(house) -> Shop:
    return Shop(house.context)


def occasion(api, shop, kind, *, on=True, coupon=None, **body):
    coupon = coupon or ids.code("cpk", shop.kind(effect=TEN_OFF))
    made = api.post(
        "/api/promotions/occasions",
        json={"name": "礼", "kind": kind, "kind_id": coupon, **body},
    )
    assert made.status_code == 201, made.text
    code = made.json()["id"]
    if on:
        assert api.post(f"/api/promotions/occasions/{code}/on").json()["on"] is True
    return code


def born(house, birthdays):
    rows = [("trait:birthday", person, day, 1) for person, day in birthdays.items()]
    house.context.get(Warehouse).insert_rows(
        "person_values", ["key", "person", "value", "version"], rows
    )


def work(house, at=NOON):
    open_due_days(house.context, at)
    with house.context.session(read_only=True) as session:
        waiting = [job.id for job in requested_jobs(session) if job.name == "promotions.occasion"]
    for job in waiting:
        run_job(house.context, house.jobs, job)


def holders(house):
    with house.context.session(read_only=True) as session:
        return sorted(session.scalars(select(CouponRow.person_id)))


def members(house, shop, count, *, joined=NOON):
    people = shop.people(count)
    with house.context.session() as session:
        for person in people:
            loyalty.earn_points(session, person, points=1, cause=f"hello:{person}")
        session.execute(
            update(MemberRow).where(MemberRow.person_id.in_(people)).values(joined_at=joined)
        )
    return people


class TestBirthday:
    def test_is_celebrated_days_ahead_and_once_a_year(self, api, house, shop, clock):
        one, two, three = shop.people(3)
        born(house, {one: "1990-11-25", two: "11-25", three: "1990-11-24"})
        code = occasion(api, shop, "birthday", days_before=3)
        work(house)
        assert holders(house) == [one, two]
        work(house, NOON + timedelta(hours=1))
        # Who says another birthday gets nothing more this year.
        born(house, {one: "1990-11-26"})
        clock(NOON + DAY)
        work(house, NOON + DAY)
        assert holders(house) == [one, two]
        runs = api.get(f"/api/promotions/occasions/{code}/runs").json()
        assert [(run["day"], run["given"]) for run in runs][-1] == ("2026-11-22", 2)
        assert all(run["finished_at"] for run in runs)

    def test_of_a_month_is_celebrated_before_its_first_day(self, api, house, shop, clock):
        one, two = shop.people(2)
        born(house, {one: "1990-12-25", two: "1990-11-25"})
        occasion(api, shop, "birthday_month", days_before=2)
        for days in range(9):
            clock(NOON + days * DAY)
            work(house, NOON + days * DAY)
        assert holders(house) == [one]

    def test_of_a_leap_day_comes_a_day_earlier_in_other_years(self, api, house, shop, clock):
        [one] = shop.people(1)
        born(house, {one: "1992-02-29"})
        eve = datetime(2027, 2, 28, 4, tzinfo=UTC)
        clock(eve)
        occasion(api, shop, "birthday")
        work(house, eve)
        assert holders(house) == [one]


class TestMembers:
    def test_the_day_of_joining_comes_after_a_year(self, api, house, shop):
        old = members(house, shop, 2, joined=datetime(2024, 11, 21, 17, tzinfo=UTC))
        members_today = shop.people(1, tag="new")
        with house.context.session() as session:
            loyalty.earn_points(session, members_today[0], points=1, cause="hello:new")
        occasion(api, shop, "joining_day")
        work(house)
        # 17:00 UTC is the next day in Shanghai.
        assert holders(house) == sorted(old)

    def test_a_member_day_gives_to_every_member_of_a_tier(self, api, house, shop):
        people = members(house, shop, 3)
        with house.context.session() as session:
            session.execute(
                update(MemberRow).where(MemberRow.person_id == people[0]).values(tier="gold")
            )
        occasion(api, shop, "weekly", days=[7], tiers=["gold"])
        occasion(api, shop, "weekly", days=[3], tiers=["regular"])
        occasion(api, shop, "monthly", days=[21, 22], tiers=["regular"])
        work(house)
        assert holders(house) == sorted(people)

    def test_a_broken_off_day_goes_on_and_gives_nobody_twice(self, api, house, shop, monkeypatch):
        people = members(house, shop, 7)
        occasion(api, shop, "weekly", days=[7])
        monkeypatch.setattr("siyu.promotions.occasion_runs.PEOPLE_AT_ONCE", 2)
        reports = []

        class Dying(JobRun):
            def report(self, done, *_):
                reports.append(done)
                if len(reports) == 2:
                    raise RuntimeError("killed")

        open_due_days(house.context, NOON)
        with pytest.raises(RuntimeError):
            run_occasion(house.context, Dying(house.context, None, {"run_id": 1}))
        assert len(holders(house)) == 4
        again = JobRun(house.context, None, {"run_id": 1})
        assert run_occasion(house.context, again)["given"] == 7
        assert holders(house) == sorted(people)


class TestDays:
    def test_nothing_before_the_hour_of_the_brand_s_day(self, api, house, shop):
        members(house, shop, 1)
        occasion(api, shop, "weekly", days=[7], hour=13)
        work(house, NOON)
        assert holders(house) == []
        work(house, NOON + timedelta(hours=1))
        assert len(holders(house)) == 1

    def test_missed_days_are_made_up_for_a_week_back(self, api, house, shop, clock):
        members(house, shop, 1)
        code = occasion(api, shop, "monthly", days=list(range(1, 32)))
        late = NOON + 20 * DAY
        clock(late)
        work(house, late)
        runs = api.get(f"/api/promotions/occasions/{code}/runs").json()
        days = [date.fromisoformat(run["day"]) for run in runs]
        assert (len(days), max(days)) == (7, date(2026, 12, 12))

    def test_a_kind_that_gives_no_more_is_said_and_holds_up_nothing(self, api, house, shop):
        members(house, shop, 2)
        kind = ids.code("cpk", shop.kind(effect=TEN_OFF))
        code = occasion(api, shop, "weekly", days=[7], coupon=kind)
        api.post(f"/api/promotions/coupon-kinds/{kind}/stop")
        work(house)
        [run] = api.get(f"/api/promotions/occasions/{code}/runs").json()
        assert (run["given"], run["refused"], bool(run["finished_at"])) == (0, 2, True)

    def test_switched_off_it_gives_nothing(self, api, house, shop):
        members(house, shop, 1)
        code = occasion(api, shop, "weekly", days=[7])
        assert api.post(f"/api/promotions/occasions/{code}/off").json()["on"] is False
        assert api.post(f"/api/promotions/occasions/{code}/off").status_code == 409
        work(house)
        assert holders(house) == []

    @pytest.mark.parametrize(
        "body",
        [
            {"kind": "weekly"},
            {"kind": "weekly", "days": [8]},
            {"kind": "birthday", "days": [1]},
        ],
    )
    def test_refuses_days_that_do_not_fit(self, api, shop, body):
        coupon = ids.code("cpk", shop.kind(effect=TEN_OFF))
        refused = api.post(
            "/api/promotions/occasions", json={"name": "礼", "kind_id": coupon, **body}
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "occasion_unfit")


def test_points_end_by_the_brand_s_days_as_soon_as_it_has_moved(api, house, monkeypatch):
    from siyu.loyalty import zone

    monkeypatch.setattr(zone, "LOOK_SECONDS", 0.0)
    assert zone.business_zone().key == "Asia/Shanghai"
    api.patch("/api/brand", json={"timezone": "Asia/Tokyo"})
    with house.context.session() as session:
        zone.follow_brand(session)
    assert zone.business_zone().key == "Asia/Tokyo"
    api.patch("/api/brand", json={"timezone": "Asia/Shanghai"})
    with house.context.session() as session:
        zone.follow_brand(session)
