"""Segments asked for over HTTP, as the console and other programs do."""

from datetime import timedelta

from siyu.kernel import ids

from .world import NOW, Event

QUIET_BUYERS = {
    "version": 1,
    "where": {
        "kind": "all",
        "conditions": [
            {"kind": "did", "event": "Order Completed", "compare": {"op": "at_least", "value": 4}},
            {
                "kind": "did_not",
                "event": "Order Completed",
                "window": {"kind": "last", "amount": 60},
            },
        ],
    },
}
EVERYONE = {"where": {"kind": "everyone"}}


def person(number: int) -> str:
    return ids.code("per", number)


def make(client, name="s", definition=QUIET_BUYERS, **more) -> str:
    reply = client.post("/api/segments", json={"name": name, "definition": definition, **more})
    assert reply.status_code == 201, reply.text
    return reply.json()["id"]


def orders(loader, node: int, *days_ago: int) -> None:
    loader.add(
        *[
            Event(node, "Order Completed", NOW - timedelta(days=d), {"revenue": 10})
            for d in days_ago
        ]
    )
