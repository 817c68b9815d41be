from decimal import Decimal

import pytest

from siyu.imports import Kind, MappingIncomplete, MappingMalformed
from tests.imports.conftest import AT


class TestPeople:
    FILE = "会员号,手机号,姓名,城市,积分,标签,是否同意营销,门店,注册时间\nM1,13800138000,李华,上海,12.5,高客单;美妆,是,S01,2024-01-02\n"

    def test_a_row_is_an_identify_with_what_else_is_known(self, dry_run):
        found = dry_run(Kind.people, self.FILE, stores={"S01"})
        event = found.events[0]
        assert event["type"] == "identify"
        assert event["traits"] == {
            "name": "李华",
            "city": "上海",
            "积分": 12.5,
            "phone": "+8613800138000",
            "createdAt": "2024-01-02T00:00:00.000Z",
        }
        assert event["timestamp"].startswith(f"{AT:%Y-%m-%d}"), (
            "what a file says holds from its import on"
        )
        assert found.extras == [
            {
                "identifiers": {"member_no": "M1", "phone": "+8613800138000"},
                "tags": [["imported", "高客单"], ["imported", "美妆"]],
                "consent": True,
                "store": "S01",
            }
        ]

    def test_rows_of_one_person_are_folded_and_the_later_wins(self, dry_run):
        found = dry_run(
            Kind.people, "customer id,city,tags\n1,Rome,a\n2,Oslo,\n1,Paris,b\n1,Paris,b\n"
        )
        assert found.report.items == {"people": 2}
        assert found.dirt["person_repeated"] == 2
        one = next(e for e in found.events if e["userId"] == "1")
        assert one["traits"]["city"] == "Paris"
        assert {
            "identifiers": {"user_id": "1"},
            "tags": [["imported", "a"], ["imported", "b"]],
        } in found.extras

    def test_names_its_dirt(self, dry_run):
        found = dry_run(
            Kind.people,
            "customer id,手机号,邮箱,门店,consent\n1,123,x@,S9,maybe\n,,,,\n,,a@b.cn,,\n,12,,,yes\n",
            stores={"S01"},
        )
        assert found.dirt == {
            "blank_row": 1,
            "identifier_missing": 1,
            "phone_malformed": 2,
            "email_malformed": 1,
            "store_unknown": 1,
            "consent_malformed": 1,
        }
        assert found.report.kept == 2

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("00123", "00123"),
            ("12", 12),
            ("1.50", 1.5),
            ("12345678901234567890", "12345678901234567890"),
        ],
    )
    def test_numbers_stay_text_where_a_number_would_change_them(self, dry_run, text, value):
        assert (
            dry_run(Kind.people, f"customer id,level\n1,{text}\n").events[0]["traits"]["level"]
            == value
        )


class TestEventRows:
    def test_a_row_is_an_event_with_the_rest_as_properties(self, dry_run):
        found = dry_run(
            Kind.events,
            "user_id,event,timestamp,platform,price,vip\nu1,Product Viewed,2024-01-01 10:00:00,ios,1.5,true\n",
        )
        event = found.event("Product Viewed")
        assert (event["userId"], event["timestamp"]) == ("u1", "2024-01-01T10:00:00.000Z")
        assert event["properties"] == {"platform": "ios", "price": 1.5, "vip": True}

    def test_two_rows_that_say_the_same_are_one_event(self, dry_run):
        found = dry_run(
            Kind.events,
            "user_id,event,timestamp\nu1,Seen,2024-01-01\nu1,Seen,2024-01-01\nu2,Seen,2024-01-01\n",
        )
        assert found.report.items == {"Seen": 2}
        assert found.dirt == {"duplicate_row": 1}

    def test_properties_may_be_json(self, dry_run):
        found = dry_run(
            Kind.events,
            '{"user_id":"u","event":"E","time":"2024-01-01","properties":{"a":{"b":[1,2]}}}\n',
        )
        assert found.event("E")["properties"] == {"a": {"b": [1, 2]}}

    def test_real_clicks(self, dry_run, shared_data):
        found = dry_run(Kind.events, shared_data / "retentioneering_ecom" / "ecom.csv.gz")
        assert (found.report.rows, found.report.rejected) == (31_106, 0)
        assert found.dirt == {"duplicate_row": 30}
        assert sum(found.report.items.values()) == 31_076
        assert (len(found.report.items), found.report.customers) == (19, 600)


class TestTagRows:
    def test_a_row_is_tags_for_somebody(self, dry_run):
        found = dry_run(
            Kind.tags, 'customer id,标签,标签组,到期时间\n1,金牌,等级,2030-01-01\n2,"a,b",,\n3,,,\n'
        )
        assert found.extras == [
            {
                "identifiers": {"user_id": "1"},
                "tags": [["等级", "金牌"]],
                "expires_at": "2030-01-01T00:00:00.000Z",
            },
            {
                "identifiers": {"user_id": "2"},
                "tags": [["imported", "a"], ["imported", "b"]],
                "expires_at": None,
            },
        ]
        assert found.dirt == {"tag_missing": 1}
        assert found.events == []


class TestAdSpend:
    def test_a_day_of_a_campaign_is_one_event_of_nobody(self, dry_run):
        found = dry_run(
            Kind.ad_spend,
            "日期,渠道,计划,消耗,展现量,点击量\n2024-01-01,抖音,新客A,100.05,1000,10\n2024-01-01,抖音,新客A,0.10,20,1\n2024-01-02,抖音,新客A,3,,\n",
        )
        first = found.events[0]
        assert first["event"] == "Ad Spend Reported"
        assert first["personId"] == 0
        assert first["timestamp"].startswith("2024-01-01T12:00"), "a day stands at noon"
        assert first["properties"] == {
            "channel": "抖音", "campaign": "新客A", "value": "100.15", "cost": "100.15", "currency": "CNY", "impressions": 1020, "clicks": 11,
        }  # fmt: skip
        assert Decimal(found.report.total) == Decimal("103.15")


class TestMapping:
    def test_a_needed_field_without_column_is_named(self, dry_run):
        with pytest.raises(MappingIncomplete) as refused:
            dry_run(Kind.orders, "foo,bar\nx,y\n")
        assert set(refused.value.missing) == {"time", "price|total"}

    @pytest.mark.parametrize(
        "columns", [{"nonsense": "a"}, {"order_id": "nowhere"}, {"property:": "a"}]
    )
    def test_what_does_not_exist_is_refused(self, dry_run, columns):
        with pytest.raises(MappingMalformed):
            dry_run(Kind.orders, "a,b\nx,y\n", columns=columns)

    def test_a_zone_that_does_not_exist_is_refused(self, dry_run):
        with pytest.raises(MappingMalformed):
            dry_run(Kind.orders, "order_id,date,amount\n1,2024-01-01,2\n", time_zone="Mars/Olympus")
