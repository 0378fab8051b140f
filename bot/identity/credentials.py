"""What the bot proves itself with: a secret, a certificate, or a managed identity that Azure vouches for."""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pydantic import SecretStr

from bot.identity.errors import BadCredential


@dataclass(frozen=True, slots=True)
class Credential:
    """An app of one tenant and its proof, which is None for a managed identity."""

    app_id: str
    tenant_id: str
    proof: str | dict[str, str] | None = field(repr=False)


def credential_of(
    app_id: str, tenant_id: str, secret: SecretStr | None, certificate: Path | None, *, managed: bool
) -> Credential:
    """The one credential that is set. Raises BadCredential for none, several, or a file that cannot be used."""
    given = [secret is not None, certificate is not None, managed]
    if sum(given) != 1:
        raise BadCredential("Set exactly one of a secret, a certificate and a managed identity.")
    if secret is not None:
        return Credential(app_id, tenant_id, secret.get_secret_value())
    return Credential(app_id, tenant_id, _certificate(certificate) if certificate is not None else None)


def _certificate(path: Path) -> dict[str, str]:
    """A PEM file with a private key and its certificate, as msal takes it; msal works out the thumbprint."""
    try:
        pem = path.read_bytes()
        key = load_pem_private_key(pem, password=None)
        certificate = x509.load_pem_x509_certificate(pem)
    except OSError as missing:
        raise BadCredential(f"The certificate file {path} cannot be read.") from missing
    except (ValueError, TypeError):
        raise BadCredential(
            f"The certificate file {path} must hold a private key without a password and its certificate, both as PEM."
        ) from None
    if key.public_key() != certificate.public_key():
        raise BadCredential(f"The private key and the certificate in {path} do not belong together.")
    return {
        "private_key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "public_certificate": certificate.public_bytes(Encoding.PEM).decode(),
    }
