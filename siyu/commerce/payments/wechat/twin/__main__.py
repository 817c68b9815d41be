"""Run a twin for trials: ``python -m siyu.commerce.payments.wechat.twin [port]``.

It prints a merchant account to open in the console. Start siyu with ``SIYU_WECHAT_PAY_URL`` set to the
twin's address; a shopper pays by ``POST /twin/pay/<merchant>/<number>``. Keys are new at each start.
"""

import json
import sys
import threading

from .courier import Courier
from .keys import Merchant, new_merchant
from .server import Twin

PORT = 8399


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    courier = Courier()
    twin = Twin(deliver=courier)
    merchant = twin.admit(new_merchant("1900000109", "wxd678efh567hg6787", by_public_key=True))
    url = twin.start(port=port)
    said = f"SIYU_WECHAT_PAY_URL={url}\nPOST /api/commerce/payment-accounts\n"
    sys.stdout.write(said + json.dumps(_account(twin, merchant), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        twin.stop()
        courier.stop()


def _account(twin: Twin, merchant: Merchant) -> dict[str, object]:
    key = twin.platform.public_key
    return {
        "name": "微信支付沙盒",
        "app_id": merchant.app_id,
        "merchant_id": merchant.merchant_id,
        "serial_no": merchant.key.serial,
        "key_mode": "public_key",
        "public_key_id": key.serial,
        "credentials": {
            "private_key": merchant.key.private_pem(),
            "api_v3_key": merchant.api_v3_key,
            "public_key": key.public_pem(),
        },
    }


if __name__ == "__main__":
    main()
