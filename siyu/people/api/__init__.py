"""Routes of people, one file a noun."""

from .accounts import router as accounts
from .consents import purposes
from .consents import router as consents
from .found import router as found
from .identity import router as identity
from .insight import router as insight
from .people import router as people
from .privacy import router as privacy
from .rules import router as rules
from .tags import catalogue, groups
from .tags import of_people as tags

# Those before `people` have paths such as /people/conflicts, which is not a person.
ROUTERS = (
    identity,
    found,
    insight,
    people,
    tags,
    consents,
    privacy,
    accounts,
    catalogue,
    groups,
    rules,
    purposes,
)
