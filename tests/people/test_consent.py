"""Consent over HTTP."""


class TestConsent:
    def test_the_ledger_only_grows(self, api, ming):
        path = f"/api/people/{ming['id']}/consents"
        for granted in (True, False):
            body = {
                "purpose": "marketing",
                "channel": "sms",
                "granted": granted,
                "proof": {"how": "call"},
            }
            assert api.post(path, json=body).status_code == 201
        ledger = api.get(path).json()["items"]
        assert [line["granted"] for line in ledger] == [False, True]
        (standing,) = api.get(f"/api/people/{ming['id']}").json()["consents"]
        assert standing["granted"] is False
