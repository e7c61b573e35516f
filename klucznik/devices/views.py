"""The devices of a license: who has a place, how one is freed, and how a computer without internet gets one."""

from __future__ import annotations

import base64
from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from segno.encoder import DataOverflowError

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core import clock
from klucznik.core.helping import sentence
from klucznik.core.http import page
from klucznik.core.templatetags.ui import datetime_long
from klucznik.devices import candidates, releases, showing
from klucznik.devices.actions.offline import activate_offline
from klucznik.devices.actions.releasing import release_device
from klucznik.devices.consequences import of_freeing
from klucznik.devices.files_of_licenses import IssuedFile
from klucznik.devices.forms import ConfirmForm, OfflineForm
from klucznik.devices.models import Activation
from klucznik.devices.trying import count_files_of_person
from klucznik.licensing.models import License


@requires(Permission.PRODUCTS_READ)
def devices(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """The places at a glance, and each device that the viewer may see."""
    found = license_of(company, license)
    shown = showing.overview(request.membership, found, request.GET.get("after"), clock.now())
    may_activate = showing.may_activate(request.membership)
    context: dict[str, Any] = {
        "license": found,
        "tab": "devices",
        "shown": shown,
        "page": shown.page,
    }
    return page(request, "devices/devices.html", may_activate=may_activate, **context)


@requires(Permission.PRODUCTS_READ)
def free(request: CompanyRequest, company: Company, license: str, place: str) -> HttpResponse:
    """Free the place of a device, after a page that says what will happen."""
    found = place_of(request, license_of(company, license), place)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if freed := form.perform(release_device, request.user, found):
        messages.success(request, freed_in_words(freed))
        return redirect("devices:devices", company.public_id, license)
    now = clock.now()
    context: dict[str, Any] = {
        "place": found,
        "license": found.license,
        "refusal": why_not(request, found),
    }
    return page(request, "devices/free.html", form=form, said=of_freeing(found, now), **context)


@requires(Permission.PRODUCTS_READ)
def offline(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Bring the request of a computer without internet; take its license file."""
    found = license_of(company, license)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OfflineForm(*sent)
    count = partial(count_files_of_person, request.user)
    if done := form.perform(activate_offline, request.user, found, first=count):
        return file_page(request, found, *done)
    may_activate = showing.may_activate(request.membership)
    context: dict[str, Any] = {"license": found, "tab": "devices", "may_activate": may_activate}
    return page(request, "devices/offline.html", form=form, **context)


def file_page(
    request: CompanyRequest, license: License, place: Activation, file: IssuedFile
) -> HttpResponse:
    """The license file to take along; it is shown once, because the portal does not keep it."""
    context: dict[str, Any] = {
        "license": license,
        "tab": "devices",
        "place": place,
        "file": file,
        "name": f"{license.product.code}-{place.device.public_id[:8]}.klucznik",
        "data": data_of(file),
        "qr": qr_of(file),
    }
    return page(request, "devices/file.html", **context)


def license_of(company: Company, license: str) -> License:
    found = get_object_or_404(License.objects.told(), company=company, public_id=license)
    found.company = company
    return found


def place_of(request: CompanyRequest, license: License, place: str) -> Activation:
    """A place that the viewer sees on the page before; 404 for all others."""
    rows = candidates.seen_by(request.membership, license)
    found = get_object_or_404(rows, public_id=place)
    found.license = license
    return found


def why_not(request: CompanyRequest, place: Activation) -> str:
    """Why it cannot be freed now; empty when it can."""
    refusal = releases.why_not_now(place.license, clock.now())
    return sentence(refusal) if refusal else ""


def freed_in_words(place: Activation) -> str:
    name = place.device.name
    if place.seat_until is None:
        return _("The place of “%(device)s” is free.") % {"device": name}
    return _("The place of “%(device)s” returns on %(moment)s, when its license file ends.") % {
        "device": name,
        "moment": datetime_long(place.seat_until),
    }


def qr_of(file: IssuedFile) -> str:
    """The file as a picture that a computer with a camera can read; empty when it is too long for one."""
    try:
        return segno.make(file.text, error="l", micro=False).svg_data_uri(scale=3, border=4)
    except DataOverflowError:
        return ""


def data_of(file: IssuedFile) -> str:
    """The file inside its own link: it lies on no server to be fetched again."""
    return "data:text/plain;base64," + base64.b64encode(file.text.encode()).decode()
