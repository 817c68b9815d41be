"""Stores and warehouses, tied to nodes of the org tree."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

from sqlalchemy import select

from siyu import organization
from siyu.kernel.database import Session

from ..versions import Versioned, raise_version
from .contracts import Location, LocationKind
from .errors import DeliveryPlaceMissing, LocationCodeTaken, LocationNotFound
from .hours import check_hours
from .models import LocationRow

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG 1980)."""

CHANGEABLE = (
    "name",
    "node_id",
    "services",
    "longitude",
    "latitude",
    "delivery_radius_m",
    "priority",
    "hours",
    "address",
    "active",
)


def add_location(
    session: Session,
    *,
    code: str,
    name: str,
    kind: LocationKind,
    node_id: int | None = None,
    services: Sequence[str] = (),
    **rest: Any,
) -> Location:
    """Open a location; a store without a place of its own takes that of its node.

    Args:
        rest: ``longitude``, ``latitude``, ``delivery_radius_m``, ``priority``, ``hours``, ``address``.

    Raises:
        LocationCodeTaken: there is one of this code.
        OpeningHoursUnfit, DeliveryPlaceMissing: shoppers could not be told.
        NodeNotFound: no such node.

    """
    if session.scalar(select(LocationRow.id).where(LocationRow.code == code)) is not None:
        raise LocationCodeTaken(code)
    if node_id is not None:
        node = organization.require_node(session, node_id)
        if rest.get("longitude") is None:
            rest |= {"longitude": node.longitude, "latitude": node.latitude}
    row = LocationRow(
        code=code,
        name=name,
        kind=kind,
        node_id=node_id,
        services=sorted(set(services)),
        **{"hours": {}, **rest},
    )
    _check(row)
    session.add(row)
    session.flush()
    raise_version(session, Versioned.locations)
    return contract(row)


def change_location(session: Session, location_id: int, **changes: Any) -> Location:
    """Change what may change; absent names stay.

    Raises:
        LocationNotFound: there is none.
        NodeNotFound: no such node.
        OpeningHoursUnfit, DeliveryPlaceMissing: shoppers could not be told.

    """
    row = session.get(LocationRow, location_id)
    if row is None:
        raise LocationNotFound(location_id)
    if changes.get("node_id") is not None:
        organization.require_node(session, changes["node_id"])
    for name in CHANGEABLE:
        if name in changes:
            setattr(row, name, changes[name])
    _check(row)
    session.flush()
    raise_version(session, Versioned.locations)
    return contract(row)


def require_location(session: Session, location_id: int) -> Location:
    """The location of this id.

    Raises:
        LocationNotFound: there is none.

    """
    row = session.get(LocationRow, location_id)
    if row is None:
        raise LocationNotFound(location_id)
    return contract(row)


def list_locations(session: Session, *, service: str | None = None) -> list[Location]:
    """Locations by priority, then code; with ``service``, only open ones that do it."""
    rows = session.scalars(select(LocationRow).order_by(LocationRow.priority, LocationRow.code))
    found = [contract(row) for row in rows]
    if service is None:
        return found
    return [one for one in found if one.active and service in one.services]


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (longitude, latitude), metres (haversine)."""
    (x1, y1), (x2, y2) = (tuple(map(radians, p)) for p in (a, b))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def nearest(
    session: Session, place: tuple[float, float], *, service: str, within_radius: bool = False
) -> list[tuple[Location, float]]:
    """Open locations that do ``service``, nearest first, with their distance in metres.

    Args:
        place: longitude, latitude.
        within_radius: only those that deliver so far.

    """
    found = [
        (one, distance_m(place, (one.longitude, one.latitude)))
        for one in list_locations(session, service=service)
        if one.longitude is not None and one.latitude is not None
    ]
    if within_radius:
        found = [(one, metres) for one, metres in found if metres <= one.delivery_radius_m]
    return sorted(found, key=lambda pair: pair[1])


def contract(row: LocationRow) -> Location:
    """As others see it."""
    return Location(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=LocationKind(row.kind),
        node_id=row.node_id,
        services=tuple(row.services),
        longitude=row.longitude,
        latitude=row.latitude,
        delivery_radius_m=row.delivery_radius_m,
        priority=row.priority,
        hours=row.hours,
        address=row.address,
        active=row.active,
    )


def _check(row: LocationRow) -> None:
    check_hours(row.hours)
    if "delivery" in row.services and (row.longitude is None or not row.delivery_radius_m):
        raise DeliveryPlaceMissing(row.delivery_radius_m or 0)
