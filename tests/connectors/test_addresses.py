import http.server
import socket
import ssl
import threading
from datetime import timedelta

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from siyu.connectors.addresses import AddressRefused, check_address
from siyu.connectors.errors import WebhookUrlInvalid, WebhookUrlPrivate
from siyu.connectors.sender import Sender
from siyu.connectors.webhooks import check_url
from siyu.kernel.clock import now

from .conftest import MemberJoined

REFUSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.0.23", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.88.99.1", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:a00:1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1",
]  # fmt: skip
TAKEN = ["8.8.8.8", "1.1.1.1", "223.5.5.5", "93.184.216.34", "2606:4700:4700::1111", "2400:3200::1"]


@pytest.mark.parametrize("address", REFUSED)
def test_refuses_what_is_not_the_public_internet(address):
    with pytest.raises(AddressRefused):
        check_address(address)


@pytest.mark.parametrize("address", TAKEN)
def test_takes_the_public_internet(address):
    check_address(address)


class TestCheckUrl:
    @pytest.mark.parametrize(
        "url",
        [
            "ftp://example.com/x", "example.com/hook", "http://", "https://user:secret@example.com/",
            "https://example.com:99999/", "javascript:alert(1)", "http://[::1", "http://exa mple.com/",
        ],
    )  # fmt: skip
    def test_refuses_what_is_no_plain_address(self, url):
        with pytest.raises(WebhookUrlInvalid):
            check_url(url, private_addresses=True)

    @pytest.mark.parametrize(
        "url",
        [
            "http://localhost/x", "https://LOCALHOST.:8443/", "http://db.internal/", "http://printer.local/",
            "http://127.0.0.1:8000/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/",
        ],
    )  # fmt: skip
    def test_refuses_what_is_never_public(self, url):
        with pytest.raises(WebhookUrlPrivate):
            check_url(url, private_addresses=False)
        check_url(url, private_addresses=True)

    def test_takes_the_rest(self):
        for url in (
            "https://erp.example.com/siyu?key=1",
            "http://例子.cn:8080/回调",
            "http://8.8.8.8/",
        ):
            check_url(url, private_addresses=False)


@pytest.fixture
def connected(monkeypatch):
    """Every address that a socket was opened to; outside addresses fail instead of being called."""
    addresses = []
    connect = httpcore.SyncBackend.connect_tcp

    def record(self, host, port, *args, **kwargs):
        addresses.append(host)
        if not host.startswith("127."):
            raise httpcore.ConnectError("not called in tests")
        return connect(self, host, port, *args, **kwargs)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", record)
    return addresses


class Resolver:
    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host, port):
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def deliver(house, resolver):
    house.context.put(sender := Sender(house.context, resolve=resolver), kind=Sender)
    house.publish(MemberJoined(person_id=1))
    house.hand_over()
    sender.step()
    sender.drain()
    sender.close()


class TestPinning:
    def test_goes_to_the_resolved_address_without_a_second_look_up(
        self, house, endpoint, subscribe, connected, monkeypatch
    ):
        looked_up = []
        real = socket.getaddrinfo

        def spy(host, *args, **kwargs):
            looked_up.append(host)
            return real(host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", spy)
        subscribe(f"http://receiver.test:{endpoint.port}/hook")
        deliver(house, Resolver(["127.0.0.1"]))
        assert connected == ["127.0.0.1"]
        assert "receiver.test" not in looked_up
        assert endpoint.received[0].headers["host"] == f"receiver.test:{endpoint.port}"

    def test_a_name_that_leads_inside_is_refused_before_any_connection(
        self, house, endpoint, subscribe, connected
    ):
        house.context.settings.webhook_private_addresses = False
        subscribe(f"http://receiver.test:{endpoint.port}/hook")
        deliver(house, Resolver(["127.0.0.1"]))
        assert connected == [] and endpoint.received == []
        assert [a.error for a in house.attempts()] == ["address_refused"]

    def test_one_private_address_among_public_ones_is_refused(self, house, subscribe, connected):
        house.context.settings.webhook_private_addresses = False
        subscribe("http://receiver.test/hook")
        deliver(house, Resolver(["93.184.216.34", "10.0.0.7"]))
        assert connected == []

    def test_rebinding_between_check_and_connection_finds_no_gap(
        self, house, endpoint, subscribe, connected
    ):
        house.context.settings.webhook_private_addresses = False
        subscribe(f"http://rebind.test:{endpoint.port}/hook")
        resolver = Resolver(["93.184.216.34"], ["127.0.0.1"])
        deliver(house, resolver)
        # Had anything asked again, the second answer would have led to our own machine.
        assert resolver.asked == 1
        assert connected == ["93.184.216.34"]
        assert endpoint.received == []

    def test_decimal_and_octal_loopback_are_refused_by_what_they_resolve_to(
        self, house, endpoint, subscribe, connected
    ):
        house.context.settings.webhook_private_addresses = False
        for host in ("2130706433", "0x7f.1"):
            subscribe(f"http://{host}:{endpoint.port}/hook")
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert connected == [] and endpoint.received == []
        assert {a.error for a in house.attempts()} == {"address_refused"}

    def test_a_redirect_inside_is_not_followed(self, house, endpoint, new_endpoint, subscribe):
        inner = new_endpoint()
        endpoint.usual = (302, "", {"location": inner.url})
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert inner.received == []
        assert [(a.status, a.error) for a in house.attempts()] == [(302, "redirect")]

    def test_a_proxy_of_the_environment_is_not_used(self, house, endpoint, subscribe, monkeypatch):
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert len(endpoint.received) == 1


class TestTls:
    """The certificate must be the name's, though the connection goes to a checked address."""

    @pytest.fixture
    def certified(self, house, tmp_path, new_endpoint):
        """An https endpoint with a certificate for receiver.test, and an authority to trust."""
        key, certificate = make_certificate("receiver.test", tmp_path)
        received = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                received.append(self.headers["host"])
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args):
                pass

            def handle(self):
                try:
                    super().handle()
                except ssl.SSLError:
                    pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.handle_error = lambda *args: None
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate, key)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        trusting = ssl.create_default_context(cafile=str(certificate))
        yield server.server_address[1], received, trusting
        server.shutdown()
        server.server_close()

    def send(self, house, trusting):
        sender = Sender(house.context, resolve=Resolver(["127.0.0.1"]))
        sender._tls = trusting
        house.publish(MemberJoined(person_id=1))
        house.hand_over()
        sender.step()
        sender.close()

    def test_the_name_on_the_certificate_is_checked_not_the_address(
        self, house, certified, subscribe
    ):
        port, received, trusting = certified
        subscribe(f"https://receiver.test:{port}/hook")
        self.send(house, trusting)
        assert received == [f"receiver.test:{port}"]

    def test_another_name_is_refused(self, house, certified, subscribe):
        port, received, trusting = certified
        subscribe(f"https://other.test:{port}/hook")
        self.send(house, trusting)
        assert received == []
        assert house.attempts()[0].error == "connect_error"


def make_certificate(name, folder):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file
