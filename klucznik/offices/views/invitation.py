"""The client's side of an invitation: who shares what, accepting it, saying no, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.accounts.doors import anyone_signed_in, must_sign_in
from klucznik.companies.models import Role
from klucznik.core.doors import public
from klucznik.core.http import PortalRequest, page
from klucznik.members.forms.choices import ConfirmForm
from klucznik.offices.actions.accepting import accept_share, agree_to_share, decline_share
from klucznik.offices.actions.asking import ask_for_correction
from klucznik.offices.forms.accepting import AcceptForm
from klucznik.offices.invitations import share_with
from klucznik.offices.life import State
from klucznik.offices.models import Share
from klucznik.offices.offers import (
    company_of,
    decides_for,
    has_somebody_to_ask,
    is_answerable,
    is_declinable,
    lets_in,
    may_accept,
    offer_for,
)
from klucznik.offices.powers import ABOUT_POWERS, TO_THE_CLIENT


@dataclass(frozen=True)
class Way:
    """Where the buttons of an invitation lead: by the secret of its link, or as one's own."""

    here: str
    decline: str
    ask: str = ""


@public
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """The offer. Looking changes nothing; only the button accepts."""
    share = share_with(secret)
    if share is None or not is_answerable(share):
        return closed(request, share)
    if request.method == "POST":
        return must_sign_in(request) or accept(request, share, way_by_link(secret))
    return invitation_page(request, share, way_by_link(secret), AcceptForm())


@public
def decline(request: HttpRequest, secret: str) -> HttpResponse:
    """Say no, after one question; whoever holds the link needs no account for it."""
    share = share_with(secret)
    if share is None or not is_declinable(share):
        return closed(request, share)
    return declining(request, share, way_by_link(secret))


@public
def declined(request: HttpRequest) -> HttpResponse:
    """The invitation is gone, and the office learns of it."""
    return page(request, "offices/declined.html")


@anyone_signed_in
def mine(request: PortalRequest, share: str) -> HttpResponse:
    """An invitation to a proved address of this person, without the link from the message."""
    found = own(request, share)
    if found is None or not is_answerable(found):
        return closed(request, found)
    if request.method == "POST":
        return accept(request, found, way_mine(found))
    return invitation_page(request, found, way_mine(found), AcceptForm())


@anyone_signed_in
def decline_mine(request: PortalRequest, share: str) -> HttpResponse:
    """Say no to an invitation that waits in the account."""
    found = own(request, share)
    if found is None or not is_declinable(found):
        return closed(request, found)
    return declining(request, found, way_mine(found))


@require_POST
@anyone_signed_in
def ask_correction(request: PortalRequest, secret: str) -> HttpResponse:
    """Tell the office that the person has another address."""
    share = share_with(secret)
    if share is None or not is_answerable(share):
        return closed(request, share)
    form = ConfirmForm(request.POST)
    if form.perform(ask_for_correction, request.user, share):
        messages.success(
            request, _("The office has your question, with the address of your account.")
        )
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("shares:show", secret)


@anyone_signed_in
def answered(request: PortalRequest, share: str) -> HttpResponse:
    """What came of accepting: what the person is now, who decides, and the way on. For this person alone."""
    told = Share.objects.select_related("client__office", "product", "license", "company")
    found = told.filter(public_id=share).first()
    if found is None or not is_answer_of(request, found):
        return closed(request, None)
    return page(request, "offices/answered.html", share=found, **outcome(request, found))


def accept(request: HttpRequest, share: Share, way: Way) -> HttpResponse:
    """Take it as the invited person, or for one's own company; or say why not."""
    form = AcceptForm(request.POST)
    person = cast(PortalRequest, request).user
    act = accept_share if may_accept(person, share) else agree_to_share
    if done := form.perform(act, person, share):
        return redirect("shares:answered", done.public_id)
    return invitation_page(request, share, way, form)


def declining(request: HttpRequest, share: Share, way: Way) -> HttpResponse:
    """One question before no is said."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    person = request.user if request.user.is_authenticated else None
    if form.perform(decline_share, person, share):
        return redirect("shares:declined")
    return page(request, "offices/decline.html", form=form, share=share, way=way)


def invitation_page(request: HttpRequest, share: Share, way: Way, form: AcceptForm) -> HttpResponse:
    """The offer, and what this visitor has to do to take it; a guest finds the address typed in already."""
    if not request.user.is_authenticated:
        request.session["invited_email"] = request.session["sign_in_email"] = share.email
    context: dict[str, Any] = {
        "share": share,
        "way": way,
        "form": form,
        "powers": [(TO_THE_CLIENT[kind], about) for kind, about in ABOUT_POWERS.items()],
        "ways_in": urlencode({"next": request.path}),
    }
    return page(request, "offices/invitation.html", **context, **standing(request, share))


def standing(request: HttpRequest, share: Share) -> dict[str, Any]:
    """What the invitation comes to for this visitor. Others do not learn whether the portal has the company."""
    user = request.user
    if not user.is_authenticated:
        return {}
    company = company_of(share)
    takes, decides = may_accept(user, share), decides_for(user, company)
    found: dict[str, Any] = {"takes": takes, "decides": decides}
    if takes or decides:
        found |= {"theirs": company, "offer": offer_for(user, company)}
    return found


def outcome(request: PortalRequest, share: Share) -> dict[str, Any]:
    """Whether the person holds something in the company, who can be asked, and whether others answered for it."""
    company = share.company
    place = company.memberships.active().filter(user=request.user).first() if company else None
    return {
        "place": place,
        "is_in": place is not None and place.role != Role.ASSOCIATED,
        "by_others": share.accepted_by_id != request.user.pk,
        "is_asked": company is not None and has_somebody_to_ask(company),
        "lets_in": company is not None and lets_in(company),
        "products_url": company.get_absolute_url() if company else reverse("home"),
    }


def own(request: PortalRequest, public_id: str) -> Share | None:
    """An invitation that is this person's: nobody else learns that there is one."""
    told = Share.objects.select_related("client__office", "license__product", "product", "company")
    found = told.filter(public_id=public_id).first()
    return found if found is not None and may_accept(request.user, found) else None


def way_by_link(secret: str) -> Way:
    names = ("shares:show", "shares:decline", "shares:ask_correction")
    return Way(*(reverse(name, args=[secret]) for name in names))


def way_mine(share: Share) -> Way:
    return Way(
        *(reverse(name, args=[share.public_id]) for name in ("shares:mine", "shares:decline_mine"))
    )


def closed(request: HttpRequest, share: Share | None) -> HttpResponse:
    """What ended by a person's act says no more than a link that never was; what ran out can be sent again.

    Whoever accepted it, or asked with it, comes to what came of that, also by a second click.
    """
    if share is not None and is_answer_of(request, share):
        return redirect("shares:answered", share.public_id)
    known = share is not None and (share.state == State.ACTIVE or share.state == State.INVITED)
    told = share if known else None
    return page(request, "offices/invitation_closed.html", share=told, status=404)


def is_answer_of(request: HttpRequest, share: Share) -> bool:
    """Whether this visitor accepted it, or came with it to a company whose administrators answer."""
    person = request.user
    return person.is_authenticated and person.pk in (share.accepted_by_id, share.asked_by_id)
