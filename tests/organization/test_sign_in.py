from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import func, select

from siyu import organization
from siyu.kernel import clock
from siyu.organization.attempts import begin_attempt
from siyu.organization.errors import TooManyAttempts
from siyu.organization.models import AttemptRow, SessionRow, StaffRow
from siyu.organization.passwords import verify_password
from siyu.organization.reactions import clean_sessions
from siyu.organization.staff import email_index

from .conftest import EMAIL, PASSWORD

NOON = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)


def sign_in(client, email=EMAIL, password=PASSWORD, **more):
    return client.post("/api/sessions", json={"email": email, "password": password, **more})


class TestSignIn:
    def test_opens_a_session_and_says_who_is_in(self, stranger):
        reply = sign_in(stranger)
        assert reply.status_code == 201
        me = reply.json()
        assert (me["email"], me["everywhere"]) == (EMAIL, True)
        assert [role["name"] for role in me["roles"]] == ["administrator"]
        assert {"people.read", "organization.manage_staff"} <= set(me["permissions"])
        assert stranger.get("/api/me").json() == me

    def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self, stranger):
        header = sign_in(stranger).headers["set-cookie"]
        assert header.startswith("siyu_session=")
        assert "HttpOnly" in header and "SameSite=lax" in header and "Path=/" in header
        assert "Secure" not in header

    def test_the_cookie_is_secure_where_the_site_is(self, stranger, context):
        context.settings.public_url = "https://crm.example.com"
        assert "Secure" in sign_in(stranger).headers["set-cookie"]

    def test_neither_token_nor_password_nor_address_is_stored_in_clear(
        self, stranger, context, tmp_path
    ):
        sign_in(stranger)
        token = stranger.cookies["siyu_session"]
        with context.session() as session:
            row = session.scalars(select(SessionRow)).one()
            assert token.encode() not in row.token_hash
            raw = (
                session.connection()
                .exec_driver_sql("select email, name, password_hash from organization_staff")
                .one()
            )
        assert EMAIL.encode() not in bytes(raw[0]) and b"Administrator" not in bytes(raw[1])
        assert raw[2].startswith("$argon2id$")

    def test_address_is_read_however_it_is_written(self, stranger):
        assert sign_in(stranger, email="  ADMIN@example.COM ").status_code == 201

    @pytest.mark.parametrize(
        ("email", "password"), [(EMAIL, "wrong"), ("nobody@example.com", PASSWORD), ("x", "y")]
    )
    def test_wrong_password_and_unknown_address_are_told_alike(self, stranger, email, password):
        reply = sign_in(stranger, email=email, password=password)
        assert reply.status_code == 401
        body = reply.json()
        assert (body["code"], body["facts"]) == ("sign_in_refused", {})
        assert "set-cookie" not in reply.headers

    def test_without_session_or_with_a_made_up_one_nothing_opens(self, stranger):
        assert stranger.get("/api/me").status_code == 401
        stranger.cookies.set("siyu_session", "made-up")
        assert stranger.get("/api/me").status_code == 401
        assert stranger.get("/api/nodes").json()["code"] == "unauthenticated"

    def test_someone_shut_out_is_out_at_once(self, admin, hire, tree):
        guide = hire("chen", ("guide", tree["jingan"]))
        assert guide.get("/api/me").status_code == 200
        assert (
            admin.patch(f"/api/staff/{guide.staff_id}", json={"active": False}).status_code == 200
        )
        assert guide.get("/api/me").status_code == 401
        assert sign_in(guide, "chen@example.com", "bamboo-forest-7").status_code == 401


class TestSession:
    def test_slides_on_with_use_and_ends_without(self, admin, context):
        start = clock.now()
        with clock.frozen(start) as set_to:
            for day in (10, 20, 30):
                set_to(start + timedelta(days=day))
                assert admin.get("/api/me").status_code == 200
            set_to(start + timedelta(days=30 + context.settings.session_days, minutes=1))
            assert admin.get("/api/me").status_code == 401

    def test_own_sessions_are_listed_and_one_can_be_ended(self, admin, new_client):
        other = new_client("198.51.100.9")
        sign_in(other)
        listed = admin.get("/api/sessions").json()["items"]
        assert [(s["address"], s["current"]) for s in listed] == [
            ("198.51.100.9", False),
            ("198.51.100.1", True),
        ]
        assert admin.delete(f"/api/sessions/{listed[0]['id']}").status_code == 204
        assert other.get("/api/me").status_code == 401
        assert admin.get("/api/me").status_code == 200

    def test_nobody_ends_the_session_of_another(self, admin, hire, tree):
        guide = hire("chen", ("guide", tree["jingan"]))
        mine = admin.get("/api/sessions").json()["items"][0]["id"]
        reply = guide.delete(f"/api/sessions/{mine}")
        assert (reply.status_code, reply.json()["code"]) == (404, "session_not_found")
        assert admin.get("/api/me").status_code == 200

    def test_signing_out_ends_it(self, admin):
        token = admin.cookies["siyu_session"]
        assert admin.delete("/api/sessions/current").status_code == 204
        admin.cookies.set("siyu_session", token)
        assert admin.get("/api/me").status_code == 401

    def test_what_has_ended_is_cleaned_away(self, admin, context):
        clean_sessions(context, clock.now())
        assert admin.get("/api/me").status_code == 200
        with clock.frozen(clock.now() + timedelta(days=40)):
            clean_sessions(context, clock.now())
        with context.session() as session:
            assert session.scalar(select(func.count()).select_from(SessionRow)) == 0


class TestForgery:
    def test_a_change_without_the_console_header_is_refused(self, admin):
        admin.headers.pop("X-Siyu-Console")
        reply = admin.post("/api/nodes", json={"name": "x", "kind": "group"})
        assert (reply.status_code, reply.json()["code"]) == (403, "console_header_missing")
        assert admin.get("/api/nodes").json()["items"] == []

    def test_reading_needs_no_header(self, admin):
        admin.headers.pop("X-Siyu-Console")
        assert admin.get("/api/me").status_code == 200


class TestLockOut:
    def test_failures_make_the_next_attempt_wait_longer_each_time(self, stranger):
        waits = []
        with clock.frozen(NOON) as set_to:
            for _ in range(5):
                assert sign_in(stranger, password="wrong").status_code == 401
            for _ in range(4):
                reply = sign_in(stranger)
                assert (reply.status_code, reply.json()["code"]) == (429, "too_many_attempts")
                waits.append(int(reply.headers["retry-after"]))
                assert reply.json()["facts"]["retry_after_seconds"] == waits[-1]
                set_to(clock.now() + timedelta(seconds=waits[-1]))
                assert sign_in(stranger, password="wrong").status_code == 401
        assert waits == sorted(waits)
        assert waits[-1] >= 2 * waits[0]

    def test_after_the_wait_the_right_password_opens_and_clears(self, stranger):
        with clock.frozen(NOON) as set_to:
            for _ in range(5):
                sign_in(stranger, password="wrong")
            set_to(NOON + timedelta(minutes=1))
            assert sign_in(stranger).status_code == 201
            for _ in range(4):
                assert sign_in(stranger, password="wrong").status_code == 401
            assert sign_in(stranger).status_code == 201

    def test_another_address_is_not_locked_out_with_it(self, stranger, new_client):
        for _ in range(6):
            sign_in(stranger, password="wrong")
        assert sign_in(stranger).status_code == 429
        assert sign_in(new_client("203.0.113.99")).status_code == 201

    def test_one_address_cannot_try_many_accounts(self, app, context):
        address = "203.0.113.50"
        with clock.frozen(NOON):
            for number in range(30):
                begin_attempt(context, email_index(f"user{number}@example.com"), address)
            with pytest.raises(TooManyAttempts):
                begin_attempt(context, email_index("one-more@example.com"), address)

    def test_a_burst_counts_every_attempt(self, app, context):
        index = email_index(EMAIL)

        def attempt(_):
            try:
                begin_attempt(context, index, "203.0.113.1")
            except TooManyAttempts:
                return 0
            return 1

        with clock.frozen(NOON), ThreadPoolExecutor(8) as pool:
            let_through = sum(pool.map(attempt, range(40)))
        assert let_through == 5

    def test_no_address_and_no_account_is_kept_in_clear(self, stranger, context):
        sign_in(stranger, password="wrong")
        with context.session() as session:
            keys = session.scalars(select(AttemptRow.key)).all()
        assert len(keys) == 3 and all(len(key) == 16 for key in keys)


@pytest.fixture
def authenticator(admin):
    """An administrator with one-time codes on: code maker and recovery codes."""
    with clock.frozen(NOON):
        made = admin.post("/api/me/totp", json={"password": PASSWORD})
        assert made.status_code == 201
        assert made.json()["uri"].startswith("otpauth://totp/")
        totp = pyotp.TOTP(made.json()["secret"])
        confirmed = admin.post("/api/me/totp/confirmation", json={"code": totp.at(NOON)})
        assert confirmed.status_code == 200, confirmed.text
    return totp, confirmed.json()["recovery_codes"]


class TestTotp:
    def test_the_code_is_asked_for_then_taken(self, stranger, authenticator):
        totp, _ = authenticator
        later = NOON + timedelta(minutes=5)
        with clock.frozen(later):
            asked = sign_in(stranger)
            assert (asked.status_code, asked.json()["code"]) == (401, "totp_required")
            assert sign_in(stranger, totp=totp.at(later)).status_code == 201
            assert stranger.get("/api/me").json()["one_time_codes"] is True

    def test_a_code_works_once(self, stranger, new_client, authenticator):
        totp, _ = authenticator
        later = NOON + timedelta(minutes=5)
        with clock.frozen(later):
            assert sign_in(stranger, totp=totp.at(later)).status_code == 201
            again = sign_in(new_client(), totp=totp.at(later))
            assert (again.status_code, again.json()["code"]) == (401, "totp_refused")

    def test_one_step_off_is_taken_and_two_are_not(self, new_client, authenticator):
        totp, _ = authenticator
        later = NOON + timedelta(minutes=5)
        with clock.frozen(later):
            for seconds, status in ((-60, 401), (60, 401), (30, 201)):
                code = totp.at(later + timedelta(seconds=seconds))
                assert sign_in(new_client(), totp=code).status_code == status

    def test_a_recovery_code_stands_in_once(self, new_client, authenticator):
        _, recovery = authenticator
        assert len(set(recovery)) == 10
        assert sign_in(new_client(), totp=recovery[0]).status_code == 201
        assert sign_in(new_client(), totp=recovery[0]).status_code == 401
        assert sign_in(new_client(), totp=recovery[1].upper()).status_code == 201

    def test_knowing_the_password_gives_no_free_guesses_at_the_code(self, stranger, authenticator):
        with clock.frozen(NOON + timedelta(minutes=5)):
            statuses = []
            for guess in range(12):
                statuses.append(sign_in(stranger, totp=f"{guess:06d}").status_code)
                statuses.append(sign_in(stranger).status_code)
        assert 429 in statuses
        assert statuses.count(401) < 14

    def test_nothing_is_asked_before_the_secret_is_confirmed(self, admin, stranger):
        admin.post("/api/me/totp", json={"password": PASSWORD})
        assert sign_in(stranger).status_code == 201

    def test_switching_it_needs_the_password(self, admin, authenticator):
        assert admin.post("/api/me/totp", json={"password": PASSWORD}).status_code == 409
        wrong = admin.post("/api/me/totp/removal", json={"password": "wrong"})
        assert (wrong.status_code, wrong.json()["code"]) == (403, "password_wrong")
        assert admin.post("/api/me/totp/removal", json={"password": PASSWORD}).status_code == 204
        assert admin.get("/api/me").json()["one_time_codes"] is False


class TestPassword:
    def test_changing_it_ends_every_other_session(self, admin, new_client):
        other = new_client()
        sign_in(other)
        body = {"current_password": PASSWORD, "new_password": "lotus-pond-1999"}
        assert admin.put("/api/me/password", json=body).status_code == 204
        assert admin.get("/api/me").status_code == 200
        assert other.get("/api/me").status_code == 401
        assert sign_in(other).status_code == 401
        assert sign_in(other, password="lotus-pond-1999").status_code == 201

    def test_needs_the_old_one(self, admin):
        body = {"current_password": "guess", "new_password": "lotus-pond-1999"}
        reply = admin.put("/api/me/password", json=body)
        assert (reply.status_code, reply.json()["code"]) == (403, "password_wrong")

    @pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaa", "password123", EMAIL])
    def test_refuses_what_is_guessed_first(self, admin, weak):
        body = {"current_password": PASSWORD, "new_password": weak}
        reply = admin.put("/api/me/password", json=body)
        assert (reply.status_code, reply.json()["code"]) == (422, "password_too_weak")


class TestEnsureAdministrator:
    def test_generates_a_password_once(self, context, new_client):
        with context.session() as session:
            organization.ensure_administrator(session, email="x@example.com", password=None)
        # The fixture's administrator was there first.
        with context.session() as session:
            assert session.scalar(select(func.count()).select_from(StaffRow)) == 1

    def test_shows_what_it_generated_and_asks_for_another(self, context):
        with context.session() as session:
            generated = organization.ensure_administrator(session, email="a@b.cn", password=None)
            assert organization.ensure_administrator(session, email="a@b.cn", password=None) is None
            row = session.scalars(select(StaffRow)).one()
            assert row.must_change_password
            assert verify_password(generated, row.password_hash)[0]
