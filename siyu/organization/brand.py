"""How the installation presents itself: set by an operator, else as the settings say."""

from siyu.kernel.database import Session, upsert
from siyu.kernel.settings import Settings

from .contracts import Brand
from .models import BrandRow


def get_brand(session: Session, settings: Settings) -> Brand:
    """Name, business time zone and currency."""
    row = session.get(BrandRow, 1)
    if row is None:
        return Brand(name=settings.brand, timezone=settings.timezone, currency=settings.currency)
    return Brand(name=row.name, timezone=row.timezone, currency=row.currency)


def set_brand(
    session: Session,
    settings: Settings,
    *,
    name: str | None = None,
    timezone: str | None = None,
    currency: str | None = None,
) -> Brand:
    """Set what is given; what was counted by day before keeps its days."""
    before = get_brand(session, settings)
    after = Brand(
        name=name or before.name,
        timezone=timezone or before.timezone,
        currency=currency or before.currency,
    )
    row = {
        "id": 1,
        "name": after.name,
        "timezone": after.timezone,
        "currency": after.currency,
    }
    upsert(session, BrandRow, [row], keys=["id"])
    session.expire_all()
    return after
