"""What is done to many products at once in the console."""

from fastapi import APIRouter

from siyu.http import Db, IdempotentRoute

from .. import catalogue
from ..access import Manager, audit
from .catalogue_schemas import StatusesBody, StatusesOut, UnchangedProduct

router = APIRouter(prefix="/commerce", tags=["commerce_catalogue"], route_class=IdempotentRoute)


@router.post("/product-statuses")
def set_statuses(body: StatusesBody, session: Db, caller: Manager) -> StatusesOut:
    """Put many products on sale, or take them off; those that cannot be stay, and are named."""
    changed, unchanged = [], []
    for product_id in sorted(set(body.product_ids)):
        try:
            catalogue.set_status(session, product_id, body.status)
        except (catalogue.ProductNotFound, catalogue.ProductUnsellable) as error:
            unchanged.append(UnchangedProduct(product_id=product_id, code=error.code()))
            continue
        audit(session, caller, f"products.{body.status}", "prd", product_id)
        changed.append(product_id)
    return StatusesOut(changed=changed, unchanged=unchanged)
