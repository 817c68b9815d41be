"""Sixteen clients at once, each with a session of its own: nothing is overspent, nobody waits for ever."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from siyu import loyalty
from siyu.kernel.errors import Conflict, NotFound

from .conftest import broken, make_people

pytestmark = pytest.mark.database

CLIENTS = 16


def at_once(work, count):
    with ThreadPoolExecutor(CLIENTS) as pool:
        return [
            future.result(timeout=120) for future in [pool.submit(work, n) for n in range(count)]
        ]


def test_of_many_purchases_at_once_just_as_many_succeed_as_there_are_points(context, person):
    with context.session() as session:
        for number in range(5):
            loyalty.earn_points(session, person, points=100, cause=f"e{number}")

    def buy(number):
        try:
            with context.session() as session:
                loyalty.spend_points(session, person, points=10, cause=f"order:{number}")
        except loyalty.InsufficientPoints:
            return False
        return True

    assert sum(at_once(buy, 160)) == 50
    assert broken(context) == {}
    with context.session() as session:
        assert loyalty.member_of(session, person).points.available == 0


def test_one_cause_at_once_spends_once(context, person):
    with context.session() as session:
        loyalty.earn_points(session, person, points=100, cause="e")

    def buy(_):
        with context.session() as session:
            return loyalty.spend_points(session, person, points=10, cause="order:1").again

    assert sorted(at_once(buy, 32)) == [False] + [True] * 31
    assert broken(context) == {}


def test_a_first_purchase_of_a_new_member_at_once_makes_one_member(context, person):
    def give(number):
        with context.session() as session:
            return loyalty.earn_points(session, person, points=1, cause=f"e{number}").available

    at_once(give, 48)
    with context.session() as session:
        assert loyalty.member_of(session, person).points.available == 48
    assert broken(context) == {}


def test_everything_at_once_on_a_few_members_ends_without_deadlock(context, clock):
    persons = make_people(context, 3)

    def do(number):
        dice = random.Random(number)
        person, cause = dice.choice(persons), f"c{dice.randrange(40)}"
        try:
            with context.session() as session:
                match dice.randrange(6):
                    case 0 | 1:
                        loyalty.earn_points(session, person, points=20, cause=f"e{number}")
                    case 2:
                        loyalty.spend_points(session, person, points=7, cause=cause)
                    case 3:
                        loyalty.lock_points(session, person, points=7, cause=cause)
                    case 4:
                        loyalty.spend_locked(session, cause=cause, points=dice.choice([3, 7]))
                    case _:
                        loyalty.give_back(session, cause=cause, points=dice.choice([None, 2]))
        except (Conflict, NotFound):
            return 0
        return 1

    assert sum(at_once(do, 320)) > 100
    assert broken(context) == {}
