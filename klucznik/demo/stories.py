"""What the start page of the demonstration tells: the people, the steps of the clock, and stories to play."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.demo.customers import UNKNOWN_TAX_ID, customer
from klucznik.demo.people import CUSTOMERS, EMPLOYEES, Person


@dataclass(frozen=True)
class TimeStep:
    """A button that moves the clock."""

    label: str | Promise
    hours: int


STEPS_OF_TIME = {
    "hour": TimeStep(_("1 hour"), 1),
    "day": TimeStep(_("1 day"), 24),
    "3-days": TimeStep(_("3 days"), 3 * 24),
    "7-days": TimeStep(_("7 days"), 7 * 24),
    "14-days": TimeStep(_("14 days"), 14 * 24),
}


@dataclass(frozen=True)
class Actor:
    """Somebody of the cast with the code that their application shows now."""

    person: Person
    code: str


def actors(codes: dict[str, str], *, staff: bool) -> list[Actor]:
    """The cast, the customers' people or the vendor's."""
    people = EMPLOYEES if staff else CUSTOMERS
    return [Actor(person, codes.get(person.email, "")) for person in people]


@dataclass(frozen=True)
class Story:
    """Something to try: what to do, and with the numbers of which company."""

    title: str | Promise
    steps: list[str | Promise]
    company: str = ""
    is_unknown: bool = False

    @property
    def tax_id(self) -> str:
        if self.is_unknown:
            return UNKNOWN_TAX_ID.display
        return customer(self.company).tax_id.display if self.company else ""

    @property
    def license_number(self) -> str:
        return customer(self.company).license_number if self.company else ""


# In the order in which they teach most.
STORIES = [
    Story(
        _("The lost keys: delete the account and get everything back"),
        [
            _("Sign in as Jan. In My account, delete the account and let 7 days pass."),
            _("Create the account again with the same address, and activate it from the mailbox."),
            _(
                "Add the company with the numbers below, then go the way that My products shows:"
                " print the declaration, sign it, send the scan."
            ),
            _("Sign in as Filip, then as Grażyna: both approve. Let 14 days pass."),
            _("Sign in as Jan again and accept the keys."),
        ],
        company="zorza",
    ),
    Story(
        _("A company without an administrator"),
        [
            _("Sign in as Dorota and add the company with the numbers below."),
            _("My products says what is missing. Go on to the declaration."),
        ],
        company="feniks",
    ),
    Story(
        _("A request to an administrator"),
        [
            _("Sign in as Bogna and go on from the notice in My products: send a request."),
            _("Sign in as Anna and approve it, or decline it with a reason."),
        ],
    ),
    Story(
        _("Somebody connects a company that is in good hands"),
        [
            _(
                "Sign in as Dorota and add the company with the numbers below:"
                " she sees products and holds no right."
            ),
            _("Anna gets an e-mail about it, and can give Dorota a role or disconnect her."),
        ],
        company="alfa",
    ),
    Story(
        _("A company that nobody knows"),
        [
            _(
                "Sign in as Dorota and add a company with the NIP below: she founds it and administers it."
            )
        ],
        is_unknown=True,
    ),
    Story(
        _("An objection stops a case"),
        [
            _(
                "Open the mail to Kazimierz and say in it that the case is not right. It takes no sign-in."
            ),
            _(
                "Jacek sees that his case stands still, and the reviewers have an objection to decide."
            ),
        ],
    ),
    Story(
        _("The first administrator of a customer"),
        [
            _(
                "Open the invitation in the mail to Biuro Rachunkowe Modrzew"
                " and accept it with a new account of that address."
            ),
            _("Let 3 days pass: the office has its first administrator."),
        ],
    ),
]
