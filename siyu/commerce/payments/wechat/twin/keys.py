"""Keys of the twin: the platform's certificate and public key, and those of merchants."""

import base64
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

from siyu.kernel.clock import now

KEY_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """A key, and the serial by which others look it up."""

    private: rsa.RSAPrivateKey
    serial: str
    certificate: str = ""

    def sign(self, message: bytes) -> str:
        """SHA256 with RSA, PKCS#1 v1.5, as base64."""
        made = self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(made).decode()

    def private_pem(self) -> str:
        """PKCS#8."""
        return self.private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def public_pem(self) -> str:
        """SubjectPublicKeyInfo."""
        return (
            self.private.public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            .decode()
        )


@dataclass(frozen=True)
class Merchant:
    """A merchant as the platform knows it; ``by_public_key`` says how it verifies the platform."""

    merchant_id: str
    app_id: str
    key: SigningKey
    api_v3_key: str
    by_public_key: bool


@dataclass
class Platform:
    """The platform's own keys; the certificate may be renewed while it runs."""

    certificate: SigningKey
    public_key: SigningKey

    def renew(self) -> None:
        """A new certificate, with a new key."""
        self.certificate = _certified("Tenpay.com Root CA (twin)")


def new_platform() -> Platform:
    """A platform with fresh keys."""
    return Platform(
        certificate=_certified("Tenpay.com Root CA (twin)"),
        public_key=SigningKey(_key(), f"PUB_KEY_ID_{secrets.token_hex(16).upper()}"),
    )


def new_merchant(merchant_id: str, app_id: str, *, by_public_key: bool) -> Merchant:
    """A merchant with fresh keys."""
    return Merchant(
        merchant_id, app_id, _certified(merchant_id), secrets.token_hex(16), by_public_key
    )


def seal(api_v3_key: str, plain: str, *, associated_data: str) -> dict[str, str]:
    """What only the merchant reads: AEAD_AES_256_GCM."""
    nonce = secrets.token_hex(6)
    sealed = AESGCM(api_v3_key.encode()).encrypt(
        nonce.encode(), plain.encode(), associated_data.encode()
    )
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(sealed).decode(),
        "nonce": nonce,
        "associated_data": associated_data,
    }


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _certified(name: str) -> SigningKey:
    key, number = _key(), int.from_bytes(b"\x4f" + os.urandom(18))
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    moment = now()
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(moment - timedelta(days=30))
        .not_valid_after(moment + timedelta(days=5 * 365))
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM).decode()
    return SigningKey(key, f"{number:X}", pem)
