"""Who is held out of a promotion, so that its effect can be measured: the same people every time.

A person's place is a 64-bit number that promotion and person alone decide; the lowest places are held
out. ``sql/arms.sql`` computes the same places, so the warehouse splits everybody without being told who.
"""

_MASK = (1 << 64) - 1


def is_held_out(promotion_id: int, person_id: int, percent: float) -> bool:
    """Whether a person is in a promotion's hold-out.

    Args:
        person_id: the lowest of the person's nodes.
        percent: 0 to 100; who is held out at 5 is held out at 10.

    """
    return _mixed(salt_of(promotion_id) + person_id) < places_below(percent)


def salt_of(promotion_id: int) -> int:
    """What sets one promotion's places apart from another's."""
    return _mixed(promotion_id + 0x9E3779B97F4A7C15)


def places_below(percent: float) -> int:
    """How many of the 2⁶⁴ places are held out; at most 2⁶⁴ - 1."""
    return min(round(percent / 100 * 2**64), _MASK)


def _mixed(number: int) -> int:
    """Finaliser of splitmix64, whose bits all depend on all.

    Source:
        Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA, fig. 17.

    """
    number &= _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)
