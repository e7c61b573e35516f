"""A topic, a form, and the confirmation of an address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klucznik.contact.actions.opening import confirm_ticket, open_ticket, open_without_account
from klucznik.contact.beside import answers_to
from klucznik.contact.doors import to_confirm
from klucznik.contact.forms import ConfirmForm, StrangerForm, TicketForm
from klucznik.contact.models import Topic
from klucznik.contact.showing import topics_shown, ways_shown
from klucznik.contact.topics import PROMISES
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.core.provenance import client_address, network_of
from klucznik.help.buckets import asks_too_fast
from klucznik.help.finding import Hit
from klucznik.limits.counting import consume

# In the session of somebody without an account: number and address of what they have just sent.
SENT = "contact_sent"


@public
def topics(request: HttpRequest) -> HttpResponse:
    """What it is about; each topic says how soon it is answered."""
    sign_in_url = f"{reverse('account_login')}?next={request.path}"
    return page(request, "contact/topics.html", topics=topics_shown(), sign_in_url=sign_in_url)


@public
def write(request: HttpRequest, topic: str) -> HttpResponse:
    """The form of a topic, below the forms that do at once what is often asked for here."""
    if topic not in Topic.values:
        raise Http404
    if request.headers.get("HX-Target") == "answers":
        return page(request, "contact/write.html", answers=_answers(request, request.GET))
    return _by_account(request, topic) if request.user.is_authenticated else _new(request, topic)


def _by_account(request: HttpRequest, topic: str) -> HttpResponse:
    user, data = request.user, _given(request)
    assert user.is_authenticated
    form = TicketForm(*data, user=user, count_try=lambda: consume(upload__account=user.pk))
    counted = lambda: consume(contact__open__account=user.pk)  # noqa: E731
    if ticket := form.perform(open_ticket, user, first=counted, topic=topic):
        messages.success(request, _("We have your ticket. A receipt is in your mailbox."))
        return redirect("contact:ticket", ticket.public_id)
    return _form_page(request, topic, form)


def _new(request: HttpRequest, topic: str) -> HttpResponse:
    where = client_address(request)
    initial = {"language": get_language()}
    form = StrangerForm(
        *_given(request), initial=initial, count_try=lambda: consume(contact__file__address=where)
    )
    if ticket := form.perform(open_without_account, first=lambda: _count(where, form), topic=topic):
        request.session[SENT] = [ticket.number, ticket.email]
        return redirect("contact:sent")
    return _form_page(request, topic, form)


def _given(request: HttpRequest) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _count(where: str, form: StrangerForm) -> None:
    """Nobody's mailbox is filled with links, and no address sends for others."""
    consume(contact__open__address=where, mail__contact__email=form.cleaned_data["email"])


def _form_page(request: HttpRequest, topic: str, form: ActionForm) -> HttpResponse:
    return page(
        request,
        "contact/write.html",
        form=form,
        topic=Topic(topic),
        days=PROMISES[Topic(topic)],
        ways=ways_shown(topic),
        answers=_answers(request, request.POST) if form.is_bound else [],
    )


def _answers(request: HttpRequest, given: QueryDict) -> list[Hit]:
    """Articles about the subject that was typed, at the pace of the search."""
    subject = given.get("subject", "")
    network = network_of(client_address(request))
    return answers_to(subject) if subject and not asks_too_fast(network) else []


@public
def sent(request: HttpRequest) -> HttpResponse:
    """Where to look for the link; says the same whoever the address belongs to."""
    number, email = request.session.get(SENT, ("", ""))
    return page(request, "contact/sent.html", number=number, email=email)


@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page changes nothing, its button does: programs of mailboxes open links, too."""
    ticket = to_confirm(token)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(confirm_ticket, ticket):
        messages.success(request, _("Your ticket has reached us. Keep the link to this page."))
        return redirect("contact:by_link", ticket.token)
    if ticket.confirmed_at:
        return redirect("contact:by_link", ticket.token)
    return page(
        request, "contact/confirm.html", form=form, ticket=ticket, first=ticket.messages.first()
    )
