"""A shop that is paid through a twin of WeChat Pay, in either mode of keys."""

import pytest

from siyu.commerce.payments.wechat.twin import Twin, new_merchant, new_platform
from siyu.kernel.context import Context

from .till import Till


@pytest.fixture(scope="session")
def platform():
    return new_platform()


@pytest.fixture(scope="session")
def merchants():
    return {
        mode: new_merchant(f"19000001{number}", f"wx{number}", by_public_key=mode == "public_key")
        for number, mode in enumerate(("certificate", "public_key"))
    }


@pytest.fixture
def twin(platform):
    made = Twin(platform)
    made.book.refund_pause = False
    made.start()
    yield made
    made.stop()


@pytest.fixture(params=["certificate", "public_key"])
def till(context: Context, twin, merchants, request) -> Till:
    return Till(context, twin, twin.admit(merchants[request.param])).open()


@pytest.fixture
def one_till(context: Context, twin, merchants) -> Till:
    """For what does not hang on the mode of keys."""
    return Till(context, twin, twin.admit(merchants["public_key"])).open()
