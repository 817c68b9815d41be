"""The words of insights: what is counted, over what time, of whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Metric(StrEnum):
    """What is counted. People are persons, whatever ids they came with.

    ``new_people``: first seen in the time asked for. ``new_members``: those of them who are known
    today by an identifier that names somebody (a phone, a membership number …). ``active_people``: did
    something themselves. ``orders``: "Order Completed". ``revenue``: of those orders, in minor units of
    the brand's currency, before refunds.
    """

    new_people = "new_people"
    new_members = "new_members"
    active_people = "active_people"
    orders = "orders"
    revenue = "revenue"


class Period(StrEnum):
    """How long a goal runs: of the calendar, in the business time zone."""

    month = "month"
    quarter = "quarter"
    year = "year"


class Stage(StrEnum):
    """Stages of the growth water wheel, in its order.

    ``acquire`` 引流: first seen in the window. ``nurture`` 培养: active on two days of it or more.
    ``spread`` 裂变: shared, reviewed or invited in it. ``convert`` 购买: the first order of their life lies in
    it. ``keep`` 忠诚: ordered in it, and not for the first time.
    """

    acquire = "acquire"
    nurture = "nurture"
    spread = "spread"
    convert = "convert"
    keep = "keep"


@dataclass(frozen=True)
class Days:
    """Whole business days, both ends included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1
