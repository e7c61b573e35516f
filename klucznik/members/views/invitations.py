"""Inviting a person, and what becomes of the invitation, as the administrators of a company do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.accounts.doors import must_confirm_factor
from klucznik.accounts.purposes import Purpose
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Role
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.http import page
from klucznik.core.templatetags.ui import date_long
from klucznik.members.actions.invitations import (
    change_invitation,
    correct_address,
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.forms.invitations import AddressForm, InvitationForm, InviteForm
from klucznik.members.models import Invitation
from klucznik.members.timetable import day_of
from klucznik.members.trying import count_invitation

DRAFT = "invitation_draft"


@requires(Permission.MEMBERS_MANAGE)
def invite(request: CompanyRequest, company: Company) -> HttpResponse:
    """Invite somebody by e-mail, with a role and ticks of products."""
    roles = manageable_roles(request.membership)
    form = InviteForm(typed(request), company=company, roles=roles)
    if request.method == "POST":
        if form.asks_for_global_role and (answer := confirm_for_keys(request)):
            return answer
        counted = lambda: count_invitation(request.membership, form.cleaned_data["email"])  # noqa: E731
        if invitation := form.perform(invite_member, request.user, company, first=counted):
            messages.success(request, sent(invitation))
            return to_list(company)
    return page(request, "members/invite.html", form=form)


@requires(Permission.MEMBERS_MANAGE)
def invitation(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """One invitation: what it offers, who asks about it, and what can be done."""
    found = listed(company, invitation)
    form = offer_form(request, found, typed(request))
    if request.method == "POST":
        if form.asks_for_global_role and (answer := confirm_for_keys(request)):
            return answer
        if form.perform(change_invitation, request.user, found):
            messages.success(
                request, _("The invitation of %(email)s is changed.") % {"email": found.email}
            )
            return to_list(company)
    return invitation_page(request, found, form)


@requires(Permission.MEMBERS_MANAGE)
def send_again(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """A new link and 14 new days."""
    found = listed(company, invitation)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_bound and is_for_keys(found) and (answer := confirm_for_keys(request)):
        return answer
    counted = count_for(request, found)
    if renewed := form.perform(send_invitation_again, request.user, found, first=counted):
        messages.success(request, sent(renewed))
    return back(request, company, form)


@requires(Permission.MEMBERS_MANAGE)
def change_address(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """Revoke what went to a wrong address and offer the same to the right one."""
    found = listed(company, invitation)
    if request.method != "POST":
        kept = typed(request)
        return invitation_page(request, found, AddressForm(initial=kept.dict() if kept else {}))
    form = AddressForm(request.POST)
    if is_for_keys(found) and (answer := confirm_for_keys(request)):
        return answer
    counted = lambda: count_invitation(request.membership, form.cleaned_data["email"])  # noqa: E731
    if corrected := form.perform(correct_address, request.user, found, first=counted):
        messages.success(request, sent(corrected))
        return to_list(company)
    return invitation_page(request, found, form)


@requires(Permission.MEMBERS_MANAGE)
def revoke(request: CompanyRequest, company: Company, invitation: str) -> HttpResponse:
    """Take an invitation back, or one that ran out off the list."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    found = listed(company, invitation)
    if form.perform(revoke_invitation, request.user, found):
        words = (
            _("The invitation of %(email)s is off the list.")
            if found.has_run_out
            else _("The invitation of %(email)s is revoked.")
        )
        messages.success(request, words % {"email": found.email})
    return back(request, company, form)


def invitation_page(
    request: CompanyRequest, found: Invitation, form: InvitationForm | AddressForm
) -> HttpResponse:
    """The page of one invitation, with the form that was just refused, if any."""
    is_offer = isinstance(form, InvitationForm)
    context: dict[str, Any] = {
        "invitation": found,
        "form": form,
        "offer_form": form if is_offer else offer_form(request, found),
        "address_form": AddressForm() if is_offer else form,
        "questions": found.other_accounts.select_related("user", "decided_by").order_by("pk"),
        "may_change": found.role in manageable_roles(request.membership),
    }
    return page(request, "members/invitation.html", **context)


def listed(company: Company, invitation: str) -> Invitation:
    """An invitation of this company that waits or ran out lately, or 404."""
    found = Invitation.objects.listed().filter(company=company).select_related("invited_by")
    one = get_object_or_404(found, public_id=invitation)
    one.company = company
    return one


def offer_form(
    request: CompanyRequest, invitation: Invitation, data: QueryDict | None = None
) -> InvitationForm:
    """The form of what is offered, as it is now."""
    initial = {
        "role": invitation.role,
        "products": [product.code for product in invitation.products.all()],
        "until": day_of(invitation.place_until),
    }
    roles = manageable_roles(request.membership)
    return InvitationForm(data, company=request.company, roles=roles, initial=initial)


def typed(request: CompanyRequest) -> QueryDict | None:
    """What was sent; or what waited while the person confirmed the second step, once."""
    if request.method == "POST":
        return request.POST
    draft = request.session.pop(DRAFT, None)
    return QueryDict(draft["data"]) if draft and draft["path"] == request.path else None


def confirm_for_keys(request: CompanyRequest) -> HttpResponse | None:
    """Before the global role is offered, the way to the second step; what was typed waits in the session."""
    answer = must_confirm_factor(request, Purpose.GRANT)
    if answer is not None:
        request.session[DRAFT] = {"path": request.path, "data": request.POST.urlencode()}
    return answer


def is_for_keys(invitation: Invitation) -> bool:
    return invitation.role == Role.GLOBAL_ADMINISTRATOR


def count_for(request: CompanyRequest, invitation: Invitation) -> Callable[[], None]:
    """Count one more message to the address of this invitation."""
    return lambda: count_invitation(request.membership, invitation.email)


def sent(invitation: Invitation) -> str:
    sentence = _("The invitation was sent to %(email)s. It waits until %(day)s.")
    return sentence % {"email": invitation.email, "day": date_long(invitation.expires_at)}


def back(request: CompanyRequest, company: Company, form: ConfirmForm) -> HttpResponse:
    """To the invited people, with the sentence of a refusal if there was one."""
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return to_list(company)


def to_list(company: Company) -> HttpResponse:
    """The list of invited people, where what was done can be seen."""
    return redirect(f"{reverse('members:members', args=[company.public_id])}?role=invited")
