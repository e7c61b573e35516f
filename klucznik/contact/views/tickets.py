"""One's tickets and the page of one, for its people who are signed in and for whoever holds its link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.models import User
from klucznik.companies.doors import CompanyRequest
from klucznik.contact.actions.writing import close_own, mark_read
from klucznik.contact.actions.writing import write as write_again_in
from klucznik.contact.doors import by_secret, reader
from klucznik.contact.forms import AgainForm, ConfirmForm
from klucznik.contact.models import Ticket, TicketFile
from klucznik.contact.papers import file_data
from klucznik.contact.showing import STATUSES, ticket_context
from klucznik.core.errors import DomainError
from klucznik.core.http import PortalRequest, page
from klucznik.core.paging import keyset
from klucznik.core.provenance import client_address
from klucznik.limits.counting import consume


@anyone_signed_in
def tickets(request: PortalRequest) -> HttpResponse:
    """One's own, and those shown to the administrators of one's companies, the newest first."""
    seen = Ticket.objects.visible_to(request.user).select_related("person", "company")
    found = keyset(seen, ("-id",), request.GET.get("after"), size=25)
    rows = [(one, STATUSES[one.state]) for one in found.rows]
    return page(request, "contact/tickets.html", page=found, rows=rows)


@reader
@require_GET
def ticket(request: CompanyRequest, ticket: Ticket) -> HttpResponse:
    """The thread, whose turn it is, and what happens next."""
    if ticket.person_id == request.user.pk:
        mark_read(ticket)
    return _page(request, ticket, request.user)


@require_POST
@reader
def write_again(request: CompanyRequest, ticket: Ticket) -> HttpResponse:
    """One more message; a closed ticket opens again."""
    user = request.user
    form = AgainForm(
        request.POST, request.FILES, count_try=lambda: consume(upload__account=user.pk)
    )
    counted = lambda: consume(contact__write__account=user.pk)  # noqa: E731
    if form.perform(write_again_in, user, ticket, first=counted):
        messages.success(request, _("Your message is in the ticket."))
        return redirect("contact:ticket", ticket.public_id)
    return _page(request, ticket, user, form)


@require_POST
@reader
def close(request: CompanyRequest, ticket: Ticket) -> HttpResponse:
    """Nothing more is needed."""
    return _close(request, ticket, request.user)


@reader
@require_GET
def file(request: CompanyRequest, ticket: Ticket, file: str) -> HttpResponse:
    """A file of either side."""
    return _download(ticket, file)


@by_secret
@require_GET
def by_link(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The same page for somebody without an account."""
    mark_read(ticket)
    return _page(request, ticket, None)


@require_POST
@by_secret
def link_write_again(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """One more message of somebody without an account."""
    where = client_address(request)
    form = AgainForm(
        request.POST, request.FILES, count_try=lambda: consume(contact__file__address=where)
    )
    counted = lambda: consume(contact__write__ticket=ticket.pk)  # noqa: E731
    if form.perform(write_again_in, None, ticket, first=counted):
        messages.success(request, _("Your message is in the ticket."))
        return redirect("contact:by_link", ticket.token)
    return _page(request, ticket, None, form)


@require_POST
@by_secret
def link_close(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Nothing more is needed, says somebody without an account."""
    return _close(request, ticket, None)


@by_secret
@require_GET
def link_file(request: HttpRequest, ticket: Ticket, file: str) -> HttpResponse:
    """A file of either side, for somebody without an account."""
    return _download(ticket, file)


def _page(
    request: HttpRequest, ticket: Ticket, user: User | None, form: AgainForm | None = None
) -> HttpResponse:
    return page(
        request,
        "contact/ticket.html",
        form=form or AgainForm(count_try=lambda: None),
        **ticket_context(ticket, user),
    )


def _close(request: HttpRequest, ticket: Ticket, user: User | None) -> HttpResponse:
    form = ConfirmForm(request.POST)
    try:
        form.is_valid()
        close_own(user, ticket)
        messages.success(request, _("The ticket is closed. Write, and it opens again."))
    except DomainError as refusal:
        messages.info(request, str(refusal))
    if user is None:
        return redirect("contact:by_link", ticket.token)
    return redirect("contact:ticket", ticket.public_id)


def _download(ticket: Ticket, public_id: str) -> HttpResponse:
    """Saved, never shown: no browser runs what somebody sent."""
    found = get_object_or_404(
        TicketFile.objects.select_related("message__ticket"),
        public_id=public_id,
        erased_at=None,
        message__in=ticket.messages.for_customers(),
    )
    response = HttpResponse(file_data(found), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
