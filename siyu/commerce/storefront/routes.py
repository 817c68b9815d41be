"""All routers of the members' API."""

from ..payments.wechat.callback_api import router as wechat_router
from .carrier_api import router as carrier_router
from .cart_api import router as cart_router
from .member_api import router as member_router
from .order_api import router as order_router
from .payment_api import router as payment_router
from .product_api import router as product_router
from .recommendation_api import router as recommendation_router

ROUTERS = (
    member_router,
    product_router,
    recommendation_router,
    cart_router,
    order_router,
    payment_router,
    wechat_router,
    carrier_router,
)
