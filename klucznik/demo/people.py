"""The cast of the demonstration: who they are, how they sign in, and what one can see with their eyes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "spokojna rzeka 17"
STAFF = "producent.example"
# Addresses that end so do not exist: a message to them comes back, as from a real mail server.
NOWHERE = "@nie-istnieje.example"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast; `factor`: two-step verification is on; `staff`: their role on the vendor's staff."""

    key: str
    first_name: str
    last_name: str
    email: str
    part: str | Promise
    factor: bool = False
    staff: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def _staff(key: str, first: str, last: str, role: str, part: Promise) -> Person:
    return Person(key, first, last, f"{key}@{STAFF}", part, factor=True, staff=role)


CUSTOMERS = [
    Person(
        "anna",
        "Anna",
        "Alfowska",
        "anna@alfa.example",
        _(
            "Global administrator of Piekarnia Alfa. Requests, questions and invitations wait for her."
        ),
        factor=True,
    ),
    Person(
        "bartek",
        "Bartek",
        "Brzoza",
        "bartek@alfa.example",
        _(
            "Company administrator of Alfa and its deputy: invites people and gives them products, but not the keys."
        ),
    ),
    Person(
        "bogna",
        "Bogna",
        "Bąk",
        "bogna@alfa.example",
        _("User of Alfa. She can ask Anna for global administrator rights."),
    ),
    Person(
        "zofia",
        "Zofia",
        "Zając",
        "zofia@alfa.example",
        _("User of Alfa for a season: her place and her right to Subiekt 123 end within a month."),
    ),
    Person(
        "marek",
        "Marek",
        "Mazur",
        "marek@alfa.example",
        _("User of Alfa. He asked for Subiekt 123, and Anna asked him to be a deputy: both wait."),
    ),
    Person(
        "celina",
        "Celina",
        "Cicha",
        "celina@beta.example",
        _(
            "Runs Hurtownia Beta with some 250 people, alone and without a deputy. She must never see Alfa."
        ),
        factor=True,
    ),
    Person(
        "damian",
        "Damian",
        "Dudek",
        "damian@beta.example",
        _("Company administrator of Beta, which demands a second step of him. He has none."),
    ),
    Person(
        "urszula",
        "Urszula",
        "Urban",
        "urszula@poczta.example",
        _("An accountant with 60 companies, none of which has an administrator."),
    ),
    Person(
        "dorota",
        "Dorota",
        "Dąb",
        "dorota@poczta.example",
        _(
            "Belongs nowhere yet: connect or add a company with her."
            " She asks to accept an invitation of Alfa with this account."
        ),
    ),
    Person(
        "igor",
        "Igor",
        "Iskra",
        "igor@poczta.example",
        _("Associated with Alfa. He asked for rights yesterday and waits."),
    ),
    Person(
        "jan",
        "Jan",
        "Kowal",
        "jan@zorza.example",
        _(
            "The only global administrator of Zakład Stolarski Zorza: the story of the lost keys begins with him."
        ),
    ),
    Person(
        "iga",
        "Iga",
        "Gwiazdowska",
        "iga@gwiazda.example",
        _("Sent a signed declaration for Księgarnia Gwiazda; it waits for the reviewers."),
    ),
    Person(
        "jacek",
        "Jacek",
        "Wiślicki",
        "jacek@wisla.example",
        _("His declaration for Transport Wisła was approved; others can still object."),
    ),
    Person(
        "kazimierz",
        "Kazimierz",
        "Wolny",
        "kazimierz@wisla.example",
        _(
            "Administrator of Wisła who never answered Jacek. The link in his e-mail stops the case."
        ),
        factor=True,
    ),
    Person(
        "lena",
        "Lena",
        "Tatar",
        "lena@tatry.example",
        _("Her waiting is over: she can accept the keys of Przychodnia Tatry."),
        factor=True,
    ),
    Person(
        "olga",
        "Olga",
        "Olszewska",
        "olga@sosna.example",
        _("Runs the accounting office Sosna: the books of 42 companies in one license for 50."),
        factor=True,
    ),
    Person(
        "hanna",
        "Hanna",
        "Saldowska",
        "hanna@saldo.example",
        _(
            "Runs the accounting office Saldo, which shares Subiekt 123 with its clients."
            " An address to correct and a wrong acceptance wait for her."
        ),
        factor=True,
    ),
    Person(
        "ela",
        "Ela",
        "Biernat",
        "ela@saldo.example",
        _("Accountant at Saldo: she sees her five clients and nothing of the others."),
    ),
    Person(
        "robert",
        "Robert",
        "Rączka",
        "robert@saldo.example",
        _("Accountant at Saldo: he serves five other clients."),
    ),
    Person(
        "kamil",
        "Kamil",
        "Rogalski",
        "kamil@rogal.example",
        _(
            "A client of Saldo. His company is his own: he says what the office may do, and leaves it when he likes."
        ),
    ),
    Person(
        "malwina",
        "Malwina",
        "Mróz",
        "malwina@malwa.example",
        _("Saldo has ended the sharing with her: she reads and exports for thirty days."),
    ),
    Person(
        "tymon",
        "Tymon",
        "Orzeł",
        "tymon@poczta.example",
        _("Accepted an invitation that was meant for somebody else. Saldo can take it back."),
    ),
]
EMPLOYEES = [
    _staff(
        "ewa",
        "Ewa",
        "Erlich",
        "support",
        _("Support: finds companies, sees the mail, invites first administrators."),
    ),
    _staff("filip", "Filip", "Fąfara", "reviewer", _("Reviewer of declarations.")),
    _staff(
        "grazyna",
        "Grażyna",
        "Gil",
        "reviewer",
        _("The second reviewer: a decision takes two different people."),
    ),
    _staff("henryk", "Henryk", "Hen", "lead", _("Lead: settles where two reviewers disagree.")),
    _staff(
        "wanda",
        "Wanda",
        "Wrona",
        "administrator",
        _("Administrator of the portal: the staff and failed work."),
    ),
]
CAST = {person.key: person for person in [*CUSTOMERS, *EMPLOYEES]}


@dataclass(frozen=True)
class Actor:
    """Somebody of the cast with the code that their application shows now."""

    person: Person
    code: str


def actors(codes: dict[str, str], *, staff: bool) -> list[Actor]:
    """The cast, the customers' people or the vendor's."""
    people = EMPLOYEES if staff else CUSTOMERS
    return [Actor(person, codes.get(person.email, "")) for person in people]
