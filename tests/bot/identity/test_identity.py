"""Tokens for the bot itself: one client, one request for many who ask, renewed before anybody waits."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from bot.identity.client import CONNECTOR, Identity, Tokens
from bot.identity.credentials import Credential, credential_of
from bot.identity.errors import BadCredential, NoToken
from tests.bot.identity.entra import Entra, Response

APP, TENANT = "11111111-2222-4333-8444-555555555555", "0a1b2c3d-0000-4000-8000-00000000000e"
SECRET = Credential(APP, TENANT, "a-secret-of-ours")


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def entra() -> Entra:
    return Entra()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


async def test_many_who_ask_at_once_cost_one_request(entra: Entra, seconds: Seconds) -> None:
    tokens = Identity(SECRET, http=entra, seconds=seconds).tokens(CONNECTOR)
    found = await asyncio.gather(*(tokens.token() for _ in range(20)))
    assert set(found) == {"token-1"}
    assert (len(entra.asked), entra.discovered) == (1, 1)


async def test_a_scope_has_one_store_of_tokens(entra: Entra) -> None:
    identity = Identity(SECRET, http=entra)
    assert identity.tokens(CONNECTOR) is identity.tokens(CONNECTOR)
    assert identity.tokens(CONNECTOR) is not identity.tokens("https://graph.microsoft.com/.default")


async def test_a_token_is_renewed_before_anybody_waits(seconds: Seconds) -> None:
    # msal gives out a new one when the one it holds has less than five minutes.
    entra = Entra(lives=200)
    tokens = Identity(SECRET, http=entra, seconds=seconds).tokens(CONNECTOR)
    assert await tokens.token() == "token-1"
    assert await tokens.token() == "token-1"
    assert await eventually(tokens, "token-2")


async def test_a_token_that_cannot_be_renewed_serves_until_its_end(seconds: Seconds) -> None:
    entra = Entra(lives=200)
    tokens = Identity(SECRET, http=entra, seconds=seconds).tokens(CONNECTOR)
    await tokens.token()
    entra.down = True
    seconds.now = 100
    assert await tokens.token() == "token-1"
    seconds.now = 150
    with pytest.raises(NoToken):
        await tokens.token()


async def test_a_refused_token_is_replaced(entra: Entra, seconds: Seconds) -> None:
    tokens = Identity(SECRET, http=entra, seconds=seconds).tokens(CONNECTOR)
    first = await tokens.token()
    tokens.refuse("some other token")
    assert await tokens.token() == first
    tokens.refuse(first)
    assert await tokens.token() == "token-2"


@pytest.mark.parametrize(
    "answer",
    [
        Response(
            401,
            json.dumps({"error": "invalid_client", "error_description": "AADSTS7000215 a-secret-of-ours"}),
        ),
        Response(400, json.dumps({"error": "unauthorized_client", "error_description": "app 1111"})),
        Response(500, "<html>no</html>"),
        Response(200, "{}"),
        Response(200, json.dumps({"access_token": 7})),
    ],
)
async def test_what_is_no_token_says_microsofts_code_and_nothing_else(entra: Entra, answer: Response) -> None:
    entra.says = answer
    with pytest.raises(NoToken) as none:
        await Identity(SECRET, http=entra).tokens(CONNECTOR).token()
    assert "AADSTS" not in str(none.value)
    assert "a-secret-of-ours" not in str(none.value)


async def test_the_secret_is_in_no_repr(entra: Entra) -> None:
    assert "a-secret-of-ours" not in repr(SECRET)


async def test_a_certificate_is_proven_and_not_sent(entra: Entra, tmp_path: Path) -> None:
    credential = credential_of(APP, TENANT, None, pem_file(tmp_path), managed=False)
    assert await Identity(credential, http=entra).tokens(CONNECTOR).token() == "token-1"
    (asked,) = entra.asked
    assert asked["data"]["client_assertion_type"].endswith("jwt-bearer")
    assert "client_secret" not in asked["data"]
    assert "PRIVATE" not in str(asked)


async def test_azure_vouches_for_a_managed_identity(entra: Entra) -> None:
    credential = credential_of(APP, TENANT, None, None, managed=True)
    assert await Identity(credential, http=entra).tokens(CONNECTOR).token() == "token-1"
    (asked,) = entra.asked
    assert asked["url"].startswith("http://169.254.169.254/")
    assert asked["params"]["resource"] == "https://api.botframework.com"
    assert asked["params"]["client_id"] == APP


def test_exactly_one_credential_is_wanted(tmp_path: Path) -> None:
    secret = SecretStr("a-secret-of-ours")
    for given in ((None, None, False), (secret, None, True), (secret, tmp_path, False)):
        with pytest.raises(BadCredential):
            credential_of(APP, TENANT, given[0], given[1], managed=given[2])


def test_a_certificate_file_that_cannot_be_used_says_what_to_do(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    with pytest.raises(BadCredential, match="cannot be read"):
        credential_of(APP, TENANT, None, wrong, managed=False)
    wrong.write_text("no certificate at all")
    with pytest.raises(BadCredential, match="must hold a private key"):
        credential_of(APP, TENANT, None, wrong, managed=False)
    other = pem_file(tmp_path, another_key=True)
    with pytest.raises(BadCredential, match="do not belong together"):
        credential_of(APP, TENANT, None, other, managed=False)


async def eventually(tokens: Tokens, wanted: str) -> bool:
    """Whether the token becomes this one while nobody waits for it."""
    for _ in range(2000):
        if await tokens.token() == wanted:
            return True
        await asyncio.sleep(0.001)
    return False


def pem_file(folder: Path, *, another_key: bool = False) -> Path:
    """A private key and a certificate in one file."""
    key = generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the bot")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(days=365))
    ).sign(key, SHA256())
    kept: RSAPrivateKey = generate_private_key(65537, 2048) if another_key else key
    private = kept.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "bot.pem"
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path
