"""Letters about an account, and merging two of them by oneself: asked, proved in the other mailbox, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.accounts.codes import count_try
from klucznik.accounts.doors import anyone_signed_in, fresh_proof
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.core import tokens
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import PortalRequest, page
from klucznik.declarations.models import Declaration
from klucznik.letters.actions.merging import (
    LINK_HOURS,
    ask_to_merge,
    merge_accounts,
)
from klucznik.letters.actions.merging import (
    undo_merge as undo,
)
from klucznik.letters.forms import ConfirmMergeForm, MergeForm
from klucznik.letters.merging import keys_alone, preview
from klucznik.letters.models import Merge
from klucznik.letters.offers import for_person
from klucznik.limits.counting import consume


@anyone_signed_in
def letters(request: PortalRequest) -> HttpResponse:
    """What can be asked for about an account, the person's own letters, and mergings that can be undone."""
    mine = Declaration.objects.filter(claimant=request.user).select_related("company")
    context: dict[str, Any] = {
        "offers": for_person(),
        "cases": list(mine.order_by("-pk")[:20]),
        "merges": list(Merge.objects.undoable().filter(kept=request.user).select_related("merged")),
        "places": list(request.user.memberships.active().select_related("company")),
    }
    return page(request, "letters/account.html", **context)


@anyone_signed_in
@fresh_proof
def ask(request: PortalRequest) -> HttpResponse:
    """The address of the other account; whatever was typed, the next page is the same."""
    form = MergeForm(request.POST or None)
    counted = lambda: consume(merge__account=request.user.pk)  # noqa: E731
    if form.perform(ask_to_merge, request.user, first=counted):
        return redirect("letters_of_account:sent")
    return page(request, "letters/merge_ask.html", form=form)


@anyone_signed_in
def sent(request: PortalRequest) -> HttpResponse:
    """Where to look now, and in which browser to open the link."""
    return page(request, "letters/merge_sent.html", hours=LINK_HOURS)


@anyone_signed_in
@fresh_proof
def merge(request: PortalRequest, secret: str) -> HttpResponse:
    """The link of the other mailbox, opened by whoever asked: what passes, what does not, and the button."""
    found = Merge.objects.select_related("merged").filter(secret_hash=tokens.hashed(secret))
    asked = found.filter(kept=request.user, merged__isnull=False).first()
    if asked is None or asked.merged is None or not asked.is_waiting:
        return _not_here(request, found.first())
    other = asked.merged
    form = _confirming(request, other)
    if form.perform(merge_accounts, request.user, asked, first=lambda: _count(other)):
        messages.success(request, _("The two accounts are one now."))
        return redirect("letters_of_account:letters")
    shown: dict[str, Any] = {
        "moves": preview(request.user, other),
        "keys": keys_alone(request.user, other),
    }
    return page(request, "letters/merge.html", form=form, other=other, **shown)


def _not_here(request: PortalRequest, found: Merge | None) -> HttpResponse:
    """The other account is told with which one to come; a second click finds what the first one did."""
    if found and found.merged_id == request.user.pk and found.is_waiting:
        return page(request, "letters/merge_other.html", status=403)
    if found and found.kept_id == request.user.pk and found.is_undoable:
        return redirect("letters_of_account:letters")
    is_own = found is not None and found.kept_id == request.user.pk
    return page(request, "letters/merge_over.html", status=410 if is_own else 404)


def _confirming(request: PortalRequest, other: User) -> ConfirmMergeForm:
    sent = request.POST if request.method == "POST" else None
    return ConfirmMergeForm(sent, needs_code=has_factor(other))


def _count(other: User) -> None:
    """Tries of a code of the other account are counted as those of its owner."""
    if has_factor(other):
        count_try(other)


@anyone_signed_in
@fresh_proof
def take_back(request: PortalRequest, merging: str) -> HttpResponse:
    """The owner undoes a merging, after a page that says what that means."""
    mine = Merge.objects.undoable().select_related("kept", "merged").filter(kept=request.user)
    merge = get_object_or_404(mine, public_id=merging)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.perform(undo, request.user, merge):
        return page(request, "letters/merge_undone.html", merge=merge)
    return page(request, "letters/merge_undo.html", form=form, merge=merge)


@public
def undo_merge(request: HttpRequest, secret: str) -> HttpResponse:
    """The link at the other mailbox: whoever reads it takes the merging back, without signing in."""
    merge = Merge.objects.select_related("kept", "merged").filter(undo_hash=tokens.hashed(secret))
    found = merge.first()
    if found is None:
        raise Http404
    if found.undone_at and found.merged and not found.merged.is_deleted:
        return page(request, "letters/merge_undone.html", merge=found)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.perform(undo, None, found):
        return page(request, "letters/merge_undone.html", merge=found)
    if not found.is_undoable:
        return page(request, "letters/merge_undo_over.html", merge=found, status=410)
    return page(request, "letters/merge_undo.html", form=form, merge=found)
