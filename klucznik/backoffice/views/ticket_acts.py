"""Small acts on a ticket, each a form of one button: take, give, move, note, close, open again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.backoffice.doors import StaffRequest, opens_ticket, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.tickets import AnswerForm, CloseForm, GiveForm, MoveForm, NoteForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.backoffice.views.tickets import shown
from klucznik.contact.actions.answering import assign, close, move, note, reopen
from klucznik.contact.models import Ticket


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_POST
def take(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    form = ActForm(request.POST)
    if form.perform(assign, request.user, ticket, to=request.user):
        messages.success(request, _("The ticket is yours."))
    tell_refusal(request, form)
    return redirect("backoffice:ticket", ticket.public_id)


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_POST
def give(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    form = GiveForm(request.POST)
    if form.perform(assign, request.user, ticket):
        messages.success(request, _("Kept: who answers this ticket."))
    tell_refusal(request, form)
    return redirect("backoffice:ticket", ticket.public_id)


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_POST
def change_topic(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    form = MoveForm(request.POST)
    if form.perform(move, request.user, ticket):
        messages.success(request, _("The ticket has another topic."))
    tell_refusal(request, form)
    return redirect("backoffice:ticket", ticket.public_id)


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_POST
def write_note(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.perform(note, request.user, ticket):
        messages.success(request, _("The note is kept, for colleagues only."))
        return redirect("backoffice:ticket", ticket.public_id)
    answer = AnswerForm(language=ticket.language, count_try=lambda: None)
    response = shown(request, ticket, form=answer, note_form=form)
    response.status_code = 422
    return response


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_POST
def close_ticket(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    form = CloseForm(request.POST)
    if form.perform(close, request.user, ticket):
        messages.success(request, _("Closed without an answer."))
        return redirect("backoffice:tickets")
    tell_refusal(request, form)
    return redirect("backoffice:ticket", ticket.public_id)


@staff(StaffPermission.TICKETS_ANSWER)
@opens_ticket
@require_POST
def open_again(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    form = ActForm(request.POST)
    if form.perform(reopen, request.user, ticket):
        messages.success(request, _("The ticket is open again."))
    tell_refusal(request, form)
    return redirect("backoffice:ticket", ticket.public_id)
