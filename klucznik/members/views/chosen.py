"""Several people at once: what to do with them, who will be affected, what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.members.actions.chosen import change_chosen
from klucznik.members.choosing import DISCONNECT, UNTIL, Sorted, chosen_places, sort_out
from klucznik.members.forms.chosen import FORMS, ChosenForm
from klucznik.members.health import outlook_without_people
from klucznik.members.roster import MOST_AT_ONCE


@requires(Permission.MEMBERS_MANAGE)
def chosen(request: CompanyRequest, company: Company, act: str) -> HttpResponse:
    """Choose what they get, see who is affected, then do it; GET never changes anything."""
    form, people = form_of(request, act), people_in(request)
    if answer := not_these(request, people):
        return answer
    if request.method == "POST" and form.is_valid():
        result = change_chosen(request.user, company, act=form.act(), chosen=people)
        return page(
            request, "members/chosen_done.html", act=act, result=result, words=summary(result)
        )
    places = chosen_places(company, people)
    context: dict[str, Any] = {"act": act, "form": form, "people": places, "chosen": people}
    if form.is_bound and form.is_valid():
        plan = context["plan"] = sort_out(request.membership, form.act(), people)
        if act in (DISCONNECT, UNTIL):
            context["outlook"] = outlook_without_people(company, plan.fit)
    return page(request, "members/chosen.html", **context)


def form_of(request: CompanyRequest, act: str) -> ChosenForm:
    """The form of this act: bound once the choice came with the address; 404 for an act that does not exist."""
    if act not in FORMS:
        raise Http404
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    form = FORMS[act](manager=request.membership)
    is_made = request.method == "POST" or act == DISCONNECT or set(form.fields) & set(given)
    return FORMS[act](given, manager=request.membership) if is_made else form


def people_in(request: CompanyRequest) -> list[str]:
    """The public ids that were ticked, each once."""
    given = request.POST if request.method == "POST" else request.GET
    return list(dict.fromkeys(given.getlist("member")))


def not_these(request: CompanyRequest, people: list[str]) -> HttpResponse | None:
    """Back to the list with a word: nobody was ticked, or too many; None when their number is fine."""
    if 0 < len(people) <= MOST_AT_ONCE:
        return None
    if people:
        words = _("At most %(most)s people at once. Tick fewer.") % {"most": MOST_AT_ONCE}
    else:
        words = _("Tick the people first, then say what to do with them.")
    messages.error(request, words)
    return redirect("members:members", request.company.public_id)


def summary(result: Sorted) -> str:
    """How many were changed, how many left out."""
    changed = ngettext("Changed %(count)s person", "Changed %(count)s people", len(result.fit)) % {
        "count": len(result.fit)
    }
    if not result.left_out:
        return changed
    return _("%(changed)s, skipped %(count)s") % {"changed": changed, "count": result.left_out}
