"""Inviting people, as the administrators of a company do it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.accounts.doors import must_confirm_factor
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.http import page
from klucznik.limits.counting import consume
from klucznik.members.actions.invitations import (
    change_invitation,
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.forms.invitations import InvitationForm, InviteForm
from klucznik.members.models import Invitation

DRAFT = "invitation_draft"


@requires(Permission.MEMBERS_MANAGE)
def invite(request: CompanyRequest, company: Company) -> HttpResponse:
    """Invite somebody by e-mail, with a role and ticks of products."""
    roles = manageable_roles(request.membership)
    form = InviteForm(typed(request), company=company, roles=roles)
    if request.method == "POST":
        if answer := confirm_for_keys(request, form):
            return answer
        counted = count_message(request.membership)
        if invitation := form.perform(invite_member, request.user, company, first=counted):
            messages.success(request, sent(invitation))
            return redirect("members:members", company.public_id)
    return page(request, "members/invite.html", form=form)


@requires(Permission.MEMBERS_MANAGE)
def invitation(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """One waiting invitation: change what it offers, send it again, take it back."""
    found = waiting(company, invitation)
    roles = manageable_roles(request.membership)
    form = InvitationForm(typed(request), company=company, roles=roles, initial=offered(found))
    if request.method == "POST":
        if answer := confirm_for_keys(request, form):
            return answer
        if form.perform(change_invitation, request.user, found):
            messages.success(
                request, _("The invitation of %(email)s is changed.") % {"email": found.email}
            )
            return redirect("members:members", company.public_id)
    return page(request, "members/invitation.html", form=form, invitation=found, manageable=roles)


@requires(Permission.MEMBERS_MANAGE)
def send_again(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """A new link and 14 new days."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    found = waiting(company, invitation)
    counted = count_message(request.membership)
    if renewed := form.perform(send_invitation_again, request.user, found, first=counted):
        messages.success(request, sent(renewed))
    return back(request, company, form)


@requires(Permission.MEMBERS_MANAGE)
def revoke(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    found = waiting(company, invitation)
    if form.perform(revoke_invitation, request.user, found):
        messages.success(
            request, _("The invitation of %(email)s is revoked.") % {"email": found.email}
        )
    return back(request, company, form)


def waiting(company: Company, invitation: str) -> Invitation:
    """A waiting invitation of this company, or 404."""
    found = Invitation.objects.open().filter(company=company).select_related("invited_by")
    return get_object_or_404(found, public_id=invitation)


def offered(invitation: Invitation) -> dict[str, object]:
    return {
        "role": invitation.role,
        "products": [product.code for product in invitation.products.all()],
    }


def typed(request: CompanyRequest) -> QueryDict | None:
    """What was sent; or what waited while the person confirmed the second step, once."""
    if request.method == "POST":
        return request.POST
    draft = request.session.pop(DRAFT, None)
    return QueryDict(draft["data"]) if draft and draft["path"] == request.path else None


def confirm_for_keys(request: CompanyRequest, form: InvitationForm) -> HttpResponse | None:
    """Before the global role is offered, the way to the second step; what was typed waits in the session."""
    if not form.asks_for_global_role or not (answer := must_confirm_factor(request)):
        return None
    request.session[DRAFT] = {"path": request.path, "data": request.POST.urlencode()}
    return answer


def count_message(membership: Membership) -> Callable[[], None]:
    """Count one message to a stranger's mailbox; a company that nobody has checked sends few."""
    company = membership.company
    subjects: dict[str, object] = {"invite.company": company.pk}
    if not company.is_known or membership.proven_at is None:
        subjects["invite.unproven_company"] = company.pk
    return lambda: consume(**subjects)


def sent(invitation: Invitation) -> str:
    sentence = _("The invitation was sent to %(email)s. It waits for 14 days.")
    return sentence % {"email": invitation.email}


def back(request: CompanyRequest, company: Company, form: ConfirmForm) -> HttpResponse:
    """To the list of users, with the sentence of a refusal if there was one."""
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("members:members", company.public_id)
