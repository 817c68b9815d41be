import pytest

from siyu import organization
from siyu.organization.errors import StaffEmailNotFound

pytestmark = pytest.mark.database


def test_a_reset_password_is_the_one_that_counts(api):
    first = {"email": "li@example.com", "password": "first-password-1"}
    context = api.app.state.context
    with context.session() as session:
        organization.ensure_administrator(session, **first)
    assert api.post("/api/sessions", json=first).status_code == 201
    for _ in range(20):
        api.post("/api/sessions", json=first | {"password": "wrong-password-1"})
    with context.session() as session:
        fresh = organization.reset_password(session, email="LI@example.com")
    # Another address: that of the guesses has a lock-out of its own.
    assert api.post("/api/sessions", json=first).status_code in (401, 429)
    with context.session(read_only=True) as session:
        assert organization.staff.find_staff_row(session, "li@example.com").must_change_password
    assert fresh != first["password"]


def test_nobody_by_that_address(session):
    with pytest.raises(StaffEmailNotFound):
        organization.reset_password(session, email="nobody@example.com")
