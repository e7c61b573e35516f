"""The invited person's side: the page behind the link of the message."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klucznik.accounts.doors import must_sign_in
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.invitations import invitation_with, is_address_of
from klucznik.members.models import Invitation


@public
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites, to which company, with what rights. Looking changes nothing; only the button accepts."""
    invitation = invitation_with(secret)
    if invitation is None or not invitation.is_open:
        return page(request, "members/invitation_closed.html", invitation=invitation, status=404)
    if request.method == "POST":
        return must_sign_in(request) or accept(request, invitation)
    return invitation_page(request, invitation)


def accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Take the place, or say why not."""
    form = ConfirmForm(request.POST)
    if membership := form.perform(accept_invitation, request.user, invitation):
        words = {"company": membership.company.name, "role": membership.role_label}
        messages.success(
            request, _("You are now in the company %(company)s as “%(role)s”.") % words
        )
        return redirect(membership.company)
    return invitation_page(request, invitation, form)


def invitation_page(
    request: HttpRequest, invitation: Invitation, form: ConfirmForm | None = None
) -> HttpResponse:
    """The offer, and what this visitor has to do to take it; a guest finds the address typed in already."""
    user = request.user
    if not user.is_authenticated:
        request.session["invited_email"] = request.session["sign_in_email"] = invitation.email
    context: dict[str, Any] = {
        "invitation": invitation,
        "products": invitation.products.all(),
        "form": form,
        "is_theirs": user.is_authenticated and is_address_of(user, invitation.email),
        "ways_in": urlencode({"next": request.path}),
    }
    return page(request, "members/invitation_shown.html", **context)
