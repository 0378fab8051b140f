"""A certificate authority of the test's own, and a certificate for Microsoft's real names."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAMES = ("login.microsoftonline.com", "login.botframework.com", "smba.trafficmanager.net")


class Authority:
    """Writes its own certificate (`trusted`) and one for the names into a folder."""

    def __init__(self, folder: Path) -> None:
        self.trusted, self._server = folder / "authority.pem", folder / "server.pem"
        own = generate_private_key(65537, 2048)
        authority = _named("the test's authority")
        certificate = (
            _builder(authority, authority, own)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
            .add_extension(_usage(signs=True), critical=True)
            .sign(own, SHA256())
        )
        self.trusted.write_bytes(certificate.public_bytes(Encoding.PEM))
        key = generate_private_key(65537, 2048)
        served = (
            _builder(_named("microsoft"), authority, key)
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(name) for name in NAMES]), critical=False
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key()), critical=False
            )
            .add_extension(_usage(signs=False), critical=True)
            .sign(own, SHA256())
        )
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._server.write_bytes(private + served.public_bytes(Encoding.PEM))

    def serving(self) -> ssl.SSLContext:
        """For a server that is Microsoft."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._server)
        return context

    def trusting(self) -> ssl.SSLContext:
        """For a client that believes this authority and no other."""
        return ssl.create_default_context(cafile=str(self.trusted))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: RSAPrivateKey) -> x509.CertificateBuilder:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return x509.CertificateBuilder(
        issuer,
        subject,
        key.public_key(),
        x509.random_serial_number(),
        yesterday,
        yesterday + timedelta(days=30),
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
