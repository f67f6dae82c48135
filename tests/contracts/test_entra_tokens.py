"""Entra's access tokens: whom we believe, and whom we do not."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from contracts.entra_tokens import InvalidTokenError, Issuer, TokenValidator
from tests.contracts.entra import AUDIENCE, ISSUER, NOW, TENANT, Entra


def test_an_application_is_recognised(entra: Entra, validator: TokenValidator) -> None:
    token = validator.validate(entra.sign("first", entra.claims()))
    assert (token.is_app, token.application, token.tenant) == (True, "staff-assistant-actions", TENANT)
    assert token.roles == {"People.Read", "Questions.Write"}


def test_an_application_without_the_optional_claim_is_recognised(entra: Entra, validator: TokenValidator) -> None:
    assert validator.validate(entra.sign("first", entra.claims(idtyp=None))).is_app


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"scp": "access_as_user"}, id="scopes"),
        pytest.param({"idtyp": "user"}, id="type user"),
        pytest.param({"idtyp": None, "sub": "somebody"}, id="subject is not the object id"),
    ],
)
def test_a_person_is_no_application(entra: Entra, validator: TokenValidator, changes: dict[str, Any]) -> None:
    assert not validator.validate(entra.sign("first", entra.claims(**changes))).is_app


FORGED_CLAIMS = {
    "another issuer": {"iss": Issuer.entra("0" * 36).name},
    "issuer with a slash more": {"iss": ISSUER.name + "/"},
    "issuer of version 1": {"iss": f"https://sts.windows.net/{TENANT}/"},
    "issuer in a list": {"iss": [ISSUER.name]},
    "no issuer": {"iss": None},
    "another audience": {"aud": "api://staff-assistant-gateway"},
    "our audience among others": {"aud": [AUDIENCE, "api://other"]},
    "no audience": {"aud": None},
    "another tenant": {"tid": "0" * 36},
    "no tenant": {"tid": None},
    "no object id": {"oid": None},
    "object id that is no text": {"oid": 7},
    "empty object id": {"oid": ""},
    "no client": {"azp": None},
    "version 1": {"ver": "1.0"},
    "no version": {"ver": None},
    "no end": {"exp": None},
    "end that is no number": {"exp": "tomorrow"},
    "end that is a truth": {"exp": True},
    "over for longer than the skew": {"exp": int(NOW) - 300},
    "not yet, beyond the skew": {"nbf": int(NOW) + 301},
    "issued in the future": {"iat": int(NOW) + 301},
    "no beginning": {"nbf": None},
    "roles in one text": {"roles": "People.Read"},
    "roles that are no texts": {"roles": [1]},
    "scopes in a list": {"scp": ["a"]},
}


@pytest.mark.parametrize("changes", FORGED_CLAIMS.values(), ids=FORGED_CLAIMS.keys())
def test_a_token_with_a_wrong_claim_is_refused(
    entra: Entra, validator: TokenValidator, changes: dict[str, Any]
) -> None:
    claims = {name: value for name, value in (entra.claims() | changes).items() if value is not None}
    with pytest.raises(InvalidTokenError):
        validator.validate(_sign_raw(entra.keys["first"], claims))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"exp": int(NOW) - 299}, id="just over"),
        pytest.param({"nbf": int(NOW) + 299}, id="just not yet"),
        pytest.param({"iat": int(NOW) + 299}, id="issued a little ahead"),
    ],
)
def test_five_minutes_of_skew_are_forgiven(entra: Entra, validator: TokenValidator, changes: dict[str, Any]) -> None:
    assert validator.validate(entra.sign("first", entra.claims(**changes)))


def _sign_raw(key: rsa.RSAPrivateKey, claims: dict[str, Any]) -> str:
    body = json.dumps(claims).encode()
    return jwt.PyJWS().encode(body, key, algorithm="RS256", headers={"kid": "first"})


def _pem(entra: Entra) -> bytes:
    return (
        entra.keys["first"]
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def _unsigned(entra: Entra) -> str:
    return jwt.encode(entra.claims(), None, algorithm="none", headers={"kid": "first"})


def _signed_with_the_public_key(entra: Entra) -> str:
    # PyJWT refuses to make this token, so it is put together by hand.
    import hashlib
    import hmac

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    head = part({"alg": "HS256", "typ": "JWT", "kid": "first"}) + "." + part(entra.claims())
    digest = hmac.new(_pem(entra), head.encode(), hashlib.sha256).digest()
    return head + "." + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _with_another_payload(entra: Entra) -> str:
    head, _, signature = entra.sign("first", entra.claims()).split(".")
    body = base64.urlsafe_b64encode(json.dumps(entra.claims(roles=["Everything"])).encode()).rstrip(b"=")
    return f"{head}.{body.decode()}.{signature}"


FORGERIES = {
    "no signature": _unsigned,
    "public key as a secret": _signed_with_the_public_key,
    "payload exchanged": _with_another_payload,
    "signature cut off": lambda entra: entra.sign("first", entra.claims()).rsplit(".", 1)[0] + ".",
    "signature shortened": lambda entra: entra.sign("first", entra.claims())[:-8],
    "another algorithm of the family": lambda entra: jwt.encode(
        entra.claims(), entra.keys["first"], algorithm="RS512", headers={"kid": "first"}
    ),
    "padding of another kind": lambda entra: jwt.encode(
        entra.claims(), entra.keys["first"], algorithm="PS256", headers={"kid": "first"}
    ),
    "no key id": lambda entra: jwt.encode(entra.claims(), entra.keys["first"], algorithm="RS256"),
    "critical header": lambda entra: entra.sign("first", entra.claims(), crit=["unheard-of"]),
    "not a token": lambda _entra: "not a token",
    "empty": lambda _entra: "",
    "other letters": lambda _entra: "ä.ö.ü",
    "three dots": lambda _entra: "...",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_is_refused(entra: Entra, validator: TokenValidator, forge: Any) -> None:
    with pytest.raises(InvalidTokenError):
        validator.validate(forge(entra))


def test_a_token_signed_by_somebody_else_under_our_key_id_is_refused(
    entra: Entra, validator: TokenValidator, other_key: rsa.RSAPrivateKey
) -> None:
    forger = Entra(ISSUER.name, keys={"first": other_key})
    with pytest.raises(InvalidTokenError):
        validator.validate(forger.sign("first", entra.claims()))


def test_a_refusal_says_nothing_of_the_token(entra: Entra, validator: TokenValidator) -> None:
    with pytest.raises(InvalidTokenError) as caught:
        validator.validate(entra.sign("first", entra.claims(tid="secret-tenant")))
    assert str(caught.value) == "tenant"
