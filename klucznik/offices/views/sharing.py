"""The way of sharing an application: the client's data, its address once more, the summary, done.

What was typed goes from step to step in the form itself: two windows do not disturb each other, and nothing is lost.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.companies.registries import has_registry, registry
from klucznik.core.http import page
from klucznik.offices.actions.sharing import share_application
from klucznik.offices.doors import client_of, office_requires
from klucznik.offices.forms.sharing import DATA, ShareForm
from klucznik.offices.models import Client, Share
from klucznik.offices.queries import share_of
from klucznik.offices.situations import refusal_of, with_room
from klucznik.offices.trying import counted

STEPS = [_("Data"), _("E-mail"), _("Summary")]
DATA_STEP = ("license", *DATA, "email", "language", "starts_on")


@office_requires(Permission.CLIENTS_MANAGE)
def share(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Step one: what becomes the client's entity, from the official register or by hand."""
    found = client_of(request, client)
    if refusal := refusal_of(found):
        messages.error(request, str(refusal))
        return redirect(found)
    known = registry().look_up(found.tax_id)
    initial = {"language": request.user.language, **remembered(found)}
    initial |= vars(known) if known else {}
    initial["license"] = chosen_license(request, found)
    form = ShareForm(client=found, initial=initial)
    return data_page(request, found, form, is_from_register=known is not None)


@office_requires(Permission.CLIENTS_MANAGE)
def change(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Step one again, with what was typed."""
    found = client_of(request, client)
    if request.method != "POST":
        return to_start(found)
    return data_page(request, found, ShareForm(request.POST, client=found))


@office_requires(Permission.CLIENTS_MANAGE)
def address(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Step two: the address is shown once more, and can be corrected."""
    found = client_of(request, client)
    if request.method != "POST":
        return to_start(found)
    form = ShareForm(request.POST, client=found)
    if not form.is_valid():
        return data_page(request, found, form)
    return address_page(request, found, form)


@office_requires(Permission.CLIENTS_MANAGE)
def summary(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Step three: all of it, before anything is sent."""
    found = client_of(request, client)
    if request.method != "POST":
        return to_start(found)
    form = ShareForm(request.POST, client=found)
    return step_for(request, found, form) or summary_page(request, found, form)


@office_requires(Permission.CLIENTS_MANAGE)
def confirm(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Share; a refusal leads to the step whose answer it is about."""
    found = client_of(request, client)
    if request.method != "POST":
        return to_start(found)
    form = ShareForm(request.POST, client=found)
    if form.perform(counted(share_application, company), request.user, found):
        return redirect("offices:share_done", company.public_id, found.public_id)
    return step_for(request, found, form) or summary_page(request, found, form)


@office_requires(Permission.CLIENTS_MANAGE)
def done(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """What was sent to whom, and what happens next."""
    found = client_of(request, client)
    made = share_of(found)
    if made is None or made.ended_at is not None:
        return redirect(found)
    return page(request, "offices/share_done.html", client=found, share=made)


def remembered(client: Client) -> dict[str, Any]:
    """What an earlier share of the client said, else its name."""
    before = Share.objects.filter(client=client).order_by("-pk").first()
    if before is None:
        return {"name": client.name}
    return {name: getattr(before, name) for name in (*DATA, "email", "language")}


def chosen_license(request: CompanyRequest, client: Client) -> str:
    """The license from whose page the person came, else the first with room."""
    free = [license.public_id for license in with_room(client)]
    wanted = request.GET.get("license", "")
    return wanted if wanted in free else next(iter(free), "")


def step_for(request: CompanyRequest, client: Client, form: ShareForm) -> HttpResponse | None:
    """Back to the first step whose answer is wrong; None when what was typed is good."""
    form.is_valid()
    if form.is_wrong_about_data:
        return data_page(request, client, form)
    return address_page(request, client, form) if form.is_wrong_about_address else None


def data_page(
    request: CompanyRequest, client: Client, form: ShareForm, *, is_from_register: bool = False
) -> HttpResponse:
    return page(
        request,
        "offices/share.html",
        form=form.show(*DATA_STEP),
        client=client,
        steps=STEPS,
        is_from_register=is_from_register,
        has_register=has_registry(),
    )


def address_page(request: CompanyRequest, client: Client, form: ShareForm) -> HttpResponse:
    form.show("email")
    return page(request, "offices/share_address.html", form=form, client=client, steps=STEPS)


def summary_page(request: CompanyRequest, client: Client, form: ShareForm) -> HttpResponse:
    return page(
        request,
        "offices/share_summary.html",
        form=form.show(),
        given=form.cleaned_data,
        language=dict(settings.LANGUAGES)[form.cleaned_data["language"]],
        client=client,
        steps=STEPS,
    )


def to_start(client: Client) -> HttpResponse:
    """Nothing was typed: the way begins at its first step."""
    return redirect(reverse("offices:share", args=[client.office.public_id, client.public_id]))
