"""Evidence in short, and somebody to begin with."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import Phase

from siyu import people
from siyu.kernel import ids
from siyu.people import Evidence, Identifier

# Shrinking plays thousands of histories; switch it on where one has failed.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
START = datetime(2026, 1, 1, tzinfo=UTC)


def says(minute: float, message_id: str | None = None, /, **identifiers: str) -> Evidence:
    """Evidence at a minute: ``says(3, user_id="a", email="a@x.cn")``."""
    return Evidence(
        tuple(Identifier(kind.replace("__", ":"), value) for kind, value in identifiers.items()),
        START + timedelta(minutes=minute),
        message_id or f"m{minute}",
        "web",
    )


def code(person_id):
    return ids.code("per", person_id)


@pytest.fixture
def resolve(house):
    def resolve(*evidences):
        with house.context.session() as session:
            return people.resolve(session, evidences)

    return resolve


@pytest.fixture
def ming(api):
    """张小明 of Shanghai, entered by hand."""
    body = {
        "identifiers": [{"type": "user_id", "value": "u-ming"}],
        "traits": {
            "name": "张小明",
            "phone": "138 0013 8000",
            "email": "Ming.Zhang@Example.com",
            "city": "上海",
            "address": {"city": "上海", "street": "南京西路1266号"},
        },
    }
    reply = api.post("/api/people", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


def broken(house):
    from siyu.people.manifest import MODULE

    return {
        one.name: examples for one in MODULE.invariants if (examples := one.broken(house.context))
    }
