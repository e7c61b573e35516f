"""The invited person's side: the page behind the link of the message, and the same invitation in one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from klucznik.accounts.doors import anyone_signed_in, must_sign_in
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.doors import public
from klucznik.core.http import PortalRequest, page
from klucznik.members.accesses import ticked
from klucznik.members.actions.joining import accept_invitation, decline_invitation
from klucznik.members.actions.other_accounts import note_other_account
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.invitations import invitation_with, is_address_of, may_take
from klucznik.members.models import Invitation


@dataclass(frozen=True)
class Way:
    """Where the buttons of an invitation lead: by the secret of its link, or as one's own."""

    here: str
    decline: str
    ask: str = ""


@public
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites, to which company, with what rights. Looking changes nothing; only the button accepts."""
    invitation = invitation_with(secret)
    if invitation is None or not invitation.is_open:
        return closed(request, invitation, secret)
    if request.method == "POST":
        return must_sign_in(request) or accept(request, invitation, way_by_link(secret))
    return invitation_page(request, invitation, way_by_link(secret))


@public
def decline(request: HttpRequest, secret: str) -> HttpResponse:
    """Say no, after one question; whoever holds the link needs no account for it."""
    invitation = invitation_with(secret)
    if invitation is None or not invitation.is_open:
        return closed(request, invitation, secret)
    return declining(request, invitation, way_by_link(secret))


@public
def declined(request: HttpRequest) -> HttpResponse:
    """The invitation is gone, and the inviter learns of it."""
    return page(request, "members/invitation_declined.html")


@anyone_signed_in
def mine(request: PortalRequest, invitation: str) -> HttpResponse:
    """An invitation to a proved address of this person, without the link from the message."""
    found = own(request, invitation)
    if not found.is_open:
        return closed(request, found)
    if request.method == "POST":
        return accept(request, found, way_mine(found))
    return invitation_page(request, found, way_mine(found))


@anyone_signed_in
def decline_mine(request: PortalRequest, invitation: str) -> HttpResponse:
    """Say no to an invitation that is waiting in the account."""
    found = own(request, invitation)
    if not found.is_open:
        return closed(request, found)
    return declining(request, found, way_mine(found))


@requires(Permission.PRODUCTS_READ)
def joined(request: CompanyRequest, company: Company) -> HttpResponse:
    """What the person is now in the company, what they open, and the way in."""
    taken = Invitation.objects.filter(company=company, accepted_by=request.user)
    invitation = taken.select_related("invited_by").order_by("-accepted_at").first()
    products = ticked(request.membership)
    offered = invitation.products.all() if invitation else []
    missed = [product for product in offered if product not in products]
    context: dict[str, Any] = {"invitation": invitation, "products": products, "missed": missed}
    return page(request, "members/joined.html", **context)


def accept(request: HttpRequest, invitation: Invitation, way: Way) -> HttpResponse:
    """Take the place, or say why not; the inviter learns when another account tried."""
    form = ConfirmForm(request.POST)
    if membership := form.perform(accept_invitation, request.user, invitation):
        return redirect("members:joined", membership.company.public_id)
    if form.has_error(NON_FIELD_ERRORS, code="another_address"):
        ConfirmForm(request.POST).perform(note_other_account, request.user, invitation)
    return invitation_page(request, invitation, way, form)


def declining(request: HttpRequest, invitation: Invitation, way: Way) -> HttpResponse:
    """One question before no is said."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    person = request.user if request.user.is_authenticated else None
    if form.perform(decline_invitation, person, invitation):
        return redirect("invitations:declined")
    return page(request, "members/decline.html", form=form, invitation=invitation, way=way)


def invitation_page(
    request: HttpRequest, invitation: Invitation, way: Way, form: ConfirmForm | None = None
) -> HttpResponse:
    """The offer, and what this visitor has to do to take it; a guest finds the address typed in already."""
    if not request.user.is_authenticated:
        request.session["invited_email"] = request.session["sign_in_email"] = invitation.email
    context: dict[str, Any] = {
        "invitation": invitation,
        "products": invitation.products.all(),
        "form": form,
        "way": way,
        "ways_in": urlencode({"next": request.path}),
    }
    context |= standing(request, invitation)
    return page(request, "members/invitation_shown.html", **context)


def standing(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """Whether the invitation is for this visitor, and what they asked about it."""
    user = request.user
    if not user.is_authenticated:
        return {}
    return {
        "is_theirs": may_take(user, invitation),
        "is_elsewhere": not is_address_of(user, invitation.email),
        "asked": invitation.other_accounts.filter(user=user).first(),
    }


def closed(request: HttpRequest, invitation: Invitation | None, secret: str = "") -> HttpResponse:
    """What ended by a person's act says no more than a link that never was; what ran out can be asked for again."""
    known = invitation is not None and (invitation.accepted_at or invitation.has_run_out)
    return page(
        request,
        "members/invitation_closed.html",
        invitation=invitation if known else None,
        secret=secret,
        status=404,
    )


def own(request: PortalRequest, public_id: str) -> Invitation:
    """An invitation that is this person's, or 404: nobody else learns that there is one."""
    wanted = Invitation.objects.select_related("company", "invited_by")
    found = wanted.filter(public_id=public_id).first()
    if found is None or not may_take(request.user, found):
        raise Http404
    return found


def way_by_link(secret: str) -> Way:
    return Way(
        reverse("invitations:show", args=[secret]),
        reverse("invitations:decline", args=[secret]),
        reverse("invitations:ask", args=[secret]),
    )


def way_mine(invitation: Invitation) -> Way:
    return Way(
        reverse("invitations:mine", args=[invitation.public_id]),
        reverse("invitations:decline_mine", args=[invitation.public_id]),
    )
