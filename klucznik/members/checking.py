"""What is wrong with each line of a list of people to invite, before anything is sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.mailboxes import clean_mailbox
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import manageable_roles
from klucznik.members.accesses import taken_places
from klucznik.members.entitlements import openable_products
from klucznik.members.models import Invitation
from klucznik.members.reading import Line
from klucznik.members.timetable import is_choosable
from klucznik.members.trying import most_waiting

ROLES = {
    Role.USER: {"", "user", "użytkownik", "uzytkownik"},
    Role.ADMINISTRATOR: {"administrator", "administrator firmy", "company administrator", "admin"},
    Role.GLOBAL_ADMINISTRATOR: {
        "global_administrator",
        "global administrator",
        "administrator globalny",
    },
}
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y")


@dataclass
class Checked:
    """A line as it was written and as it was understood, with everything that is wrong with it."""

    line: Line
    email: str = ""
    role: Role = Role.USER
    products: list[Product] = field(default_factory=list)
    until: date | None = None
    problems: list[str | Promise] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.problems


class Checker:
    """Reads what the company has in a handful of queries, then judges line by line in their order."""

    def __init__(self, membership: Membership, lines: Iterable[Line]) -> None:
        company = membership.company
        self.found = [Checked(line) for line in lines]
        self.roles = manageable_roles(membership)
        self.openable = openable_products(company)
        self.taken = Counter(taken_places(company))
        self.room = most_waiting(membership)
        self.room -= Invitation.objects.waiting().filter(company=company).count()
        self.seen: set[str] = set()
        for one in self.found:
            _understand_address(one)
        emails = [one.email for one in self.found if one.email]
        self.here, self.invited = _here(company, emails), _invited(company, emails)

    def judged(self) -> list[Checked]:
        for one in self.found:
            self._address(one)
            self._role(one)
            self._products(one)
            self._until(one)
            self._room(one)
        return self.found

    def _address(self, one: Checked) -> None:
        if not one.email:
            return
        if one.email in self.seen:
            one.problems.append(_("This address stands in the list twice."))
        elif one.email in self.here:
            one.problems.append(_("This person is already a user of the company."))
        elif one.email in self.invited:
            one.problems.append(_("This address has an invitation that still waits."))
        self.seen.add(one.email)

    def _role(self, one: Checked) -> None:
        wanted = one.line.role.lower()
        role = next((role for role, words in ROLES.items() if wanted in words), None)
        if role is None:
            one.problems.append(_("This role is not known. Write: user or administrator."))
        elif role == Role.GLOBAL_ADMINISTRATOR:
            one.problems.append(_("The global administrator role is offered one by one only."))
        elif role not in self.roles:
            one.problems.append(_("You cannot give this role."))
        else:
            one.role = role

    def _products(self, one: Checked) -> None:
        for name in filter(None, (part.strip() for part in re.split(r"[,|+;]", one.line.products))):
            names = {name.lower()}
            wanted = [
                open
                for open in self.openable
                if names & {open.product.code.lower(), open.product.name.lower()}
            ]
            if not wanted:
                text = _("The company has no product “%(name)s” that people open by a right.")
                one.problems.append(text % {"name": name[:80]})
                continue
            open = wanted[0]
            if open.product not in one.products:
                one.products.append(open.product)
                self.taken[open.product.pk] += 1
            if open.most is not None and self.taken[open.product.pk] > open.most:
                text = _("No place is left in %(product)s.")
                one.problems.append(text % {"product": open.product.name})

    def _until(self, one: Checked) -> None:
        if not one.line.until:
            return
        one.until = _day(one.line.until)
        if one.until is None:
            one.problems.append(_("Write the day as 2027-12-31 or 31.12.2027."))
        elif not is_choosable(one.until):
            one.problems.append(_("The day has to be from tomorrow to five years ahead."))

    def _room(self, one: Checked) -> None:
        """The good lines take the room; what the bad ones would have taken of products is given back."""
        if not one.is_good:
            self.taken.subtract(product.pk for product in one.products)
        elif self.room <= 0:
            one.problems.append(_("So many invitations cannot wait at once."))
        else:
            self.room -= 1


def check(membership: Membership, lines: Iterable[Line]) -> list[Checked]:
    """Each line with everything that is wrong with it, judged by the same rules as the invitation itself."""
    return Checker(membership, lines).judged()


def _understand_address(one: Checked) -> None:
    try:
        one.email = clean_mailbox(one.line.email)
    except ValidationError as refusal:
        one.problems.extend(refusal.messages)


def _here(company: Company, emails: list[str]) -> set[str]:
    members = Membership.objects.active().filter(company=company, user__email__in=emails)
    return {email.lower() for email in members.values_list("user__email", flat=True)}


def _invited(company: Company, emails: list[str]) -> set[str]:
    waiting = Invitation.objects.waiting().filter(company=company, email__in=emails)
    return set(waiting.values_list("email", flat=True))


def _day(text: str) -> date | None:
    for shape in DAYS:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
