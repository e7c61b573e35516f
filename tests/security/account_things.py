"""What an address of a person's own account can name: links that wait in mailboxes, keys."""

from __future__ import annotations

import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from klucznik.accounts import passkeys
from klucznik.accounts.actions.factor_loss import ask_to_remove_factor
from klucznik.accounts.actions.signing_up import sign_up
from klucznik.accounts.lost_factors import secret_of as loss_secret
from klucznik.accounts.models import Activation, AddressChange, Device, User
from klucznik.core import tokens
from klucznik.letters.actions.merging import ask_to_merge, merge_accounts
from tests import factories
from tests.accounts.softkey import SoftKey
from tests.cast import Cast


def of_account(cast: Cast, person: User) -> dict[str, str]:
    """Links and rows of people's own accounts."""
    return {
        "lost <secret>": lost_factor(),
        "factor": key(cast.anna),
        "session": "0" * 16,
        "token": "0" * 16,
        "device": "0" * 16,
        "mark": "0" * 16,
        "confirm <secret>": "made-up",
        "undo <secret>": undo_link(person),
        "merge <secret>": "made-up",
        "merging": "0" * 16,
        "merged <secret>": merged_link(),
        "not-me <secret>": alarm_link(person),
    }


def lost_factor() -> str:
    """The link that stops the removal of somebody's second step."""
    person = factories.with_factor(factories.person("Zguba", "Zet", email="zguba@example.com"))
    return loss_secret(ask_to_remove_factor(person))


def key(user: User) -> str:
    """A passkey beside the application."""
    question = passkeys.ask_to_add(user, passkeys.PASSKEY)
    answer = SoftKey().create(json.dumps(question.options))
    data = passkeys.read_new_key(user, passkeys.PASSKEY, question.kept, answer)
    Authenticator.objects.create(user=user, type="webauthn", data=data | {"name": "telefon"})
    return str(data["public_id"])


def activation(email: str) -> Activation:
    sign_up(
        None,
        email=email,
        password=factories.PASSWORD,
        first_name="Nowy",
        last_name="Człowiek",
        language="pl",
        browser="",
        accepted=[],
    )
    return Activation.objects.get(user__email=email)


def undo_link(person: User) -> str:
    """Somebody changed their address a moment ago; the link lies in the mailbox of the old one."""
    change = AddressChange(user=person, purpose="sign_in", new_email=person.email)
    change.old_email = "dawny@example.com"
    change.expires_at = change.confirmed_at = timezone.now()
    change.undo_until = timezone.now() + timedelta(days=7)
    change.secret_hash, change.undo_hash = tokens.hashed("used"), tokens.hashed(change.undo_secret)
    change.save()
    return change.undo_secret


def merged_link() -> str:
    """Two accounts of somebody were merged a moment ago."""
    kept, other = factories.person(), factories.person()
    return merge_accounts(kept, ask_to_merge(kept, email=other.email)).undo_secret


def alarm_link(person: User) -> str:
    """Somebody signed in from a new browser a moment ago."""
    device = Device(user=person, browser_hash="x", alarm_until=timezone.now() + timedelta(days=7))
    device.alarm_hash = tokens.hashed(device.alarm_secret)
    device.save()
    return device.alarm_secret
