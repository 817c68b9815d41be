"""Lines while they are being priced. Units that cost the same for the same reasons are one run, however many.

Both are plain objects and no structs: they are made once and written to all the time, which a struct is slow at.
"""

from copy import copy

from .cart import CartLine
from .priced import Part

Parts = tuple[Part, ...]


class Run:
    """Neighbouring units of one price and one history.

    ``claim`` is the number of the evaluation node in which a rule took these units for itself.
    """

    __slots__ = ("claim", "count", "paid", "parts", "points", "priced")

    def __init__(
        self,
        count: int,
        paid: int,
        parts: Parts = (),
        claim: int = -1,
        priced: bool = False,
        points: int = 0,
    ) -> None:
        self.count = count
        self.paid = paid
        self.parts = parts
        self.claim = claim
        self.priced = priced
        self.points = points

    def part(self, count: int) -> "Run":
        """So many units with the same history."""
        return Run(count, self.paid, self.parts, self.claim, self.priced, self.points)


class Line:
    """One line of the cart in canonical order: what is left to pay for its units.

    ``mask`` has the bits of the scopes it lies in; ``claim`` is the last node that claimed any of its units.
    ``amount`` is what all its units cost now, ``listed`` what they cost in the price book.
    """

    __slots__ = (
        "amount", "claim", "floor", "listed", "mask", "place", "quantity", "runs", "sku", "unit",
    )  # fmt: skip

    def __init__(self, place: int, sent: CartLine, mask: int) -> None:
        self.place = place
        self.sku = sent.sku
        self.unit = unit = sent.unit_minor
        self.quantity = quantity = sent.quantity
        self.floor = sent.floor_minor
        self.mask = mask
        self.amount = self.listed = unit * quantity
        self.runs = [Run(quantity, unit)]
        self.claim = -1

    def copy(self) -> "Line":
        """An independent line in the same state."""
        twin = copy(self)
        twin.runs = [run.part(run.count) for run in self.runs]
        return twin

    def free_runs(self, node: int, leave_out: int) -> list[Run]:
        """Runs that nobody claimed in ``node``, without those that the rule passes over."""
        runs = self.runs
        if self.claim == node:
            if len(runs) == 1:
                return []
            runs = [run for run in runs if run.claim != node]
        if leave_out == LEAVE_OUT_PRICED:
            return [run for run in runs if not run.priced]
        if leave_out == LEAVE_OUT_DISCOUNTED:
            return [run for run in runs if run.paid == self.unit]
        return runs

    def split(self, run: Run, count: int) -> Run:
        """Make the first ``count`` units of ``run`` a run of their own, and return that; ``run`` keeps the rest."""
        if count == run.count:
            return run
        first = run.part(count)
        run.count -= count
        self.runs.insert(self.runs.index(run), first)
        return first

    def take(self, run: Run, unit_minor: int, source: str) -> None:
        """Take ``unit_minor`` off each unit of the run."""
        if unit_minor:
            run.paid -= unit_minor
            run.parts += (Part(source, unit_minor),)
            self.amount -= unit_minor * run.count


NOBODY = -2
"""A claim that no unit has."""
LEAVE_OUT_NOTHING, LEAVE_OUT_PRICED, LEAVE_OUT_DISCOUNTED = 0, 1, 2
LEAVE_OUT = {
    "nothing": LEAVE_OUT_NOTHING,
    "priced": LEAVE_OUT_PRICED,
    "discounted": LEAVE_OUT_DISCOUNTED,
}
