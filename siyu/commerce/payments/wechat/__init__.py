"""WeChat Pay v3 (微信支付): JSAPI, native and H5, its callbacks, refunds, bills, and a twin of it for tests."""
