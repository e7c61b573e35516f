"""How the keys of the companies came to be where they are: first administrators, requests, declarations."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from klucznik.catalog.models import Product
from klucznik.companies.actions.connecting import connect_company
from klucznik.companies.models import Role
from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.actions.review import decide
from klucznik.declarations.actions.submitting import submit_declaration
from klucznik.declarations.documents import Signatory, declaration_pdf
from klucznik.declarations.files import inspect
from klucznik.declarations.models import Decision, Declaration
from klucznik.declarations.papers import content_of, files_hash
from klucznik.declarations.reasons import Check
from klucznik.demo.casting import company, engage, person
from klucznik.demo.customers import customer, moved_files
from klucznik.demo.paper import signed_scan
from klucznik.demo.scenes.order import scene
from klucznik.integrations.erp.importing import import_file
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.models import Invitation
from klucznik.recovery.actions.first_administrators import (
    accept_first_invitation,
    invite_first_administrators,
)
from klucznik.recovery.actions.requests import request_rights
from klucznik.recovery.models import FirstAdministratorInvitation


@scene(days_ago=95)
def the_customers_are_imported() -> None:
    """With days that count from the first start: what ends within nine days always does."""
    with TemporaryDirectory() as folder:
        for kind, path in moved_files(Path(folder), timezone.localdate()):
            assert import_file(kind, path).taken, path


@scene(days_ago=94)
def the_vendor_hires() -> None:
    engage("wanda", "henryk", "filip", "grazyna", "ewa")


@scene(days_ago=90)
def first_administrators_are_invited() -> None:
    firsts = [company(key) for key in ("alfa", "beta", "zorza", "wisla", "sosna", "saldo")]
    invite_first_administrators(person("ewa"), firsts)


@scene(days_ago=89)
def they_accept() -> None:
    firsts = ("anna", "celina", "jan", "kazimierz", "olga", "hanna")
    engage(*firsts)
    for key in firsts:
        invitation = FirstAdministratorInvitation.objects.get(email=person(key).email)
        accept_first_invitation(person(key), invitation)


@scene(days_ago=84)
def their_keys_become_theirs() -> None:
    """The day in which others could object is over; the clock does the rest."""


@scene(days_ago=66)
def anna_invites_colleagues() -> None:
    products = Product.objects.filter(code="subiekt-123")
    alfa, anna = company("alfa"), person("anna")
    invite_member(anna, alfa, email="bartek@alfa.example", role=Role.ADMINISTRATOR)
    invite_member(anna, alfa, email="bogna@alfa.example", role=Role.USER, products=products)


@scene(days_ago=65)
def they_join() -> None:
    engage("bartek", "bogna")
    for key in ("bartek", "bogna"):
        accept_invitation(person(key), Invitation.objects.get(email=person(key).email))


@scene(days_ago=40)
def dorota_creates_an_account() -> None:
    engage("dorota")


@scene(days_ago=24)
def lena_connects_her_clinic() -> None:
    engage("lena")
    connect("lena", "tatry")


@scene(days_ago=23)
def lena_sends_a_declaration() -> None:
    declare(
        "lena",
        "tatry",
        "prezes zarządu",
        "Poprzednia kierowniczka odeszła i zabrała dostęp.",
        "Zielona Góra",
    )


@scene(days_ago=21)
def lena_is_approved() -> None:
    approve("tatry")


@scene(days_ago=20)
def jacek_asks_kazimierz() -> None:
    engage("jacek")
    connect("jacek", "wisla")
    request_rights(
        person("jacek"),
        company("wisla"),
        reason="Prowadzę firmę od września, a nie mam dostępu do licencji.",
    )


@scene(days_ago=12)
def nobody_answered() -> None:
    """A week without an answer: the request expires, and the way of the declaration opens."""


@scene(days_ago=9)
def jacek_sends_a_declaration() -> None:
    declare(
        "jacek",
        "wisla",
        "prezes zarządu",
        "Administrator globalny nie odpowiada na prośby.",
        "Warszawa",
    )


@scene(days_ago=7)
def jacek_is_approved() -> None:
    approve("wisla")


@scene(days_ago=4)
def iga_connects_her_bookshop() -> None:
    engage("iga")
    connect("iga", "gwiazda")


@scene(days_ago=3)
def iga_sends_a_declaration() -> None:
    declare(
        "iga", "gwiazda", "wspólniczka", "Konto założył pracownik, którego już nie ma.", "Lublin"
    )


@scene(days_ago=2)
def new_people_come() -> None:
    engage("igor")
    connect("igor", "alfa")
    invite_member(person("anna"), company("alfa"), email="oskar@alfa.example", role=Role.USER)
    invite_first_administrators(person("ewa"), [company("modrzew")])


@scene(days_ago=1)
def igor_asks_for_rights() -> None:
    request_rights(
        person("igor"),
        company("alfa"),
        reason="Przejmuję księgowość od stycznia i będę odnawiać licencje.",
    )


def connect(who: str, where: str) -> None:
    """Associate somebody with their company by a license number."""
    number = customer(where).license_number
    connect_company(person(who), company(where), statement=True, license_number=number)


def declare(who: str, where: str, function: str, reason: str, place: str) -> None:
    """Prepare the letter, sign it on paper, send the scan."""
    claimant = person(who)
    signatories = [Signatory(claimant.display_name, function)]
    case = prepare_declaration(
        claimant, company(where), signatories=signatories, reason=reason, place=place
    )
    scan = signed_scan(declaration_pdf(content_of(case)), by=claimant.display_name)
    add_files(claimant, case, file=[inspect(scan, name="oswiadczenie.jpg")])
    submit_declaration(claimant, case)


def approve(where: str) -> None:
    """Both reviewers find everything in order."""
    for reviewer in ("filip", "grazyna"):
        case = Declaration.objects.get(company=company(where), state="in_review")
        decide(
            person(reviewer),
            case,
            verdict="approve",
            note="Reprezentacja zgodna z odpisem z KRS.",
            files_hash=files_hash(case),
            checklist=list(Check.values),
            representation=Decision.Representation.HANDWRITTEN,
        )
