"""Routes of people, one file a noun."""

from .accounts import router as accounts
from .consents import purposes
from .consents import router as consents
from .identity import router as identity
from .people import router as people
from .privacy import router as privacy
from .rules import router as rules
from .tags import catalogue, groups
from .tags import of_people as tags

# `identity` goes first: /people/conflicts is not a person.
ROUTERS = (identity, people, tags, consents, privacy, accounts, catalogue, groups, rules, purposes)
