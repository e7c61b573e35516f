"""Who asks for the keys of the office's clients, and the office's word about them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.declarations.models import Declaration
from klucznik.declarations.voices import masked
from klucznik.offices.actions.words import say_word
from klucznik.offices.doors import office_requires
from klucznik.offices.forms.words import WordForm
from klucznik.offices.words_of_offices import cases_of, client_in, is_asked, word_of


@office_requires(Permission.CLIENTS_MANAGE)
def words(request: CompanyRequest, company: Company) -> HttpResponse:
    """The open cases about clients of the office in which its word is asked for, or was said."""
    return page(request, "offices/words.html", cases=cases_of(company))


@office_requires(Permission.CLIENTS_MANAGE)
def word(request: CompanyRequest, company: Company, case: str) -> HttpResponse:
    """Who asks, and nothing of what they sent in; a yes or a no."""
    found = case_of(company, case)
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.perform(say_word, request.user, company, found):
        messages.success(request, _("Your office’s word is noted."))
        return redirect("offices:words", company.public_id)
    return page(
        request,
        "offices/word.html",
        form=form,
        case=found,
        client=client_in(found, company),
        email=masked(found.login),
        said=word_of(found, company),
    )


def case_of(company: Company, public_id: str) -> Declaration:
    """A case in which the office is asked or was heard; 404 for every other."""
    cases = Declaration.objects.select_related("company", "claimant")
    found = get_object_or_404(cases, public_id=public_id)
    if not is_asked(found, company) and word_of(found, company) is None:
        raise Http404
    return found
