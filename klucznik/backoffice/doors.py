"""The door of the back office: staff only, two steps always, and no power outside a running staff session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from klucznik.accounts.doors import must_sign_in
from klucznik.accounts.factors import has_factor
from klucznik.accounts.freshness import is_factor_fresh, leans_on
from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.actions.sessions import look_at_case, look_at_company
from klucznik.backoffice.impartiality import is_insider
from klucznik.backoffice.menu import rail
from klucznik.backoffice.models import StaffMember, StaffSession
from klucznik.backoffice.permissions import StaffPermission, abilities, may, roles_with
from klucznik.companies.models import Company
from klucznik.contact.models import Ticket
from klucznik.core.doors import declare
from klucznik.core.http import PortalRequest
from klucznik.declarations.models import Declaration
from klucznik.licensing.models import License
from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries
from klucznik.offices.models import Share

P = ParamSpec("P")
SHOWN_WITH_SHARE = (
    *("client__office", "client__program", "license", "product", "company"),
    *("offered_by", "asked_by", "accepted_by", "ended_by"),
)
StaffView = Callable[Concatenate["StaffRequest", P], HttpResponse]


class StaffRequest(PortalRequest):
    """A request of the vendor's staff: the door put their place and their running session here."""

    staff: StaffMember
    staff_session: StaffSession  # none outside a session, on the page that starts one


def staff(
    permission: StaffPermission,
    *,
    session: bool = True,
    keep: Callable[..., HttpResponse] | None = None,
) -> Callable[[StaffView[P]], Callable[..., HttpResponseBase]]:
    """Let in staff who hold `permission`, in a running staff session (only the page that starts one does without).

    `keep` answers a form that comes after the end of the session: it keeps what was typed, and asks for a new one.
    """

    def door(view: StaffView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def through(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if answer := must_sign_in(request):
                return answer
            enter(request)
            if not may(request.staff, permission):
                return no_right(request, permission)
            if answer := must_have_factor(request):
                return answer
            if session and (answer := must_run_session(request)):
                return keep(request, *args, **kwargs) if keep and request.POST else answer
            return view(request, *args, **kwargs)

        return declare(through, f"staff {permission.value}")

    return door


def enter(request: StaffRequest) -> None:
    """Find the person's place on the staff, and prepare what staff pages show. 404 for everybody else."""
    member = StaffMember.objects.active().filter(user=request.user).first()
    if member is None:
        raise Http404
    member.user = request.user
    request.staff = member
    running = StaffSession.objects.running().filter(
        member=member, session_key=request.session.session_key or "-"
    )
    request.staff_session = running.order_by("-pk").first()  # type: ignore[assignment]
    request.can = abilities(member)  # type: ignore[attr-defined]
    request.rail = rail(request, member)  # type: ignore[attr-defined]


def must_have_factor(request: StaffRequest) -> HttpResponse | None:
    """The way to setting up two-step verification; None for somebody who has it."""
    if has_factor(request.user):
        return None
    return redirect(f"{reverse('factor_needed')}?{urlencode({'next': came_for(request)})}")


def must_run_session(request: StaffRequest) -> HttpResponse | None:
    """The page that starts a staff session; None while one runs in this browser."""
    if request.staff_session:
        return None
    return redirect(f"{reverse('backoffice:start')}?{urlencode({'next': came_for(request)})}")


def must_confirm_again(
    request: StaffRequest, purpose: Purpose = Purpose.STAFF
) -> HttpResponse | None:
    """For acts that need a second step of a moment ago: the way to it and back to the form; None when it is fresh.

    A confirmation for a verdict serves one decision and is used up by it.
    """
    if is_factor_fresh(request, purpose):
        leans_on(request, purpose)
        return None
    asked = urlencode({"next": came_for(request), "for": purpose.value})
    return redirect(f"{reverse('mfa_reauthenticate')}?{asked}")


def came_for(request: HttpRequest) -> str:
    """The page to come back to: this one, or for a form that was sent the page on which it stood."""
    if request.method == "GET":
        return request.get_full_path()
    return safe_path(request, request.headers.get("Referer", ""))


def safe_path(request: HttpRequest, url: str) -> str:
    """A place of ours to go on to; the queue when `url` leads anywhere else."""
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}):
        return reverse("backoffice:queue")
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def no_right(request: HttpRequest, permission: StaffPermission) -> HttpResponse:
    """The page that says what is missing and who of the staff may do it."""
    context = {
        "permission": permission.label,
        "roles": [role.label for role in roles_with(permission)],
    }
    return render(request, "backoffice/no_right.html", context, status=403)


def opens_company(view: StaffView[P]) -> Callable[..., HttpResponse]:
    """Below `staff`: give the view the company in place of its address, and record the look."""

    @wraps(view)
    def through(request: StaffRequest, company: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(Company, public_id=company)
        if answer := looked_too_often(request):
            return answer
        look_at_company(request.user, found, session=request.staff_session)
        return view(request, found, *args, **kwargs)  # type: ignore[arg-type]

    return through


def opens_license(view: StaffView[P]) -> Callable[..., HttpResponse]:
    """Below `staff`: give the view the license in place of its address, and record the look at its company.

    Whoever belongs or belonged to the company may read, and changes nothing.
    """

    @wraps(view)
    def through(request: StaffRequest, license: str, *args: Any, **kwargs: Any) -> HttpResponse:
        licenses = License.objects.told().select_related("company")
        found = get_object_or_404(licenses, public_id=license)
        if answer := looked_too_often(request):
            return answer
        look_at_company(request.user, found.company, session=request.staff_session)
        if request.method != "GET" and is_insider(request.user, found.company):
            return own_company(request)
        return view(request, found, *args, **kwargs)  # type: ignore[arg-type]

    return through


def opens_share(view: StaffView[P]) -> Callable[..., HttpResponse]:
    """Below `staff`: give the view the share in place of its address, and record the look at both companies.

    Whoever belongs or belonged to one of them may read, and changes nothing.
    """

    @wraps(view)
    def through(request: StaffRequest, share: str, *args: Any, **kwargs: Any) -> HttpResponse:
        shares = Share.objects.select_related(*SHOWN_WITH_SHARE)
        found = get_object_or_404(shares, public_id=share)
        if answer := looked_too_often(request):
            return answer
        companies = [one for one in (found.office, found.company) if one is not None]
        for company in companies:
            look_at_company(request.user, company, session=request.staff_session)
        if request.method != "GET" and any(is_insider(request.user, one) for one in companies):
            return own_company(request)
        return view(request, found, *args, **kwargs)  # type: ignore[arg-type]

    return through


def opens_ticket(view: StaffView[P]) -> Callable[..., HttpResponse]:
    """Below `staff`: give the view the ticket in place of its address, and record the look at its company."""

    @wraps(view)
    def through(request: StaffRequest, ticket: str, *args: Any, **kwargs: Any) -> HttpResponse:
        tickets = Ticket.objects.select_related("person", "company", "product", "assigned_to")
        found = get_object_or_404(tickets, public_id=ticket, erased_at=None)
        if answer := looked_too_often(request):
            return answer
        if found.company is not None:
            look_at_company(request.user, found.company, session=request.staff_session)
        return view(request, found, *args, **kwargs)  # type: ignore[arg-type]

    return through


def own_company(request: HttpRequest) -> HttpResponse:
    """The page that says that somebody else of the staff does this."""
    return render(request, "backoffice/own_company.html", status=403)


def opens_case(view: StaffView[P]) -> Callable[..., HttpResponse]:
    """Below `staff`: give the view the case in place of its address, and record the look."""

    @wraps(view)
    def through(request: StaffRequest, case: str, *args: Any, **kwargs: Any) -> HttpResponse:
        cases = Declaration.objects.select_related("company", "claimant")
        found = get_object_or_404(cases, public_id=case)
        if answer := looked_too_often(request):
            return answer
        look_at_case(request.user, found, session=request.staff_session)
        return view(request, found, *args, **kwargs)  # type: ignore[arg-type]

    return through


def looked_too_often(request: StaffRequest) -> HttpResponse | None:
    """Nobody reads thousands of customers an hour: a page that says so, or None."""
    try:
        consume(staff__view=request.staff.pk)
    except TooManyTries as refusal:
        return render(
            request, "backoffice/too_many.html", {"sentence": str(refusal)}, status=refusal.status
        )
    return None
