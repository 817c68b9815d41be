"""Products (SPU) and their SKUs."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from ..versions import Versioned, raise_version
from .categories import require_brand, require_category
from .contracts import NewProduct, NewSku, ProductStatus
from .errors import (
    CatalogueCodeTaken,
    OptionsUnfit,
    ProductNotFound,
    ProductUnsellable,
    SkuNotFound,
)
from .indexing import index_products
from .models import PictureRow, ProductRow, SkuRow


def add_product(session: Session, product: NewProduct, skus: Sequence[NewSku] = ()) -> ProductRow:
    """A product in draft, with its first SKUs.

    Raises:
        CatalogueCodeTaken: a code is in use.
        CategoryNotFound, BrandNotFound: it names one that is not there.
        OptionsUnfit: a SKU's options are not those of the product.

    """
    if session.scalar(select(ProductRow.id).where(ProductRow.code == product.code)) is not None:
        raise CatalogueCodeTaken(product.code)
    at = now()
    row = ProductRow(
        code=product.code, status=ProductStatus.draft, created_at=at, updated_at=at, tags=[]
    )
    _write(session, row, product)
    session.add(row)
    session.flush()
    _write_pictures(session, row.id, product.pictures)
    for sku in skus:
        _add_sku(session, row, sku)
    index_products(session, [row.id])
    raise_version(session, Versioned.catalogue)
    return row


def change_product(session: Session, product_id: int, product: NewProduct) -> ProductRow:
    """Write a product's description anew; its code stays.

    Raises:
        ProductNotFound: there is none.
        OptionsUnfit: a SKU would no longer fit the options.

    """
    row = require_product(session, product_id)
    _write(session, row, product)
    row.updated_at = now()
    for sku in skus_of(session, product_id):
        if sku.retired_at is None:
            _require_fit(row, sku.code, sku.options)
    session.flush()
    _write_pictures(session, product_id, product.pictures)
    index_products(session, [product_id])
    raise_version(session, Versioned.catalogue)
    return row


def set_status(session: Session, product_id: int, status: ProductStatus) -> ProductRow:
    """Put a product on sale, or take it off.

    Raises:
        ProductNotFound: there is none.
        ProductUnsellable: it has no SKU to sell.

    """
    row = require_product(session, product_id)
    if status is ProductStatus.on_sale and not any(
        sku.retired_at is None for sku in skus_of(session, product_id)
    ):
        raise ProductUnsellable(product_id)
    row.status, row.updated_at = status, now()
    session.flush()
    raise_version(session, Versioned.catalogue)
    return row


def add_sku(session: Session, product_id: int, sku: NewSku) -> SkuRow:
    """One more SKU of a product.

    Raises:
        ProductNotFound: there is none.
        OptionsUnfit: not exactly one known value for each option.
        CatalogueCodeTaken: its code or its options are in use.

    """
    row = _add_sku(session, require_product(session, product_id), sku)
    index_products(session, [product_id])
    raise_version(session, Versioned.catalogue)
    return row


def change_sku(
    session: Session, sku_id: int, *, barcode: str, floor_minor: int, weight_g: int, retired: bool
) -> SkuRow:
    """Change what may change of a SKU; a retired one is sold no longer.

    Raises:
        SkuNotFound: there is none.

    """
    row = require_sku(session, sku_id)
    row.barcode, row.floor_minor, row.weight_g = barcode, floor_minor, weight_g
    row.retired_at = (row.retired_at or now()) if retired else None
    index_products(session, [row.product_id])
    raise_version(session, Versioned.catalogue)
    return row


def require_product(session: Session, product_id: int) -> ProductRow:
    """The product of this id.

    Raises:
        ProductNotFound: there is none.

    """
    row = session.get(ProductRow, product_id)
    if row is None:
        raise ProductNotFound(product_id)
    return row


def require_sku(session: Session, sku_id: int) -> SkuRow:
    """The SKU of this id.

    Raises:
        SkuNotFound: there is none.

    """
    row = session.get(SkuRow, sku_id)
    if row is None:
        raise SkuNotFound(sku_id)
    return row


def require_skus(session: Session, sku_ids: Collection[int]) -> None:
    """All of these are there.

    Raises:
        SkuNotFound: names the first that is not.

    """
    if sku_ids:
        known = set(session.scalars(select(SkuRow.id).where(SkuRow.id.in_(sorted(sku_ids)))))
        for sku_id in sorted(set(sku_ids) - known):
            raise SkuNotFound(sku_id)


def skus_of(session: Session, product_id: int) -> Sequence[SkuRow]:
    """SKUs of a product in the order in which they were made."""
    return session.scalars(
        select(SkuRow).where(SkuRow.product_id == product_id).order_by(SkuRow.id)
    ).all()


def pictures_of(session: Session, product_id: int) -> list[str]:
    """Addresses of a product's pictures, the first first."""
    return list(
        session.scalars(
            select(PictureRow.address)
            .where(PictureRow.product_id == product_id)
            .order_by(PictureRow.position)
        )
    )


def _write(session: Session, row: ProductRow, product: NewProduct) -> None:
    if product.category_id is not None:
        require_category(session, product.category_id)
    if product.brand_id is not None:
        require_brand(session, product.brand_id)
    row.title, row.subtitle = product.title, product.subtitle
    row.description = product.description
    row.category_id, row.brand_id = product.category_id, product.brand_id
    row.tags, row.attributes = sorted(set(product.tags)), product.attributes
    row.options = [[name, values] for name, values in product.options.items()]


def _write_pictures(session: Session, product_id: int, addresses: Sequence[str]) -> None:
    session.execute(delete(PictureRow).where(PictureRow.product_id == product_id))
    session.add_all(
        PictureRow(product_id=product_id, position=position, address=address)
        for position, address in enumerate(addresses)
    )
    session.flush()


def _require_fit(product: ProductRow, code: str, options: dict[str, str]) -> None:
    known = dict(product.options)
    if set(known) != set(options) or any(
        value not in known[name] for name, value in options.items()
    ):
        raise OptionsUnfit(code, options)


def _add_sku(session: Session, product: ProductRow, sku: NewSku) -> SkuRow:
    _require_fit(product, sku.code, sku.options)
    key = _options_key(sku.options)
    taken = select(SkuRow.id).where(
        (SkuRow.code == sku.code)
        | ((SkuRow.product_id == product.id) & (SkuRow.options_key == key))
    )
    if session.scalars(taken).first() is not None:
        raise CatalogueCodeTaken(sku.code)
    row = SkuRow(
        product_id=product.id,
        code=sku.code,
        barcode=sku.barcode,
        options=sku.options,
        options_key=key,
        floor_minor=sku.floor_minor,
        weight_g=sku.weight_g,
    )
    session.add(row)
    session.flush()
    return row


def _options_key(options: dict[str, str]) -> str:
    return json.dumps(options, ensure_ascii=False, sort_keys=True)
