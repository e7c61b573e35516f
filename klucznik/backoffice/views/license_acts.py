"""What the staff do to a license, each act on a page of its own; nobody acts on a company of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from klucznik.backoffice.doors import StaffRequest, must_confirm_again, opens_license, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.licenses import CardForm, ExtensionForm, PeriodForm, ReasonForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.catalog.rules import Way
from klucznik.core import clock
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.devices.actions.releasing import free_by_staff
from klucznik.devices.models import Activation
from klucznik.licensing.actions.periods import add_extension, add_period, end_extension
from klucznik.licensing.actions.registering import register_license, send_activation_code
from klucznik.licensing.actions.stopping import resume_license, revoke_license, suspend_license
from klucznik.licensing.models import Extension, License, Period
from klucznik.licensing.trying import count_code_mail

Both = require_http_methods(["GET", "POST"])
# The title of the page, what the act means, and the word on its button.
WORDS: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "suspend": (
        gettext_lazy("Suspend the license"),
        gettext_lazy(
            "Programs show data only, until you resume it. Devices keep their places. The company is told."
        ),
        gettext_lazy("Suspend"),
    ),
    "resume": (
        gettext_lazy("Resume the license"),
        gettext_lazy("Everything is again as it was before the suspension. The company is told."),
        gettext_lazy("Resume"),
    ),
    "revoke": (
        gettext_lazy("Revoke the license"),
        gettext_lazy(
            "For good: nobody can take this back. Data can still be read and exported. The company is told."
        ),
        gettext_lazy("Revoke for good"),
    ),
    "extend": (
        gettext_lazy("Add a period"),
        gettext_lazy(
            "The license ends with the last day of all periods that hang together; they may overlap."
        ),
        gettext_lazy("Add the period"),
    ),
    "extension": (
        gettext_lazy("Add an extension"),
        gettext_lazy("More of the size, or a part of the program, for the days you choose."),
        gettext_lazy("Add the extension"),
    ),
    "card": (
        gettext_lazy("Register from a paper card"),
        gettext_lazy("Copy what stands on the card. The license is registered at once."),
        gettext_lazy("Register"),
    ),
}


@staff(StaffPermission.LICENSES_STOP)
@opens_license
@Both
def suspend(request: StaffRequest, license: License) -> HttpResponse:
    form = ReasonForm(posted(request))
    return act(request, license, "suspend", form, suspend_license, _("The license is suspended."))


@staff(StaffPermission.LICENSES_STOP)
@opens_license
@Both
def resume(request: StaffRequest, license: License) -> HttpResponse:
    form = ActForm(posted(request))
    return act(request, license, "resume", form, resume_license, _("The license works again."))


@staff(StaffPermission.LICENSES_STOP)
@opens_license
@Both
def revoke(request: StaffRequest, license: License) -> HttpResponse:
    form = ReasonForm(posted(request))
    return act(request, license, "revoke", form, revoke_license, _("The license is revoked."))


@staff(StaffPermission.LICENSES_STOP)
@opens_license
@Both
def extend(request: StaffRequest, license: License) -> HttpResponse:
    form = PeriodForm(posted(request), initial={"starts_on": next_day(license)})
    added = partial(add_period, source=Period.Source.STAFF)
    return act(request, license, "extend", form, added, _("The period was added."))


@staff(StaffPermission.LICENSES_STOP)
@opens_license
@Both
def extension(request: StaffRequest, license: License) -> HttpResponse:
    form = ExtensionForm(
        posted(request), license=license, initial={"starts_on": clock.today(), "amount": 0}
    )
    return act(request, license, "extension", form, add_extension, _("The extension was added."))


@staff(StaffPermission.LICENSES_STOP)
@opens_license
@require_POST
def end_of_extension(request: StaffRequest, license: License, extension: str) -> HttpResponse:
    if answer := must_confirm_again(request):
        return answer
    found = get_object_or_404(Extension, license=license, public_id=extension)
    found.license = license
    form = ActForm(request.POST)
    if form.perform(end_extension, request.user, found):
        messages.success(request, _("The extension has ended."))
    tell_refusal(request, form)
    return redirect("backoffice:license", license.public_id)


@staff(StaffPermission.LICENSES_ISSUE)
@opens_license
@require_POST
def send_code(request: StaffRequest, license: License) -> HttpResponse:
    form = ActForm(request.POST)
    counted = partial(count_code_mail, license)
    if form.perform(send_activation_code, request.user, license, first=counted):
        messages.success(request, _("The activation code was sent again."))
    tell_refusal(request, form)
    return redirect("backoffice:license", license.public_id)


@staff(StaffPermission.LICENSES_ISSUE)
@opens_license
@require_POST
def free_device(request: StaffRequest, license: License, place: str) -> HttpResponse:
    found = get_object_or_404(Activation, license=license, public_id=place)
    found.license = license
    form = ActForm(request.POST)
    if form.perform(free_by_staff, request.user, found):
        messages.success(request, _("The place of the device is free."))
    tell_refusal(request, form)
    return redirect("backoffice:license", license.public_id)


@staff(StaffPermission.LICENSES_ISSUE)
@opens_license
@Both
def card(request: StaffRequest, license: License) -> HttpResponse:
    registered = partial(register_license, way=Way.CARD)
    form = CardForm(posted(request))
    return act(request, license, "card", form, registered, _("The license is registered."))


def act(
    request: StaffRequest,
    license: License,
    name: str,
    form: ActionForm,
    action: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """The page of one act: what it means, its form, and back to the license when it is done."""
    if answer := must_confirm_again(request):
        return answer
    if form.perform(action, request.user, license):
        messages.success(request, done)
        return redirect("backoffice:license", license.public_id)
    return page(
        request,
        "backoffice/license_act.html",
        license=license,
        form=form,
        words=WORDS[name],
        is_hard=name in ("suspend", "revoke"),
    )


def posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def next_day(license: License) -> Any:
    """The day after the last one; today for a license that is over or has no end."""
    today = clock.today()
    last = license.valid_to
    return last + timedelta(days=1) if last and last >= today else today
