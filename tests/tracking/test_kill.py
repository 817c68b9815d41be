"""``kill -9`` at any moment under load loses no acknowledged event and counts none twice."""

import random
import threading
import time
import uuid

import httpx
import pytest

from .servers import Server

KILLS = 6
SENDERS = 4


class Sender(threading.Thread):
    """Sends until told to stop; what fails is sent again as it was, as SDKs do."""

    def __init__(self, server: Server, number: int) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.random = random.Random(number)
        self.acknowledged: list[str] = []
        self.unsure: list[str] = []
        self.stopping = threading.Event()

    def run(self) -> None:
        with httpx.Client(timeout=5, auth=("k", "")) as client:
            while not self.stopping.is_set():
                ids = [uuid.uuid4().hex for _ in range(self.random.choice([1, 5, 50, 200]))]
                batch = {"batch": [self._event(message_id) for message_id in ids]}
                while not self._send(client, batch):
                    if self.stopping.is_set():
                        self.unsure += ids
                        return
                    time.sleep(0.1)
                self.acknowledged += ids
                # Some clients repeat what was answered.
                if self.random.random() < 0.2:
                    self._send(client, batch)

    def _event(self, message_id: str) -> dict:
        user = self.random.randrange(300)
        return {
            "type": self.random.choice(["track", "track", "identify", "page"]),
            "event": self.random.choice(["A", "B", "C"]),
            "messageId": message_id,
            "userId": f"u{user}",
            "anonymousId": f"a{user}-{self.random.randrange(3)}",
            "properties": {"revenue": 1},
            "traits": {"city": self.random.choice(["上海", "北京"])},
        }

    def _send(self, client: httpx.Client, batch: dict) -> bool:
        try:
            return client.post(f"{self.server.url}/v1/batch", json=batch).status_code == 200
        except httpx.HTTPError:
            return False


@pytest.mark.slow
def test_no_acknowledged_event_is_lost_or_counted_twice(tmp_path, engine):
    server = Server(tmp_path / "home")
    server.start()
    senders = [Sender(server, number) for number in range(SENDERS)]
    try:
        for sender in senders:
            sender.start()
        when = random.Random(7)
        for _ in range(KILLS):
            time.sleep(when.uniform(0.2, 2.5))
            server.kill()
            server.start()
        time.sleep(1)
        for sender in senders:
            sender.stopping.set()
        for sender in senders:
            sender.join(30)
        server.wait_until_loaded()
    finally:
        for sender in senders:
            sender.stopping.set()
        server.stop()
    acknowledged = {message_id for sender in senders for message_id in sender.acknowledged}
    sent = acknowledged | {message_id for sender in senders for message_id in sender.unsure}
    assert len(acknowledged) > 1000
    with engine.elsewhere(server.home / "warehouse") as warehouse:
        loaded = list(warehouse.columns("select message_id from events")["message_id"])
        assert len(loaded) == len(set(loaded))
        assert acknowledged <= set(loaded) <= sent
        counts = "select event, sum(count) as n from {} group by event order by event"
        events = warehouse.rows(
            "select event, count() as n from events group by event order by event"
        )
        assert warehouse.rows(counts.format("person_days")) == events
        assert warehouse.rows(counts.format("person_life")) == events
        assert warehouse.value("select count() from events where person = 0") == 0
