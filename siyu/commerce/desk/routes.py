"""All routers of the console."""

from ..payments.wechat.account_api import router as payment_account_router
from ..payments.wechat.bill_api import router as payment_bill_router
from .after_sale_api import router as after_sale_router
from .carrier_api import router as carrier_router
from .catalogue_api import router as catalogue_router
from .goods_file_api import router as goods_file_router
from .many_products_api import router as many_products_router
from .order_api import router as order_router
from .price_api import router as price_router
from .price_table_api import router as price_table_router
from .recommendation_api import router as recommendation_router
from .sandbox_api import router as sandbox_router
from .ship_batch_api import router as ship_batch_router
from .staff_order_api import router as staff_order_router
from .stock_api import router as stock_router
from .stock_detail_api import router as stock_detail_router
from .stock_work_api import router as stock_work_router
from .waybill_api import router as waybill_router

ROUTERS = (
    catalogue_router,
    many_products_router,
    goods_file_router,
    price_router,
    price_table_router,
    stock_router,
    stock_work_router,
    stock_detail_router,
    order_router,
    staff_order_router,
    carrier_router,
    waybill_router,
    ship_batch_router,
    recommendation_router,
    after_sale_router,
    sandbox_router,
    payment_account_router,
    payment_bill_router,
)
