"""Evidence in short."""

from datetime import UTC, datetime, timedelta

from hypothesis import Phase

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
