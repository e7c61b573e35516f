"""Notifications: what the portal wrote to me, and which of it comes by e-mail, too."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from klucznik.accounts.actions.notices import choose_topics, mark_all_read
from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.forms import TopicsForm
from klucznik.accounts.notices import count_unread, notices_of
from klucznik.core.http import PortalRequest, page
from klucznik.mail.topics import HINTS, Topic, unwanted


@anyone_signed_in
def notices(request: PortalRequest) -> HttpResponse:
    """Every message, the newest first, with the words it was sent in; links that let somebody in are left out."""
    only_unread = request.GET.get("show") == "unread"
    found = notices_of(request.user, unread=only_unread, after=request.GET.get("after"))
    unread = count_unread(request.user)
    return page(
        request, "accounts/notices.html", page=found, unread=unread, only_unread=only_unread
    )


@anyone_signed_in
@require_POST
def read(request: PortalRequest) -> HttpResponse:
    """Mark all as read."""
    mark_all_read(request.user)
    messages.success(request, gettext("All notifications are marked as read."))
    return redirect("account_notices")


@anyone_signed_in
def choices(request: PortalRequest) -> HttpResponse:
    """Which topics come by e-mail; security always does."""
    chosen = [topic for topic in Topic if topic not in unwanted(request.user)]
    form = TopicsForm(
        request.POST if request.method == "POST" else None, initial={"topics": chosen}
    )
    if form.perform(choose_topics, request.user):
        messages.success(request, gettext("Your choice is saved."))
        return redirect("account_notices")
    return page(request, "accounts/notice_choices.html", form=form, security=HINTS[Topic.SECURITY])
