"""What an invited person can ask of the company's side, and the answers: a new link, another account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.accounts.doors import must_sign_in
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.provenance import client_address
from klucznik.limits.counting import consume
from klucznik.members.actions.joining import ask_for_new_invitation
from klucznik.members.actions.other_accounts import (
    allow_other_account,
    ask_with_other_account,
    refuse_other_account,
)
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.invitations import invitation_with
from klucznik.members.models import AnotherAccount, Invitation
from klucznik.members.views.invitations import confirm_for_keys, is_for_keys, listed
from klucznik.members.views.joining import closed, invitation_page, way_by_link


@public
@require_POST
def ask_again(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a new link after the old one ran out; whatever happens, the answer is the same."""
    invitation = invitation_with(secret)
    if invitation is not None:
        counted = lambda: count_asking(request, invitation)  # noqa: E731
        person = request.user if request.user.is_authenticated else None
        form = ConfirmForm(request.POST)
        form.perform(ask_for_new_invitation, person, invitation, first=counted)
    return redirect("invitations:asked")


@public
def asked(request: HttpRequest) -> HttpResponse:
    """What happens after a question for a new invitation."""
    return page(request, "members/invitation_asked.html")


@public
@require_POST
def ask(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask to accept with the account in which this person is signed in."""
    if answer := must_sign_in(request):
        return answer
    invitation = invitation_with(secret)
    if invitation is None or not invitation.is_open:
        return closed(request, invitation, secret)
    form = ConfirmForm(request.POST)
    counted = lambda: consume(invitation__account__person=request.user.pk)  # noqa: E731
    form.perform(ask_with_other_account, request.user, invitation, first=counted)
    if form.errors:
        return invitation_page(request, invitation, way_by_link(secret), form)
    return redirect("invitations:show", secret)


@requires(Permission.MEMBERS_MANAGE)
def allow(request: CompanyRequest, company: Company, invitation: str, account: str) -> HttpResponse:
    """Let the other account accept; for the global role with the second step of a moment ago."""
    question = asked_in(company, invitation, account)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_bound and is_for_keys(question.invitation) and (answer := confirm_for_keys(request)):
        return answer
    if done := form.perform(allow_other_account, request.user, question):
        words = _("%(account)s can accept the invitation now. We let the person know.")
        messages.success(request, words % {"account": done.user.email})
    return to_invitation(request, question.invitation, form)


@requires(Permission.MEMBERS_MANAGE)
def refuse(
    request: CompanyRequest, company: Company, invitation: str, account: str
) -> HttpResponse:
    """Do not let the other account accept."""
    question = asked_in(company, invitation, account)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if done := form.perform(refuse_other_account, request.user, question):
        words = _("%(account)s cannot accept the invitation. We let the person know.")
        messages.success(request, words % {"account": done.user.email})
    return to_invitation(request, question.invitation, form)


def asked_in(company: Company, invitation: str, account: str) -> AnotherAccount:
    """A question about an invitation of this company, or 404."""
    questions = AnotherAccount.objects.select_related("user", "invitation")
    found = get_object_or_404(
        questions, public_id=account, invitation__public_id=invitation, invitation__company=company
    )
    found.invitation = listed(company, invitation)
    return found


def to_invitation(
    request: CompanyRequest, invitation: Invitation, form: ConfirmForm
) -> HttpResponse:
    """Back to the invitation, with the sentence of a refusal if there was one."""
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("members:invitation", request.company.public_id, invitation.public_id)


def count_asking(request: HttpRequest, invitation: Invitation) -> None:
    """Count a question against its invitation and against the visitor's address."""
    consume(
        invitation__again__invitation=invitation.pk,
        invitation__again__address=client_address(request),
    )
