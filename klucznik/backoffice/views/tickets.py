"""What customers wrote: the lists, one ticket, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from klucznik.backoffice.doors import StaffRequest, opens_ticket, staff
from klucznik.backoffice.forms.searching import TicketSearchForm
from klucznik.backoffice.forms.tickets import AnswerForm, CloseForm, GiveForm, MoveForm, NoteForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.tickets import (
    ORDERS,
    counts,
    facts_of,
    find_tickets,
    tickets_in,
)
from klucznik.backoffice.views.files import HARMLESS
from klucznik.backoffice.views.tickets_typed import keep_typed, kept_typed
from klucznik.contact.actions.answering import answer, mark_read_by_staff
from klucznik.contact.errors import TicketChanged
from klucznik.contact.models import Ticket, TicketFile
from klucznik.contact.papers import file_data
from klucznik.core.errors import DomainError
from klucznik.core.http import page
from klucznik.core.paging import keyset


@staff(StaffPermission.TICKETS_ANSWER)
@require_GET
def tickets(request: StaffRequest, tab: str = "unassigned") -> HttpResponse:
    """One list; words narrow it."""
    if tab not in ORDERS:
        raise Http404
    form = TicketSearchForm(request.GET)
    found = find_tickets(tickets_in(tab, request.user), form.text)
    return page(
        request,
        "backoffice/tickets.html",
        page=keyset(found, ORDERS[tab], request.GET.get("after")),
        tab=tab,
        search=form,
        counts=counts(request.user),
    )


@staff(StaffPermission.TICKETS_ANSWER, keep=keep_typed)
@opens_ticket
@require_http_methods(["GET", "POST"])
def ticket(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    """Everything about one ticket, and the answer."""
    kept = kept_typed(request, ticket) if request.method == "GET" else {}
    form = AnswerForm(
        request.POST or None,
        request.FILES or None,
        initial=dict(kept),
        language=ticket.language,
        count_try=lambda: None,
    )
    if form.perform(answer, request.user, ticket):
        messages.success(request, _("Sent. The customer gets the answer by e-mail."))
        return redirect("backoffice:tickets_in", "mine")
    return shown(request, ticket, form=form, is_kept=bool(kept))


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_GET
def ticket_file(request: StaffRequest, ticket: Ticket, attached: str) -> HttpResponse:
    """A file as a download that no browser opens."""
    rows = TicketFile.objects.filter(message__ticket=ticket, erased_at=None)
    found = get_object_or_404(rows.select_related("message__ticket"), public_id=attached)
    try:
        data = file_data(found)
    except DomainError as gone:
        raise Http404 from gone
    response = HttpResponse(data, content_type="application/octet-stream", headers=HARMLESS)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    return response


def shown(request: StaffRequest, ticket: Ticket, *, form: AnswerForm, **more: Any) -> HttpResponse:
    """The page of a ticket with all its forms; `more` replaces one that was refused."""
    mark_read_by_staff(request.user, ticket)
    facts = facts_of(ticket, request.user)
    form.initial["seen"] = facts["seen"]
    if form.is_bound and form.has_error("text", TicketChanged.code):
        form.data = dict(form.data.items()) | {
            "seen": facts["seen"]
        }  # the new message stands above
    assigned = ticket.assigned_to
    given = {
        "note_form": NoteForm(),
        "give_form": GiveForm(initial={"to": assigned.public_id if assigned else ""}),
        "move_form": MoveForm(initial={"topic": ticket.topic}),
        "close_form": CloseForm(initial={"seen": facts["seen"]}),
    }
    return page(request, "backoffice/ticket.html", form=form, **facts, **given | more)
