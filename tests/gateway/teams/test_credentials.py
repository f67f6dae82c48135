"""How the bot shows Microsoft who it is: by a secret, a certificate or a managed identity, each by msal itself."""

import datetime
import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.gateway.settings import Settings
from bot.gateway.teams.credentials import BotTokenError, BotTokens, make_bot_tokens, read_certificate
from tests.gateway.teams.microsoft import APP_ID, TENANT, MicrosoftEdge, make_key

SECRET = "hush, long enough"


@pytest.fixture(autouse=True)
def anew(edge: MicrosoftEdge) -> Iterator[None]:
    edge.token_requests.clear()
    yield
    edge.refuses_tokens = False


def tokens(edge: MicrosoftEdge, **credential: Any) -> BotTokens:
    return make_bot_tokens(Settings(teams_app_id=APP_ID, teams_tenant_id=TENANT, **credential), edge.url)


def make_pem(path: Path, key: RSAPrivateKey, *, of: RSAPrivateKey | None = None, days: int = 30) -> Path:
    """Write a private key and a certificate, of this key or another; it ends after so many days."""
    now = datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the bot")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key((of or key).public_key())
    builder = builder.serial_number(1).not_valid_before(now - datetime.timedelta(days=60))
    certificate = builder.not_valid_after(now + datetime.timedelta(days=days)).sign(of or key, SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path


def test_a_secret_gives_a_token_for_the_connector_and_it_is_kept(edge: MicrosoftEdge) -> None:
    source = tokens(edge, teams_client_secret=SECRET)
    assert [source.fetch() for _ in range(3)] == ["bot-token"] * 3
    (request,) = edge.token_requests
    assert (request["client_id"], request["client_secret"]) == (APP_ID, SECRET)
    assert request["grant_type"] == "client_credentials"
    assert request["scope"] == "https://api.botframework.com/.default"


def test_a_token_that_was_refused_is_fetched_anew(edge: MicrosoftEdge) -> None:
    source = tokens(edge, teams_client_secret=SECRET)
    source.fetch()
    source.forget()
    source.fetch()
    assert len(edge.token_requests) == 2


def test_a_certificate_signs_what_is_sent_in_place_of_a_secret(edge: MicrosoftEdge, tmp_path: Path) -> None:
    key = make_key("of the bot")
    path = make_pem(tmp_path / "bot.pem", key)
    assert tokens(edge, teams_certificate_file=path).fetch() == "bot-token"
    (request,) = edge.token_requests
    assert "client_secret" not in request
    claims = jwt.decode(
        request["client_assertion"], key.public_key(), algorithms=["RS256", "PS256"], options={"verify_aud": False}
    )
    assert (claims["iss"], claims["sub"]) == (APP_ID, APP_ID)
    assert claims["aud"].endswith("/token")
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()
    assert urlsafe_b64decode(jwt.get_unverified_header(request["client_assertion"])["x5t#S256"] + "=") == digest


def test_a_managed_identity_needs_no_secret_at_all(edge: MicrosoftEdge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", edge.url)
    source = tokens(edge, teams_managed_identity=True)
    assert [source.fetch(), source.fetch()] == ["bot-token"] * 2
    (request,) = edge.token_requests
    assert (request["client_id"], request["resource"]) == (APP_ID, "https://api.botframework.com")


def test_a_refusal_names_its_code_and_nothing_that_is_secret(edge: MicrosoftEdge) -> None:
    edge.refuses_tokens = True
    with pytest.raises(BotTokenError) as refused:
        tokens(edge, teams_client_secret=SECRET).fetch()
    assert str(refused.value) == "invalid_client"


def test_microsoft_out_of_reach_is_a_fault_of_ours_to_name(edge: MicrosoftEdge) -> None:
    with pytest.raises(BotTokenError):
        make_bot_tokens(
            Settings(teams_app_id=APP_ID, teams_tenant_id=TENANT, teams_client_secret=SECRET), "http://127.0.0.1:1"
        ).fetch()


def test_the_source_of_tokens_does_not_show_its_secret(edge: MicrosoftEdge) -> None:
    assert SECRET not in repr(tokens(edge, teams_client_secret=SECRET))


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda path: path.write_text("hello"), "both as PEM"),
        (lambda path: make_pem(path, make_key("of the bot"), of=make_key("of somebody")), "not that of its"),
        (lambda path: make_pem(path, make_key("of the bot"), days=-1), "ended on"),
    ],
    ids=["no PEM", "another key", "over"],
)
def test_a_file_that_is_no_good_certificate_is_refused(make: Any, fault: str, tmp_path: Path) -> None:
    make(tmp_path / "bot.pem")
    with pytest.raises(ValueError, match=fault):
        read_certificate(tmp_path / "bot.pem")
