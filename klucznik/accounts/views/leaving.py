"""The way out: what a deletion would do, the decision, and the word that it was asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters

from klucznik.accounts.actions.leaving import ask_for_deletion
from klucznik.accounts.departures import consequences, inventory
from klucznik.accounts.doors import anyone_signed_in, must_confirm_factor
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.accounts.paper_forms import DeleteAccountForm
from klucznik.accounts.purposes import Purpose
from klucznik.accounts.trying import count_try
from klucznik.core.http import PortalRequest, page
from klucznik.limits.counting import consume


@anyone_signed_in
@sensitive_post_parameters("password")
def delete(request: PortalRequest) -> HttpResponse:
    """What goes, what stays, who takes over, when it is final: and one decision, about exactly that."""
    factor = has_factor(request.user)
    if factor and (answer := must_confirm_factor(request, Purpose.ACCOUNT)):
        return answer
    form = DeleteAccountForm(
        request.POST or None,
        person=request.user,
        consequences=consequences(request.user),
        with_password=not factor,
    )
    if user := form.perform(ask_for_deletion, request.user, first=_counting(request)):
        return _gone(request, user)
    return _plan(request, form)


def _plan(request: PortalRequest, form: DeleteAccountForm) -> HttpResponse:
    """The page, with what is different from the one that was sent back."""
    changed = form.changed()
    form.refresh()
    held = inventory(request.user)
    return page(
        request,
        "accounts/delete.html",
        form=form,
        changed=changed,
        goes=[one for one in held if not one.stays],
        stays=[one for one in held if one.stays],
        consequences=form.now,
        barred=any(one.tone == "barrier" for one in form.now),
        days=settings.DELETION_DAYS,
    )


def _gone(request: PortalRequest, user: User) -> HttpResponse:
    logout(request)
    with override(user.language):
        return page(request, "accounts/deletion_asked.html", person=user)


def _counting(request: PortalRequest) -> Callable[[], None]:
    """Each try counts; typing a password here is a try at the password like any other."""

    def count() -> None:
        consume(deletion__account=request.user.pk)
        if "password" in request.POST:
            count_try(request, request.user.email)

    return count
