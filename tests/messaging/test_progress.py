from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from siyu.messaging.contracts import DeliveryState, ReceiptKind
from siyu.messaging.progress import RANK, Standing, advance

START = datetime(2026, 11, 22, tzinfo=UTC)
kinds = st.lists(st.sampled_from(list(ReceiptKind)), max_size=8)
waiting = st.sampled_from([DeliveryState.queued, DeliveryState.sending])


def walk(state, receipts):
    standing, steps, states = Standing(state, {}), [], [state]
    for hours, kind in enumerate(receipts):
        standing, new = advance(standing, kind, START + timedelta(hours=hours))
        steps += new
        states.append(standing.state)
    return standing, steps, states


class TestAdvance:
    @given(waiting, kinds, st.randoms())
    def test_any_order_ends_in_the_same_state_with_the_same_events(self, state, receipts, random):
        shuffled = list(receipts)
        random.shuffle(shuffled)
        one, steps, _ = walk(state, receipts)
        other, other_steps, _ = walk(state, shuffled)
        assert one.state == other.state
        assert sorted(s.kind for s in steps) == sorted(s.kind for s in other_steps)

    @given(waiting, kinds)
    def test_states_only_rise_and_nothing_is_learnt_twice(self, state, receipts):
        _, steps, states = walk(state, receipts + receipts)
        assert all(RANK[a] <= RANK[b] for a, b in pairwise(states))
        assert len({s.kind for s in steps}) == len(steps)

    @given(waiting, kinds)
    def test_what_rises_stands_on_what_came_before(self, state, receipts):
        standing, _, _ = walk(state, receipts)
        learnt = set(standing.times)
        for high, low in (("clicked", "opened"), ("opened", "delivered"), ("delivered", "sent")):
            assert ReceiptKind(high) not in learnt or ReceiptKind(low) in learnt

    @given(kinds)
    def test_nothing_is_learnt_of_a_suppressed_message(self, receipts):
        standing, steps, _ = walk(DeliveryState.suppressed, receipts)
        assert standing.state is DeliveryState.suppressed and steps == []

    def test_an_open_after_a_bounce_proves_the_bounce_wrong(self):
        standing, _, _ = walk(DeliveryState.sent, [ReceiptKind.bounced, ReceiptKind.opened])
        assert standing.state is DeliveryState.opened
