"""The page of a first administrator's invitation: looking changes nothing, accepting takes the invited account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from klucznik.accounts.doors import must_sign_in
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.members.invitations import is_address_of
from klucznik.recovery.actions.first_administrators import accept_first_invitation
from klucznik.recovery.first_invitations import first_invitation_with
from klucznik.recovery.forms import ConfirmForm
from klucznik.recovery.recipients import is_vendor_address_fresh


@public
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """What is offered to whom; the button appears to the account of the invited address."""
    invitation = first_invitation_with(secret)
    if invitation is None:
        raise Http404
    if request.method == "POST" and (answer := must_sign_in(request)):
        return answer
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if case := form.perform(accept_first_invitation, request.user, invitation):
        return redirect("declarations:case", case.public_id)
    context: dict[str, Any] = {
        "invitation": invitation,
        "fits": fits(request, invitation.email),
        "takes_a_week": is_vendor_address_fresh(invitation.company),
    }
    return page(request, "recovery/first.html", form=form, ways_in=ways_in(request), **context)


def fits(request: HttpRequest, email: str) -> bool:
    """Whether the signed-in person is the owner of the invited mailbox."""
    return bool(request.user.is_authenticated and is_address_of(request.user, email))


def ways_in(request: HttpRequest) -> dict[str, str]:
    """Sign in or create an account, and come back here."""
    back = urlencode({"next": request.path})
    return {name: f"{reverse(f'account_{name}')}?{back}" for name in ("login", "signup")}
