"""What can be asked for by letter, each with when it is the right way and with the quicker way, if there is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.declarations.comparing import outlives_its_owner
from klucznik.letters.seats import restable

Words = str | Promise


@dataclass(frozen=True)
class Offer:
    """One letter on the list; without an address of its own it is only told about."""

    title: Words
    when: Words
    url: str
    quicker: Words = ""
    quicker_url: str = ""


def for_company(membership: Membership) -> list[Offer]:
    """In the order in which people need them."""
    company = membership.company
    found = [] if membership.is_global_administrator else [_rights(company), _death(company)]
    found += [_address(company), _merge(company)]
    if restable(company):
        found.append(_seats(company, able=may(membership, Permission.LICENSES_MANAGE)))
    return [
        *found,
        _transfer(company, able=may(membership, Permission.LICENSES_TRANSFER)),
        factor(),
    ]


def _page(name: str, company: Company) -> str:
    return reverse(f"letters:{name}", args=[company.public_id])


def _rights(company: Company) -> Offer:
    return Offer(
        _("Global administrator rights"),
        _("When nobody who holds them can be reached. The page shows which way is open to you."),
        reverse("recovery:ways", args=[company.public_id]),
    )


def _death(company: Company) -> Offer:
    """Offered where it can lead somewhere; elsewhere it says why not, and which way is the right one."""
    if outlives_its_owner(company.name):
        return Offer(
            _("The owner has died"),
            _(
                "This letter is for the business of one person. A company like this one does not end with a death: "
                "those who represent it now sign a declaration about the rights."
            ),
            "",
            _("The page of the rights shows which way is open to you."),
            reverse("recovery:ways", args=[company.public_id]),
        )
    return Offer(
        _("The owner has died"),
        _(
            "When you carry on a one-person business as succession manager, heir or executor. You get the rights after "
            "a check and 14 days."
        ),
        _page("death", company),
        _(
            "Does another global administrator work in the company? They can give you the rights at once."
        ),
    )


def _address(company: Company) -> Offer:
    return Offer(
        _("Another sign-in address"),
        _(
            "When you can no longer read the mailbox of your old account and have forgotten its password. You write "
            "with a new account; the old one gets its address."
        ),
        _page("address", company),
        _("Do you still sign in to the old account? Change the address there."),
        reverse("account_addresses"),
    )


def _merge(company: Company) -> Offer:
    return Offer(
        _("Two accounts become one"),
        _(
            "When a second account of yours was connected with this company and you cannot open it. Its place in this "
            "company passes to you."
        ),
        _page("merge", company),
        _(
            "Do you read the mailbox of the other account? Merge them by yourself, without a letter."
        ),
        reverse("letters_of_account:ask"),
    )


def _seats(company: Company, *, able: bool) -> Offer:
    return Offer(
        _("Seats to rest, or to be taken up again"),
        _(
            "When fewer or more are to be in use from the next period on. The letter has to come at the latest 7 days "
            "before the period ends."
        ),
        _page("seats", company),
        _("You can do it yourself on the page of the license, under Periods.")
        if able
        else _("A global administrator can do it without a letter, on the page of the license."),
        company.get_absolute_url() if able else "",
    )


def _transfer(company: Company, *, able: bool) -> Offer:
    return Offer(
        _("A license passes to another company"),
        _(
            "When one of the two companies has no administrator in the portal or cannot be reached there. Both sign "
            "one letter."
        ),
        _page("transfer", company),
        _(
            "You can offer it yourself on the page of the license; the other side accepts it in the portal."
        )
        if able
        else _("If both have administrators, they do it in the portal: it takes minutes."),
        company.get_absolute_url() if able else "",
    )


def factor() -> Offer:
    """Told about only: it begins where the code is asked for."""
    return Offer(
        _("A lost second step"),
        _(
            "No letter is needed. Sign in with your password and choose “I have neither phone, nor key, nor codes” "
            "where the code is asked for: the second step is removed after a wait of some days that nobody can "
            "shorten. Every message about it has a link that stops it."
        ),
        "",
        _("Do you have a backup code? Use it instead of the code; it takes a minute."),
    )


def for_person() -> list[Offer]:
    """What concerns an account and no company."""
    merge = Offer(
        _("Two accounts become one"),
        _(
            "When both accounts are yours: sign in to one, and open a link in the mailbox of the other."
        ),
        reverse("letters_of_account:ask"),
    )
    return [merge, factor()]
