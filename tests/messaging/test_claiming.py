"""Many senders at once, on both databases, and senders that die."""

import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

from siyu.channels.models import PhoneMessageRow
from siyu.kernel import clock
from siyu.kernel.events import OutboxRow
from siyu.messaging.claiming import claim_batch
from siyu.messaging.contracts import Cap, CapScope
from siyu.messaging.invariants import INVARIANTS
from siyu.messaging.models import DeliveryRow
from siyu.messaging.sending import send_batch

pytestmark = pytest.mark.database

THREADS = 64
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def all_states(context):
    with context.session() as session:
        return Counter(session.scalars(select(DeliveryRow.state)))


def sent_events(context):
    with context.session() as session:
        rows = session.scalars(
            select(OutboxRow.payload).where(OutboxRow.name == "messaging.message_sent")
        )
        return Counter(row["delivery_id"] for row in rows)


def assert_sound(context):
    for invariant in INVARIANTS:
        assert invariant.broken(context) == [], invariant.name


class TestManySenders:
    def test_sixty_four_claim_and_nobody_is_taken_twice(self, room, world, desk, monkeypatch):
        from siyu.channels.sandbox import SandboxAdapter

        monkeypatch.setattr(SandboxAdapter, "batch_max", 7)
        world.members = list(range(1, 2001))
        campaign_id = desk.prepare()
        barrier = Barrier(THREADS)

        def claim_all(_):
            taken = []
            barrier.wait()
            while (claim := claim_batch(room, campaign_id)) is not None:
                taken += [delivery.person_id for delivery in claim.deliveries]
            return taken

        with ThreadPoolExecutor(THREADS) as pool:
            taken = [person for part in pool.map(claim_all, range(THREADS)) for person in part]
        assert len(taken) == len(set(taken))
        # On PostgreSQL a sender may find all that is left held by others and go home early.
        rest = []
        while (claim := claim_batch(room, campaign_id)) is not None:
            rest += [delivery.person_id for delivery in claim.deliveries]
        assert sorted(taken + rest) == world.members

    def test_sixty_four_send_and_everyone_has_it_once(self, room, world, desk, monkeypatch):
        from siyu.channels.sandbox import SandboxAdapter

        monkeypatch.setattr(SandboxAdapter, "batch_max", 7)
        world.members = list(range(1, 1001))
        campaign_id = desk.prepare()

        def send_all(_):
            while send_batch(room, campaign_id):
                pass

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(send_all, range(THREADS)))
        while send_batch(room, campaign_id):
            pass
        with room.session() as session:
            phones = Counter(session.scalars(select(PhoneMessageRow.person_id)))
        assert phones == dict.fromkeys(world.members, 1)
        assert all_states(room) == {"sent": 1000}
        assert set(sent_events(room).values()) == {1} and len(sent_events(room)) == 1000
        assert_sound(room)

    def test_campaigns_that_race_for_one_person_keep_to_the_cap(self, room, world, desk):
        world.members = list(range(1, 41))
        cap = (Cap(scope=CapScope.all, count=1, days=7),)
        campaigns = [desk.prepare(caps=cap) for _ in range(8)]

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda n: send_batch(room, campaigns[n % 8]), range(THREADS)))
        with room.session() as session:
            phones = Counter(session.scalars(select(PhoneMessageRow.person_id)))
        assert phones == dict.fromkeys(world.members, 1)


class TestLease:
    def test_a_claim_whose_sender_died_comes_back_when_its_lease_has_run_out(
        self, room, world, desk
    ):
        world.members = [1, 2, 3]
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.prepare()
            first = claim_batch(room, campaign_id)
            assert claim_batch(room, campaign_id) is None
            set_to(NOON + timedelta(seconds=59))
            assert claim_batch(room, campaign_id) is None
            set_to(NOON + timedelta(seconds=61))
            second = claim_batch(room, campaign_id)
            assert {d.id for d in second.deliveries} == {d.id for d in first.deliveries}
            assert {d.attempt for d in second.deliveries} == {2}

    def test_a_sender_that_comes_back_late_changes_nothing(self, room, world, desk):
        from siyu.channels import HandoverResult, Outcome
        from siyu.messaging.settling import settle

        world.members = [1]
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.prepare()
            late = claim_batch(room, campaign_id)
            set_to(NOON + timedelta(minutes=5))
            claim_batch(room, campaign_id)
            delivery_id = late.deliveries[0].id
            refused = HandoverResult(key="x", outcome=Outcome.refused)
            with room.session() as session:
                settle(session, late, {delivery_id: refused})
        assert all_states(room) == {"sending": 1}

    def test_a_message_that_kills_every_sender_is_given_up(self, room, world, desk):
        world.members = [1]
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.prepare()
            for minute in range(20):
                set_to(NOON + timedelta(minutes=2 * minute))
                claim_batch(room, campaign_id)
        assert all_states(room) == {"failed": 1}


SENDER = """
import os, signal, sys
from siyu.kernel.cipher import Cipher, install_cipher
from tests.messaging.dying_sender import run
install_cipher(Cipher(b"siyu-tests-siyu-tests-siyu-tests"))
run(database_url=sys.argv[1], home=sys.argv[2], members=int(sys.argv[3]), die_after=int(sys.argv[4]))
"""


class TestKill:
    def test_killed_between_hand_over_and_mark_nobody_gets_it_twice_or_never(
        self, room, world, desk, settings
    ):
        world.members = list(range(1, 101))
        campaign_id = desk.prepare()
        root = Path(__file__).parents[2]
        for die_after in (1, 2, 1):
            done = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    SENDER,
                    settings.database,
                    str(settings.home),
                    "100",
                    str(die_after),
                ],
                cwd=root,
                env={**os.environ, "PYTHONPATH": str(root)},
                capture_output=True,
                timeout=120,
            )
            assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]
            # The killed one's lease is over; what it handed over but did not mark is still "sending".
            with room.session() as session:
                session.execute(
                    DeliveryRow.__table__.update()
                    .where(DeliveryRow.lease_until.is_not(None))
                    .values(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
                )
        assert all_states(room)["sending"] > 0
        desk.run()
        with room.session() as session:
            phones = Counter(session.scalars(select(PhoneMessageRow.person_id)))
        assert phones == dict.fromkeys(world.members, 1)
        assert all_states(room) == {"delivered": 100}
        assert set(sent_events(room).values()) == {1} and len(sent_events(room)) == 100
        assert_sound(room)
        assert campaign_id
