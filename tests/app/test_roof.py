"""The console's files: whatever path is asked for, the answer is a page or "not found"."""

import pytest
from starlette.testclient import TestClient

from siyu.app.roof import Roof
from tests.app.running import ROOT

WEB = ROOT / "siyu" / "app" / "web"


@pytest.fixture
def client():
    async def nobody(scope, receive, send):
        raise AssertionError("the console's files are the roof's own")

    return TestClient(Roof(nobody, nobody, is_tracking=lambda path: False))


class TestConsoleFile:
    @pytest.mark.parametrize(
        "path",
        [
            "/%00",
            "/" + "a" * 300,
            "/" + "a/" * 3000,
            "/%ff%fe",
            "/..%2f..%2fpyproject.toml",
            "//etc",
        ],
    )
    def test_a_path_that_is_no_file_gets_the_page(self, client, path):
        reply = client.get(f"http://siyu.test{path}")
        assert reply.status_code == 200
        assert "<html" in reply.text

    @pytest.mark.parametrize("path", ["/assets/%00", "/assets/" + "a" * 300])
    def test_an_asset_that_is_none_is_not_found(self, client, path):
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("ending", ["js", "css"])
    def test_a_script_comes_packed_to_who_can_unpack_it(self, client, ending):
        twin = max((WEB / "assets").glob(f"*.{ending}.gz"), key=lambda each: each.stat().st_size)
        path = f"/assets/{twin.name.removesuffix('.gz')}"
        packed = client.get(path, headers={"accept-encoding": "gzip, br"})
        plain = client.get(path, headers={"accept-encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.content == plain.content  # the client unpacks
        assert int(packed.headers["content-length"]) < len(plain.content) / 2
        assert packed.headers["content-type"] == plain.headers["content-type"]
        assert {packed.headers["vary"], plain.headers["vary"]} == {"accept-encoding"}
