"""The real Python SDKs, unmodified, against a real server on loopback."""

import json
import time

import pytest
import rudderstack.analytics.client as rudder
import segment.analytics.client as segment
import sensorsanalytics

from .servers import Server


@pytest.fixture(scope="module")
def sent(tmp_path_factory, engine):
    """Everything that all SDKs send, loaded; rows by user id."""
    server = Server(tmp_path_factory.mktemp("sdks") / "home")
    server.start()
    try:
        _segment(server.url, gzip=False, user="segment-plain")
        _segment(server.url, gzip=True, user="segment-gzip")
        _rudder(server.url)
        _sensors(server.url)
        server.wait_until_loaded()
    finally:
        server.stop()
    with engine.elsewhere(server.home / "warehouse") as warehouse:
        return warehouse.rows("select * from events order by time")


def rows_of(sent, user: str) -> dict[str, dict]:
    return {row["type"]: row for row in sent if user in (row["user_id"], row["anonymous_id"])}


class TestSegment:
    @pytest.mark.parametrize("user", ["segment-plain", "segment-gzip"])
    def test_every_call_arrives(self, sent, user):
        rows = rows_of(sent, user)
        assert set(rows) == {"track", "identify", "page", "screen", "group", "alias"}
        assert rows["track"]["event"] == "Order Completed"
        assert str(rows["track"]["revenue"]) == "19.9900"
        assert rows["track"]["context"]["library"]["name"] == "analytics-python"
        assert rows["group"]["group_id"] == "g1"
        assert json.loads(rows["page"]["properties_json"]) == {
            "name": "Home",
            "category": "Docs",
            "a": 1,
        }


class TestRudder:
    def test_every_call_arrives(self, sent):
        rows = rows_of(sent, "rudder")
        assert set(rows) == {"track", "identify", "page", "screen", "group", "alias"}
        assert json.loads(rows["identify"]["properties_json"])["city"] == "上海"
        assert "traits" not in json.loads(rows["track"]["context_json"])


class TestSensors:
    def test_every_call_arrives(self, sent):
        found = [row for row in sent if row["context"]["library"]["name"] == "python"]
        assert {row["event"] for row in found} >= {
            "ViewProduct",
            "Identify",
            "$profile_increment",
            "$UnbindID",
        }
        signed_up = [
            row
            for row in found
            if (row["user_id"], row["anonymous_id"]) == ("sa-user", "sa-cookie")
        ]
        assert len(signed_up) == 1

    def test_nothing_of_anybody_waits_or_is_lost(self, sent):
        assert len([row for row in sent if row["event"] == "ViewProduct"]) == 3


def _segment(url: str, *, gzip: bool, user: str) -> None:
    client = segment.Client("k", host=url, gzip=gzip, on_error=_raise, max_retries=1)
    client.identify(user, {"email": "li@example.cn", "city": "上海"})
    client.track(user, "Order Completed", {"revenue": 19.99, "order_id": "o1"})
    client.page(user, "Docs", "Home", {"a": 1})
    client.screen(user, "Docs", "Home")
    client.group(user, "g1", {"name": "Acme"})
    client.alias("before", user)
    client.flush()
    client.join()


def _rudder(url: str) -> None:
    client = rudder.Client("k", host=url, on_error=_raise, max_retries=1)
    client.identify("rudder", {"email": "wang@example.cn", "city": "上海"})
    client.track("rudder", "Signed Up", {"plan": "gold"})
    client.page("rudder", "Docs", "Home", {"a": 1})
    client.screen("rudder", "Docs", "Home")
    client.group("rudder", "g1", {"name": "Acme"})
    client.alias("before-rudder", "rudder")
    client.flush()
    client.join()


def _sensors(url: str) -> None:
    address = f"{url}/sa?project=default&token=s"
    identity = sensorsanalytics.SensorsAnalyticsIdentity
    for consumer in (
        sensorsanalytics.DefaultConsumer(address),
        sensorsanalytics.BatchConsumer(address),
    ):
        client = sensorsanalytics.SensorsAnalytics(consumer)
        client.track("sa-cookie", "ViewProduct", {"price": 1.5})
        client.flush()
        time.sleep(0.002)
    client.track_signup("sa-user", "sa-cookie")
    client.profile_set("sa-user", {"city": "上海"}, is_login_id=True)
    client.profile_increment("sa-user", {"visits": 1}, is_login_id=True)
    client.track("sa-user", "ViewProduct", {"price": 2}, is_login_id=True)
    login = identity(identity.LOGIN_ID, "sa-user")
    client.bind(login, identity(identity.MOBILE, "13800138000"))
    client.unbind(identity(identity.MOBILE, "13800138000"))
    client.flush()
    client.close()


def _raise(error, *_):
    raise error
