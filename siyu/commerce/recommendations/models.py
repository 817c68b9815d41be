"""Tables of recommendations: what was learnt, version by version; nothing in them names a person."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import BigId, Record, Table

from ..words import one_of
from .contracts import Scope


class VersionRow(Record):
    """One learning; read only once it is whole (``ready_at``), and gone when a newer one is."""

    __tablename__ = "commerce_recommendation_version"

    started_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    orders: Mapped[int] = mapped_column(BigInteger, default=0)
    pairs: Mapped[int] = mapped_column(BigInteger, default=0)


class BesideRow(Table):
    """A product that is bought together with another."""

    __tablename__ = "commerce_bought_together"
    __table_args__ = (
        CheckConstraint("product_id != other_id", name="two_products"),
        CheckConstraint("together > 0", name="together_positive"),
    )

    version_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    product_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    place: Mapped[int]
    together: Mapped[int] = mapped_column(BigInteger)
    lift: Mapped[float]
    score: Mapped[float]


class PopularRow(Record):
    """A product that is popular among some; ``name`` is the node's id or the tier's key."""

    __tablename__ = "commerce_popular_product"
    __table_args__ = (
        one_of("scope", Scope),
        Index("ix_commerce_popular_product_scope", "version_id", "scope", "name", "place"),
    )

    version_id: Mapped[int] = mapped_column(BigInteger)
    scope: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    place: Mapped[int]
    product_id: Mapped[int] = mapped_column(BigInteger)
    score: Mapped[float]
