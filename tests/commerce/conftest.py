"""A shop on a fresh database."""

import pytest

from siyu.kernel.context import Context

from .world import Shop


@pytest.fixture
def shop(context: Context) -> Shop:
    return Shop(context).open()
