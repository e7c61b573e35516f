"""A person lets a program act for them, or does not; and looks at those that do."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.locating import place_of
from klucznik.core import provenance
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page
from klucznik.programs import actions
from klucznik.programs.errors import QuestionOver
from klucznik.programs.forms import CodeForm
from klucznik.programs.grants import waiting_for
from klucznik.programs.models import ProgramGrant, ProgramToken, Scope
from klucznik.programs.trying import count_code

# In the session: which question this person is looking at. The code itself is kept nowhere.
HELD = "program_question"
MOST_SHOWN = 100


@anyone_signed_in
def enter(request: PortalRequest) -> HttpResponse:
    """Type the code; an address that carries it only fills it in."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    count = partial(count_code, request.user)
    if grant := form.perform(waiting_for, request.user, first=count):
        request.session[HELD] = grant.public_id
        return redirect("program:question")
    return page(request, "programs/enter.html", form=form)


@anyone_signed_in
def question(request: PortalRequest) -> HttpResponse:
    """Which program asks, and after the answer what happens next."""
    grant = held(request)
    if grant is None:
        return redirect("program:enter")
    if grant.is_over:
        return page(request, "programs/over.html", status=410)
    if grant.allowed_at or grant.refused_at:
        return page(request, "programs/answered.html", grant=grant)
    return page(request, "programs/question.html", **asked(grant))


@anyone_signed_in
@require_POST
def allow(request: PortalRequest) -> HttpResponse:
    return answer(request, actions.allow_program)


@anyone_signed_in
@require_POST
def refuse(request: PortalRequest) -> HttpResponse:
    return answer(request, actions.refuse_program)


@anyone_signed_in
def programs(request: PortalRequest) -> HttpResponse:
    """Every program that acts for this person, the one used last first; before them what was only just allowed."""
    alive = ProgramToken.objects.alive().filter(person=request.user)
    found = alive.order_by("-last_used_at", "-pk")[:MOST_SHOWN]
    allowed = ProgramGrant.objects.allowed().filter(allowed_by=request.user).order_by("-pk")
    return page(request, "programs/programs.html", tokens=found, allowed=allowed)


@anyone_signed_in
@require_POST
def sign_out(request: PortalRequest, token: str) -> HttpResponse:
    """End one of them; an unknown one and one that is over read the same."""
    if actions.sign_out_program(request.user, public_id=token):
        messages.success(request, gettext("That program was signed out."))
    else:
        messages.info(request, gettext("That program was already signed out."))
    return redirect("programs:programs")


def held(request: PortalRequest) -> ProgramGrant | None:
    """The question that this session came to by its code; one that somebody else answered is nobody's here."""
    found = ProgramGrant.objects.filter(public_id=request.session.get(HELD, "")).first()
    if found is None:
        return None
    by = {found.allowed_by_id, found.refused_by_id} - {None}
    return found if by <= {request.user.pk} else None


def answer(request: PortalRequest, act: Any) -> HttpResponse:
    """One button or the other; whether it came in time is told by the page of the question."""
    grant = held(request)
    if grant is None:
        messages.info(request, str(QuestionOver()))
        return redirect("program:enter")
    ActionForm(request.POST).perform(act, request.user, grant)
    return redirect("program:question")


def asked(grant: ProgramGrant) -> dict[str, Any]:
    """What the person should know before they answer."""
    elsewhere = is_elsewhere(grant.address)
    return {
        "grant": grant,
        "place": place_of(grant.address),
        "elsewhere": elsewhere,
        "weight": "danger" if elsewhere else "warning",
        "able": [Scope.LICENSES.label],
    }


def is_elsewhere(address: str) -> bool:
    """A sign of fraud. Of two addresses of different families nobody knows: one computer commonly has both."""
    here, there = (provenance.network_of(one) for one in (provenance.current().address, address))
    return here != there and (":" in here) == (":" in there)
