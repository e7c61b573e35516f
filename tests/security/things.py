"""One of each thing that an address can name: in the company Alfa, with the vendor, and in the company Beta."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from django.utils.http import int_to_base36

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember
from klucznik.catalog.models import Product
from klucznik.companies.actions.measures import propose_measure
from klucznik.companies.marks import make_mark
from klucznik.companies.models import Company, Membership, Role
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.cosigning import ask_signatory
from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.models import CoSignatory, Declaration, Notified
from klucznik.declarations.saying import signatory_secret
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
from tests.backoffice.help_desk import things_written
from tests.cast import Cast
from tests.declarations import cases
from tests.licensing.deals import offer
from tests.offices import factory
from tests.security.account_things import activation as activation_of
from tests.security.account_things import of_account
from tests.security.news_things import of_news
from tests.security.office_things import of_office
from tests.security.ticket_things import of_tickets

# What has the same shape whoever owns it.
ALIKE = {
    "act": "disconnect",
    "number": "1",
    "kind": "terms",
    "name": "logo.svg",
    "task": "mail.deliver",
    "form": "json",
    "help <key>": "create-account",
    "help <number>": "101",
    "staff <number>": "1",
    "help <code>": "account",
    "help/files <name>": "wzor.pdf",
    "help/go <name>": "members:members",
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
    asked = _signatory(draft)
    waiting = cases.submitted(*_keyless("Wanda", "Tartak Delta"))
    contested = _contested(cast)
    orphan = factories.company("Młyn Epsilon", email="mlyn@epsilon.example")
    first = invite_first_administrator(cast.ewa, orphan)
    activation = activation_of("nowy@example.com")
    written = things_written()
    reset = default_token_generator.make_token(claimant)
    return ALIKE | {
        **_of_company(cast.alfa, cast.anna, cast.bogna),
        **of_office(cast.alfa, cast.anna, case=waiting),
        "connect <mark>": make_mark(cast.dorota, cast.alfa.tax_id),
        "public_id": draft.public_id,
        "cases <file>": draft.files.get().public_id,
        "objection <secret>": _voice(contested),
        "signatory <secret>": signatory_secret(asked.public_id, asked.nonce),
        "signatory": asked.public_id,
        "first-administrator <secret>": first_secret(first.public_id, first.nonce),
        "activate <secret>": activation.secret,
        **of_account(cast, claimant),
        **of_news(cast, claimant),
        **of_tickets(cast),
        "uidb36": int_to_base36(claimant.pk),
        "key": reset,
        "staff <case>": waiting.public_id,
        "staff <file>": waiting.files.get().public_id,
        "staff <objection>": contested.contests.get().public_id,
        "staff <invitation>": first.public_id,
        "staff <letter>": _letter(orphan),
        "staff <measure>": _measure(cast.alfa),
        **_licenses_of(orphan),
        "staff <member>": StaffMember.objects.get(user=cast.grazyna).public_id,
        **{f"staff <{part}>": value for part, value in written.items()},
        "help/files <attachment>": written["attachment"],
    }


def others(cast: Cast) -> dict[str, str]:
    """The same parts, of the company Beta and its people."""
    person = factories.person("Bruno", "Betowski", email="bruno@example.com")
    factories.membership(cast.beta, person)
    foreign = _draft(factories.person("Felicja", "Fa", email="felicja@example.com"), "Bar Zeta")
    return ALIKE | {
        **_of_company(cast.beta, cast.celina, person),
        **of_office(cast.beta, cast.celina),
        **of_news(cast, person),
        "keys <case>": foreign.public_id,
        "public_id": foreign.public_id,
        "cases <file>": foreign.files.get().public_id,
        "signatory": _signatory(foreign).public_id,
    }


def _signatory(draft: Declaration) -> CoSignatory:
    """Somebody who was asked to sign, too."""
    case = cases.fresh(draft)
    email = f"prezes@{case.company_id}.example.com"
    return ask_signatory(case.claimant, case, name="Alfred Alfowski", email=email)


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
        "client": factory.client(company).public_id,
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


def _measure(company: Company) -> str:
    """Somebody of the staff proposed to suspend the company; nobody has confirmed it."""
    proposer = factories.person(email="proposer@example.com")
    return propose_measure(
        proposer, company, kind="suspension", reason="fraud", note="Pismo z prokuratury."
    ).public_id


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
