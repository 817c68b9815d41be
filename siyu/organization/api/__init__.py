"""Routes of organization, one file a noun."""

from .audit import router as audit
from .brand import router as brand
from .keys import router as keys
from .me import router as me
from .nodes import router as nodes
from .roles import router as roles
from .sessions import router as sessions
from .sources import router as sources
from .staff import router as staff

ROUTERS = (sessions, me, brand, nodes, staff, roles, keys, sources, audit)
