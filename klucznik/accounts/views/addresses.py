"""E-mail addresses: the one for signing in, those for recovery, and the links in their mailboxes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST

from klucznik.accounts.actions import addresses as actions
from klucznik.accounts.addresses import (
    MOST_RECOVERY,
    UNDO_DAYS,
    addresses_shown,
    own_address,
)
from klucznik.accounts.depending import depending_on
from klucznik.accounts.doors import anyone_signed_in, fresh_proof
from klucznik.accounts.forms import NewAddressForm
from klucznik.accounts.models import AddressChange, User
from klucznik.accounts.trying import count_new_address
from klucznik.accounts.views.sessions import leave, staying
from klucznik.core import tokens
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page

Purpose = AddressChange.Purpose


@anyone_signed_in
def addresses(request: PortalRequest) -> HttpResponse:
    """All addresses of the account, and what is on its way."""
    shown = addresses_shown(request.user)
    return page(request, "accounts/addresses.html", shown=shown, most=MOST_RECOVERY)


@anyone_signed_in
@fresh_proof
def change_address(request: PortalRequest) -> HttpResponse:
    """Another address for signing in."""
    return _ask(request, Purpose.SIGN_IN, "accounts/change_address.html")


@anyone_signed_in
@fresh_proof
def add_address(request: PortalRequest) -> HttpResponse:
    """An address beside it, for a new password and for notices."""
    return _ask(request, Purpose.RECOVERY, "accounts/add_address.html")


@anyone_signed_in
@require_POST
def cancel_address(request: PortalRequest) -> HttpResponse:
    """Give up the one that waits."""
    actions.cancel_address(request.user)
    messages.success(request, gettext("Nothing changes: the link in the message no longer works."))
    return redirect("account_addresses")


@anyone_signed_in
@fresh_proof
def make_primary(request: PortalRequest, mark: str) -> HttpResponse:
    """Sign in with a recovery address from now on."""
    address = own_address(request.user, mark)
    if address is None:
        raise Http404
    form = ActionForm(request.POST if request.method == "POST" else None)
    if user := form.perform(actions.make_primary, request.user, address):
        _say_changed(request, user.email)
        return staying(request, user, "account_addresses")
    return page(request, "accounts/make_primary.html", form=form, address=address, days=UNDO_DAYS)


@anyone_signed_in
@fresh_proof
def remove_address(request: PortalRequest, mark: str) -> HttpResponse:
    """Give a recovery address up."""
    address = own_address(request.user, mark)
    if address is None:
        raise Http404
    form = ActionForm(request.POST if request.method == "POST" else None)
    form.perform(actions.remove_address, request.user, address)
    if form.is_bound and not form.errors:
        messages.success(request, gettext("The address was removed."))
        return redirect("account_addresses")
    context = {"address": address, "depending": depending_on(request.user)}
    return page(request, "accounts/remove_address.html", form=form, **context)


@anyone_signed_in
def confirm_address(request: PortalRequest, secret: str) -> HttpResponse:
    """The link at the new address, opened by the person who asked for it."""
    asked = request.user.address_changes.filter(secret_hash=tokens.hashed(secret))
    change = asked.exclude(purpose=Purpose.SWAP).first()
    if change is None or not change.is_waiting:
        status = 404 if change is None else 410
        return page(request, "accounts/address_link.html", change=change, status=status)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if user := form.perform(actions.confirm_address, request.user, change):
        return _confirmed(request, user, change)
    return page(request, "accounts/confirm_address.html", form=form, change=change, days=UNDO_DAYS)


@public
def undo_address(request: HttpRequest, secret: str) -> HttpResponse:
    """The link at the old address: whoever reads it takes the change back, without signing in."""
    found = AddressChange.objects.select_related("user").filter(undo_hash=tokens.hashed(secret))
    change = found.filter(user__deleted_at=None, confirmed_at__isnull=False).first()
    if change is None or not change.is_undoable:
        return page(request, "accounts/link_over.html", status=410 if change else 404)
    form = ActionForm(request.POST if request.method == "POST" else None)
    with override(change.user.language):
        if user := form.perform(actions.undo_address, None, change):
            leave(request, user)
            return page(request, "accounts/address_undone.html", email=user.email)
        return page(request, "accounts/undo_address.html", form=form, change=change)


def _ask(request: PortalRequest, purpose: str, template: str) -> HttpResponse:
    """The answer is the same for an address that nobody has and for somebody's."""
    form = NewAddressForm(request.POST or None)

    def count() -> None:
        count_new_address(request.user, form.cleaned_data["email"])

    if form.perform(actions.ask_for_address, request.user, first=count, purpose=purpose):
        return redirect("account_addresses")
    return page(request, template, form=form, days=UNDO_DAYS)


def _confirmed(request: PortalRequest, user: User, change: AddressChange) -> HttpResponse:
    if change.purpose == Purpose.RECOVERY:
        messages.success(request, gettext("The recovery address was added."))
        return redirect("account_addresses")
    _say_changed(request, change.new_email)
    return staying(request, user, "account_addresses")


def _say_changed(request: PortalRequest, email: str) -> None:
    words = gettext("You sign in with %(email)s from now on. All other devices were signed out.")
    messages.success(request, words % {"email": email})
