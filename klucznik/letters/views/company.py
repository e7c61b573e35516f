"""The list of letters in a company, and the form of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from klucznik.accounts.doors import must_have_factor
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.declarations.models import Declaration
from klucznik.letters.actions import writing
from klucznik.letters.forms import (
    DeathForm,
    LetterForm,
    OtherAddressForm,
    SeatsForm,
    TransferForm,
)
from klucznik.letters.offers import for_company


@requires(Permission.PRODUCTS_READ)
def letters(request: CompanyRequest, company: Company) -> HttpResponse:
    """What can be asked for by letter, and the person's own letters."""
    mine = Declaration.objects.filter(company=company, claimant=request.user).order_by("-pk")
    offers = for_company(request.membership)
    return page(request, "letters/letters.html", offers=offers, cases=list(mine[:20]))


def _written(
    request: CompanyRequest,
    company: Company,
    form_class: type[LetterForm],
    action: Callable[..., Declaration],
    letter: str,
) -> HttpResponse:
    """The form of one letter; what was written is a case, whose page says what comes next."""
    initial: dict[str, Any] = {"language": request.user.language, "place": company.city}
    form = form_class(request.POST or None, company=company, initial=initial)
    if case := form.perform(action, request.user, company):
        return redirect("declarations:case", case.public_id)
    return page(request, "letters/write.html", form=form, letter=letter)


@requires(Permission.PRODUCTS_READ)
def address(request: CompanyRequest, company: Company) -> HttpResponse:
    """Another sign-in address for an old account."""
    action = writing.ask_for_sign_in_address
    return _written(request, company, OtherAddressForm, action, "sign_in_address")


@requires(Permission.PRODUCTS_READ)
def merge(request: CompanyRequest, company: Company) -> HttpResponse:
    """The place of an old account passes to this one, which has a second step."""
    return must_have_factor(request) or _written(
        request, company, OtherAddressForm, writing.ask_for_merge, "account_merge"
    )


@requires(Permission.RIGHTS_REQUEST)
def death(request: CompanyRequest, company: Company) -> HttpResponse:
    """The owner has died."""
    return _written(request, company, DeathForm, writing.announce_death, "owner_death")


@requires(Permission.PRODUCTS_READ)
def seats(request: CompanyRequest, company: Company) -> HttpResponse:
    """Seats to rest or to be taken up."""
    return _written(request, company, SeatsForm, writing.ask_for_seats, "seats_rest")


@requires(Permission.PRODUCTS_READ)
def transfer(request: CompanyRequest, company: Company) -> HttpResponse:
    """A license passes to another company."""
    return _written(request, company, TransferForm, writing.ask_for_transfer, "license_transfer")
