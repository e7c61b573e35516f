"""Passkeys and security keys (WebAuthn): what a browser is asked, and whether its answer is good.

The place of all keys is the host of PUBLIC_URL, never the Host header. A challenge is kept in the session of the
browser that it was made for, serves one purpose of one person, and one try.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from klucznik.accounts.errors import KeyRefused
from klucznik.accounts.models import User
from klucznik.core.models import new_public_id
from klucznik.core.vendor import vendor

PASSKEY, SECURITY_KEY = "passkey", "security_key"
CHALLENGE_LIVES = timedelta(minutes=10)
MOST_CHARACTERS = 20_000
LOOPBACK = "localhost"
NEEDED, LIKED = UserVerificationRequirement.REQUIRED, UserVerificationRequirement.DISCOURAGED
# What a browser's answer can do to a library that trusts its shape.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)


@dataclass(frozen=True)
class Question:
    """What the page hands to the browser, and what the session keeps of it."""

    options: dict[str, Any]
    kept: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A good answer: by which key, with which counter."""

    credential_id: bytes
    counter: int
    is_verified: bool


def home() -> str | None:
    """The one origin on which keys work; None where browsers have no keys: without https, or without a name."""
    parts = urlsplit(settings.PUBLIC_URL)
    if _is_loopback(parts.hostname or ""):
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{LOOPBACK}{port}"
    if parts.scheme != "https" or _is_number(parts.hostname or ""):
        return None
    return f"https://{parts.netloc}".lower()


def keys_of(user: Any) -> list[Authenticator]:
    """Passkeys and security keys of a person, oldest first."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return list(found.order_by("created_at", "pk"))


def ask_to_add(user: User, kind: str) -> Question:
    """A new key: a passkey is kept in the device with the account's name and checks who holds it."""
    is_passkey = kind == PASSKEY
    person = PublicKeyCredentialUserEntity(
        id=user.public_id.encode(), name=user.email, display_name=user.display_name
    )
    options, state = _server().register_begin(
        person,
        credentials=_credentials(keys_of(user)),
        resident_key_requirement=(
            ResidentKeyRequirement.REQUIRED if is_passkey else ResidentKeyRequirement.DISCOURAGED
        ),
        user_verification=NEEDED if is_passkey else LIKED,
        extensions={"credProps": True},
    )
    return _question(options, state, f"add {kind}", user)


def ask(user: User | None, purpose: str) -> Question:
    """Show a key: one of the person's, or any passkey of the device when nobody has said who they are."""
    keys = keys_of(user) if user else []
    only_passkeys = all(key.data["kind"] == PASSKEY for key in keys)
    options, state = _server().authenticate_begin(
        credentials=_credentials(keys) or None,
        user_verification=NEEDED if only_passkeys else UserVerificationRequirement.PREFERRED,
    )
    return _question(options, state, purpose, user)


def read_new_key(user: User, kind: str, kept: Any, typed: str) -> dict[str, Any]:
    """What is stored of a new key; refused when the answer does not fit the question."""
    answer, state = _parsed(typed), _state(kept, f"add {kind}", user)
    try:
        registration = RegistrationResponse.from_dict(answer)
        _of_this_page(registration.response.client_data)
        data = _server().register_complete(state, answer)
        found = data.credential_data
    except BROKEN as problem:
        raise KeyRefused from problem
    if found is None:
        raise KeyRefused
    return {
        "public_id": new_public_id(),
        "kind": kind,
        "credential": websafe_encode(bytes(found)),
        "credential_id": websafe_encode(found.credential_id),
        "counter": data.counter,
        "is_synced": bool(data.flags & AuthenticatorData.FLAG.BE),
    }


def claimed_owner(typed: str) -> str:
    """Whose passkey the answer says it is; only the signature, checked afterwards, proves it."""
    try:
        handle = _parsed(typed)["response"]["userHandle"]
        return websafe_decode(handle).decode("ascii")
    except BROKEN as problem:
        raise KeyRefused from problem


def read_answer(
    user: User, keys: Iterable[Authenticator], kept: Any, typed: str, purpose: str
) -> Answer:
    """The key and its counter, when the signature is good for this question, place and person."""
    answer, state = _parsed(typed), _state(kept, purpose, user)
    try:
        assertion = AuthenticationResponse.from_dict(answer)
        _of_this_page(assertion.response.client_data)
        found = _server().authenticate_complete(state, _credentials(keys), answer)
    except BROKEN as problem:
        raise KeyRefused from problem
    data = assertion.response.authenticator_data
    return Answer(found.credential_id, data.counter, data.is_user_verified())


def is_key(key: Authenticator, credential_id: bytes) -> bool:
    return bool(key.data["credential_id"] == websafe_encode(credential_id))


def looks_copied(key: Authenticator, counter: int) -> bool:
    """A counter that does not go up means that two devices hold one key; keys without a counter stay at zero."""
    before = int(key.data["counter"])
    return bool((before or counter) and counter <= before)


def _question(options: Any, state: dict[str, Any], purpose: str, user: User | None) -> Question:
    kept = {
        "challenge": state["challenge"],
        "user_verification": state["user_verification"],
        "purpose": purpose,
        "user": user.pk if user else None,
        "at": timezone.now().timestamp(),
    }
    return Question(dict(options)["publicKey"], json.loads(json.dumps(kept)))


def _state(kept: Any, purpose: str, user: User) -> dict[str, Any]:
    """What was asked, if it was asked here, a short while ago, for this, and of this person (or of anybody)."""
    if not isinstance(kept, dict) or kept.get("purpose") != purpose:
        raise KeyRefused
    age = timezone.now().timestamp() - float(kept["at"])
    if not 0 <= age <= CHALLENGE_LIVES.total_seconds() or kept["user"] not in (None, user.pk):
        raise KeyRefused
    return kept


def _parsed(typed: str) -> dict[str, Any]:
    if len(typed) > MOST_CHARACTERS:
        raise KeyRefused
    try:
        answer = json.loads(typed)
    except (ValueError, RecursionError) as problem:
        raise KeyRefused from problem
    if not isinstance(answer, dict):
        raise KeyRefused
    return answer


def _of_this_page(client_data: Any) -> None:
    """Nobody frames our pages, so an answer given inside a foreign one is no answer to us."""
    if client_data.cross_origin:
        raise ValueError("given in a page of another origin")


def _server() -> Fido2Server:
    origin = home()
    if origin is None:
        raise KeyRefused
    place = PublicKeyCredentialRpEntity(id=urlsplit(origin).hostname, name=vendor().product_name)
    return Fido2Server(place, verify_origin=lambda said: said == origin)


def _credentials(keys: Iterable[Authenticator]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(websafe_decode(key.data["credential"])) for key in keys]


def _is_loopback(host: str) -> bool:
    return host == LOOPBACK or (_is_number(host) and ip_address(host).is_loopback)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
