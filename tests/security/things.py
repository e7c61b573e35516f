"""One of each thing that an address can name: in the company Alfa, with the vendor, and in the company Beta."""

from __future__ import annotations

import json
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.http import int_to_base36

from klucznik.accounts import passkeys
from klucznik.accounts.actions.factor_loss import ask_to_remove_factor
from klucznik.accounts.actions.signing_up import sign_up
from klucznik.accounts.lost_factors import secret_of as loss_secret
from klucznik.accounts.models import Activation, AddressChange, Device, User
from klucznik.backoffice.models import StaffMember
from klucznik.catalog.models import Product
from klucznik.companies.marks import make_mark
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import tokens
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.models import Declaration, Notified
from klucznik.licensing.actions.entities import register_entity
from klucznik.licensing.models import Extension, Registration
from klucznik.mail.models import SentEmail
from klucznik.members.actions.access_requests import ask_for_access
from klucznik.members.actions.deputies import name_deputy
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.other_accounts import ask_with_other_account
from klucznik.members.invitations import secret_of as invitation_secret
from klucznik.members.models import AccessRequest, Invitation
from klucznik.recovery.actions.first_administrators import invite_first_administrator
from klucznik.recovery.actions.requests import request_rights
from klucznik.recovery.first_invitations import secret_of as first_secret
from tests import factories
from tests.accounts.softkey import SoftKey
from tests.cast import Cast
from tests.declarations import cases
from tests.licensing.deals import offer

# What has the same shape whoever owns it.
ALIKE = {
    "act": "disconnect",
    "number": "1",
    "kind": "terms",
    "name": "logo.svg",
    "task": "mail.deliver",
}
REASON = "Nikt inny już tu nie pracuje."


def licensed(cast: Cast) -> None:
    """A product that people open by name, in both companies."""
    product = factories.product("portal-dla-ludzi", metric="users", needs_access=True)
    for company in (cast.alfa, cast.beta):
        factories.license(company, product=product, amount=5)


def ours(cast: Cast, claimant: User) -> dict[str, str]:
    """Parts of addresses: of Alfa for the portal, of the vendor's other customers for the staff.

    A part that means different things in different places is named with the beginning of its address.
    """
    draft = _draft(claimant, "Cukiernia Gamma")
    waiting = cases.submitted(*_keyless("Wanda", "Tartak Delta"))
    contested = _contested(cast)
    orphan = factories.company("Młyn Epsilon", email="mlyn@epsilon.example")
    first = invite_first_administrator(cast.ewa, orphan)
    activation = _activation("nowy@example.com")
    reset = default_token_generator.make_token(claimant)
    return ALIKE | {
        **_of_company(cast.alfa, cast.anna, cast.bogna),
        "connect <mark>": make_mark(cast.dorota, cast.alfa.tax_id),
        "public_id": draft.public_id,
        "cases <file>": draft.files.get().public_id,
        "objection <secret>": _voice(contested),
        "first-administrator <secret>": first_secret(first.public_id, first.nonce),
        "activate <secret>": activation.secret,
        "lost <secret>": _lost_factor(),
        "factor": _key(cast.anna),
        "session": "0" * 16,
        "token": "0" * 16,
        "device": "0" * 16,
        "mark": "0" * 16,
        "confirm <secret>": "made-up",
        "undo <secret>": _undo_link(claimant),
        "not-me <secret>": _alarm_link(claimant),
        "uidb36": int_to_base36(claimant.pk),
        "key": reset,
        "staff <case>": waiting.public_id,
        "staff <file>": waiting.files.get().public_id,
        "staff <objection>": contested.contests.get().public_id,
        "staff <invitation>": first.public_id,
        "staff <letter>": _letter(orphan),
        **_licenses_of(orphan),
        "staff <member>": StaffMember.objects.get(user=cast.grazyna).public_id,
    }


def others(cast: Cast) -> dict[str, str]:
    """The same parts, of the company Beta and its people."""
    person = factories.person("Bruno", "Betowski", email="bruno@example.com")
    factories.membership(cast.beta, person)
    foreign = _draft(factories.person("Felicja", "Fa", email="felicja@example.com"), "Bar Zeta")
    return ALIKE | {
        **_of_company(cast.beta, cast.celina, person),
        "public_id": foreign.public_id,
        "cases <file>": foreign.files.get().public_id,
    }


def _of_company(company: Company, administrator: User, person: User) -> dict[str, str]:
    invitation = invite_member(
        administrator, company, email=f"ktos@{company.pk}.example.com", role=Role.USER
    )
    wanted = request_rights(person, company, reason=REASON)
    factories.transaction(company)
    return {
        "company": company.public_id,
        "license": company.licenses.first().public_id,
        **_device_of(company),
        "entity": _entity(company),
        "transfer": _offered(company),
        "product": "portal-dla-ludzi",
        "member": Membership.objects.get(company=company, user=person).public_id,
        "invitation": invitation.public_id,
        "invitations <secret>": invitation_secret(invitation),
        "account": _question(invitation),
        "wanted": wanted.public_id,
        "deputy": _deputy(company, administrator),
        "asked": asked_for(person, company).public_id,
    }


def _entity(company: Company) -> str:
    """The company's own entity in its license."""
    license = company.licenses.first()
    return register_entity(
        None, license, tax_id=company.tax_id, name=company.name, kind="own", source="program"
    ).public_id


def _offered(company: Company) -> str:
    """Somebody else offers the company a license."""
    giver = factories.company(f"Dawca {company.pk}")
    owner = factories.person("Daniel", "Dawca", email=f"dawca{company.pk}@example.com")
    factories.membership(giver, owner, Role.GLOBAL_ADMINISTRATOR)
    return offer(owner, factories.license(giver), company).public_id


def _licenses_of(company: Company) -> dict[str, str]:
    """What the staff see of licenses: one in use with an extension, one whose registration waits."""
    used = factories.license(company)
    school = factories.license(company, status="awaiting", variant="education")
    extension = Extension.objects.create(
        license=used, metric="seats", amount=1, starts_on=used.valid_from
    )
    registration = Registration.objects.create(license=school, way="online")
    return {
        "staff <license>": used.public_id,
        "staff <extension>": extension.public_id,
        "staff <registration>": registration.public_id,
        "staff <place>": factories.activation(used).public_id,
    }


def _device_of(company: Company) -> dict[str, str]:
    """A computer with a place in the company's first license."""
    place = factories.activation(company.licenses.first())
    return {"place": place.public_id, "api <device>": place.device.public_id}


def asked_for(person: User, company: Company) -> AccessRequest:
    """A request for the product that people open by name."""
    product = Product.objects.get(code="portal-dla-ludzi")
    return ask_for_access(person, company, product=product)


def _deputy(company: Company, administrator: User) -> str:
    """A colleague who was asked to stand by and has not answered."""
    place = factories.membership(company, factories.person("Zenon", "Zastępca"))
    return name_deputy(administrator, place, wait_days=7).public_id


def _question(invitation: Invitation) -> str:
    """Somebody with another account asks to accept the invitation."""
    asker = factories.person("Inga", "Inna", email=f"inga{invitation.pk}@example.com")
    asked = ask_with_other_account(asker, invitation)
    assert asked is not None
    return asked.public_id


def _keyless(name: str, company: str) -> tuple[User, Company]:
    """Somebody in a company without an administrator."""
    person = factories.person(name, "Nowak", email=f"{name.lower()}@example.com")
    found = factories.company(company, email="firma@klient.example")
    _associate(person, found)
    return person, found


def _associate(person: User, company: Company) -> None:
    joined = Membership.Joined.CONNECTED
    factories.membership(company, person, Role.ASSOCIATED, proven=False, joined=joined)


def _draft(person: User, name: str) -> Declaration:
    """A case with a file in it, not sent yet."""
    company = factories.company(name)
    _associate(person, company)
    return add_files(person, cases.draft(person, company), file=[cases.scan()])


def _contested(cast: Cast) -> Declaration:
    """A case in its waiting period; the company's address objects."""
    case = cases.submitted(*_keyless("Olgierd", "Huta Eta"))
    for reviewer in (cast.filip, cast.grazyna):
        cases.decided(reviewer, case)
    object_to(cases.voice(cases.fresh(case), Notified.Standing.CONTACT))
    return cases.fresh(case)


def _voice(case: Declaration) -> str:
    return cases.secret_of(cases.voice(case, Notified.Standing.CONTACT))


def _lost_factor() -> str:
    """The link that stops the removal of somebody's second step."""
    person = factories.with_factor(factories.person("Zguba", "Zet", email="zguba@example.com"))
    return loss_secret(ask_to_remove_factor(person))


def _key(user: User) -> str:
    """A passkey beside the application."""
    question = passkeys.ask_to_add(user, passkeys.PASSKEY)
    answer = SoftKey().create(json.dumps(question.options))
    data = passkeys.read_new_key(user, passkeys.PASSKEY, question.kept, answer)
    Authenticator.objects.create(user=user, type="webauthn", data=data | {"name": "telefon"})
    return str(data["public_id"])


def _activation(email: str) -> Activation:
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


def _undo_link(person: User) -> str:
    """Somebody changed their address a moment ago; the link lies in the mailbox of the old one."""
    change = AddressChange(user=person, purpose="sign_in", new_email=person.email)
    change.old_email = "dawny@example.com"
    change.expires_at = change.confirmed_at = timezone.now()
    change.undo_until = timezone.now() + timedelta(days=7)
    change.secret_hash, change.undo_hash = tokens.hashed("used"), tokens.hashed(change.undo_secret)
    change.save()
    return change.undo_secret


def _alarm_link(person: User) -> str:
    """Somebody signed in from a new browser a moment ago."""
    device = Device(user=person, browser_hash="x", alarm_until=timezone.now() + timedelta(days=7))
    device.alarm_hash = tokens.hashed(device.alarm_secret)
    device.save()
    return device.alarm_secret


def _letter(company: Company) -> str:
    row = SentEmail.objects.create(
        message="companies/emails/you_are_associated",
        context={"company_name": company.name, "url": "/"},
        address="kto@example.com",
        language="pl",
        company=company,
        message_id="<matrix@example.com>",
    )
    return row.public_id
