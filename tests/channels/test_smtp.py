import smtplib
import socket
import ssl
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from siyu.channels import Outcome, OutgoingMessage, add_account, hand_over, require_account
from siyu.channels.mail import MalformedAddress, read_address

pytestmark = pytest.mark.database


class Mailbox:
    """A server that keeps what it gets and answers as the address says."""

    def __init__(self):
        self.mails, self.connections, self.drop_at = [], 0, None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        for local, answer in {
            "nobody": "550 5.1.1 No such user nobody@example.com",
            "full": "452 4.2.2 Mailbox full",
            "fast": "450 4.7.1 Too fast",
        }.items():
            if address.startswith(f"{local}@"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if envelope.rcpt_tos[0].startswith("spam@"):
            return "554 5.7.1 Looks like spam"
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if self.drop_at == len(self.mails):
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def mailbox():
    handler = Mailbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


@pytest.fixture
def open_account(context, blocks):
    def open_it(port, credentials=None, **options):
        chosen = {
            "host": "127.0.0.1",
            "port": port,
            "security": "none",
            "from_address": "news@example.com",
            "from_name": "小店",
            "timeout_seconds": 2,
            **options,
        }
        with context.session() as session:
            account_id = add_account(
                session,
                blocks,
                kind="smtp",
                name="mail",
                options=chosen,
                credentials=credentials or {},
            )
            return require_account(session, blocks, account_id)

    return open_it


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mail_to(address, number=1, **fields):
    defaults = {"subject": "上新啦", "text": "你好", "html": "<p>你好</p>"}
    return OutgoingMessage(
        key=f"dlv_{number}", person_id=number, address=address, **{**defaults, **fields}
    )


def parsed(mailbox, index=0):
    return message_from_bytes(mailbox.mails[index][2], policy=policy.default)


class TestSend:
    def test_a_batch_goes_over_one_connection_with_an_outcome_each(
        self, context, mailbox, open_account
    ):
        names = ["a", "nobody", "full", "fast", "spam", "b"]
        batch = [mail_to(f"{name}@example.com", n) for n, name in enumerate(names)]
        results = hand_over(context, open_account(mailbox.port), batch)
        assert [r.outcome for r in results] == [
            Outcome.accepted,
            Outcome.bounced,
            Outcome.transient,
            Outcome.throttled,
            Outcome.refused,
            Outcome.accepted,
        ]
        assert mailbox.connections == 1
        assert [to for _, to, _ in mailbox.mails] == [["a@example.com"], ["b@example.com"]]
        assert results[3].retry_after_seconds == 60

    def test_what_the_server_said_is_kept_without_the_address(self, context, mailbox, open_account):
        result = hand_over(context, open_account(mailbox.port), [mail_to("nobody@example.com")])[0]
        assert result.detail == "SMTP 550 5.1.1"

    def test_mail_carries_both_bodies_and_one_click_unsubscribe(
        self, context, mailbox, open_account
    ):
        url = "https://shop.example.com/u/" + "a" * 120
        hand_over(
            context, open_account(mailbox.port), [mail_to("a@example.com", unsubscribe_url=url)]
        )
        mail = parsed(mailbox)
        assert mail["Subject"] == "上新啦"
        assert mail["From"].addresses[0].display_name == "小店"
        assert mail.get_body(("plain",)).get_content().strip() == "你好"
        assert mail.get_body(("html",)).get_content().strip() == "<p>你好</p>"
        # RFC 8058: in one unencoded line, or mailboxes do not show the button.
        raw = mailbox.mails[0][2].decode()
        assert f"List-Unsubscribe: <{url}>\r\n" in raw
        assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
        assert mail["Message-ID"].startswith("<dlv_1.")

    @pytest.mark.parametrize(
        "subject", ["Hi\r\nBcc: victim@example.com", "Hi\nBcc: v@example.com", "Hi\x00\u2028Bcc: v"]
    )
    def test_a_line_break_in_a_subject_makes_no_header(
        self, context, mailbox, open_account, subject
    ):
        hand_over(context, open_account(mailbox.port), [mail_to("a@example.com", subject=subject)])
        mail = parsed(mailbox)
        assert mail["Bcc"] is None and "Hi Bcc:" in mail["Subject"]
        assert mailbox.mails[0][1] == ["a@example.com"]

    @pytest.mark.parametrize(
        "address",
        [
            "a@example.com\r\nBcc: v@example.com",
            "a@example.com, v@example.com",
            "a@example.com>\r\nRCPT TO:<v@example.com",
            "<a@example.com>",
            "a b@example.com",
            "@example.com",
            "a@b",
            "",
        ],
    )
    def test_an_address_that_is_none_bounces_without_a_word_to_the_server(
        self, context, mailbox, open_account, address
    ):
        results = hand_over(context, open_account(mailbox.port), [mail_to(address)])
        assert results[0].outcome is Outcome.bounced and mailbox.mails == []

    def test_a_repeated_key_is_recognised_and_not_sent_again(self, context, mailbox, open_account):
        account = open_account(mailbox.port)
        first = hand_over(context, account, [mail_to("a@example.com")])
        second = hand_over(context, account, [mail_to("a@example.com")])
        assert len(mailbox.mails) == 1
        assert second[0].outcome is Outcome.accepted and second[0].repeated
        assert second[0].provider_id == first[0].provider_id

    def test_what_failed_for_now_may_be_tried_again(self, context, mailbox, open_account):
        account = open_account(mailbox.port)
        hand_over(context, account, [mail_to("full@example.com")])
        again = hand_over(context, account, [mail_to("a@example.com")])
        assert again[0].outcome is Outcome.accepted and not again[0].repeated

    def test_a_line_that_breaks_after_data_is_uncertain_and_never_sent_again(
        self, context, mailbox, open_account
    ):
        mailbox.drop_at = 1
        account = open_account(mailbox.port)
        batch = [mail_to("a@example.com", 1), mail_to("b@example.com", 2)]
        first = hand_over(context, account, batch)
        assert [r.outcome for r in first] == [Outcome.uncertain, Outcome.accepted]
        second = hand_over(context, account, batch)
        assert [(r.outcome, r.repeated) for r in second] == [
            (Outcome.uncertain, True),
            (Outcome.accepted, True),
        ]
        assert len(mailbox.mails) == 2 and mailbox.connections == 2

    def test_no_server_is_the_accounts_fault_and_pauses_it(self, context, blocks, open_account):
        account = open_account(free_port())
        results = hand_over(context, account, [mail_to("a@example.com")])
        assert results[0].outcome is Outcome.account
        with context.session() as session:
            assert require_account(session, blocks, account.id).retry_at is not None

    def test_a_server_that_says_nothing_is_given_up_on(self, context, open_account):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            account = open_account(silent.getsockname()[1], timeout_seconds=1)
            results = hand_over(context, account, [mail_to("a@example.com")])
        assert results[0].outcome is Outcome.account


class TestEncryption:
    @pytest.fixture
    def certificate(self, tmp_path):
        return make_certificate(tmp_path)

    @pytest.fixture
    def secured(self, certificate):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*certificate)
        handler = Mailbox()

        def check(server, session, envelope, mechanism, data):
            return AuthResult(
                success=(data.login, data.password) == (b"news", b"pass"), handled=False
            )

        class StartTls(Controller):
            def factory(self):
                return SMTP(
                    handler,
                    tls_context=tls,
                    require_starttls=True,
                    authenticator=check,
                    auth_required=True,
                )

        controller = StartTls(handler, hostname="127.0.0.1", port=free_port())
        controller.start()
        handler.port = controller.port
        yield handler
        controller.stop()

    def test_starttls_with_sign_in(self, context, secured, open_account):
        account = open_account(
            secured.port,
            {"username": "news", "password": "pass"},
            security="starttls",
            verify_certificate=False,
        )
        results = hand_over(context, account, [mail_to("a@example.com")])
        assert results[0].outcome is Outcome.accepted, results[0].detail

    def test_an_unknown_certificate_is_refused_unless_told_otherwise(
        self, context, secured, open_account
    ):
        account = open_account(
            secured.port, {"username": "news", "password": "pass"}, security="starttls"
        )
        results = hand_over(context, account, [mail_to("a@example.com")])
        assert results[0].outcome is Outcome.account and "SSL" in results[0].detail
        assert secured.mails == []

    def test_a_wrong_password_is_the_accounts_fault(self, context, secured, open_account):
        account = open_account(
            secured.port,
            {"username": "news", "password": "wrong"},
            security="starttls",
            verify_certificate=False,
        )
        results = hand_over(context, account, [mail_to("a@example.com")])
        assert results[0].outcome is Outcome.account
        assert results[0].detail == "SMTPAuthenticationError 535"


class TestReadAddress:
    def test_a_domain_in_another_script_travels_as_ascii(self):
        assert read_address("li@例子.中国") == "li@xn--fsqu00a.xn--fiqs8s"

    @pytest.mark.parametrize(
        "text", ["a..b@example.com", "a@-x.com", "a@x..com", "a" * 65 + "@x.cn"]
    )
    def test_refuses_what_no_server_takes(self, text):
        with pytest.raises(MalformedAddress):
            read_address(text)


def make_certificate(folder):
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def test_smtplib_is_what_we_speak():
    # The adapter reads `sock`, which smtplib sets to None when it closes.
    assert smtplib.SMTP().sock is None
