"""Identity rules over HTTP."""

from .conftest import says


class TestRules:
    def test_a_blocked_value_names_nobody_from_then_on(self, api, resolve):
        rule = next(
            r for r in api.get("/api/identity-rules").json()["items"] if r["type"] == "email"
        )
        change = {k: v for k, v in rule.items() if k not in ("type", "built_in")}
        change |= {"blocked": ["noreply@x.cn"], "blocked_patterns": ["@test[.]"]}
        assert api.put("/api/identity-rules/email", json=change).status_code == 200
        assert resolve(says(1, email="NoReply@x.cn"), says(2, email="a@test.cn")) == [0, 0]
        assert resolve(says(3, email="a@x.cn")) != [0]

    def test_going_back_undoes_what_the_brand_set(self, api):
        def rule(name):
            items = api.get("/api/identity-rules").json()["items"]
            return next((each for each in items if each["type"] == name), None)

        before = rule("phone")
        assert api.put("/api/identity-rules/phone", json={"limit": 2}).status_code == 200
        assert rule("phone")["built_in"] is False
        assert api.delete("/api/identity-rules/phone").status_code == 204
        assert rule("phone") == before
        assert api.delete("/api/identity-rules/phone").json()["code"] == "identity_rule_not_found"
        assert api.put("/api/identity-rules/badge", json={}).status_code == 200
        assert api.delete("/api/identity-rules/badge").status_code == 204
        assert rule("badge") is None

    def test_a_pattern_that_cannot_be_matched_in_linear_time_is_refused(self, api):
        reply = api.put("/api/identity-rules/email", json={"blocked_patterns": [r"(a+)+\1$"]})
        assert (reply.status_code, reply.json()["code"]) == (422, "blocked_pattern_unreadable")
