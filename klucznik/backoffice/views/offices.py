"""Accounting offices and what they share, as the staff see them: read, and ended by a lead with a reason."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from klucznik.backoffice.doors import (
    StaffRequest,
    must_confirm_again,
    opens_company,
    opens_share,
    staff,
)
from klucznik.backoffice.forms.licenses import ReasonForBothForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries import offices
from klucznik.companies.models import Company
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.offices.actions.ending import end_share
from klucznik.offices.life import Act, leads_to
from klucznik.offices.models import Share, Side
from klucznik.offices.serving_people import people_of


@staff(StaffPermission.COMPANIES_READ)
@require_GET
def offices_gone(request: StaffRequest) -> HttpResponse:
    """Whose clients have to be helped on: their office has no license any more."""
    return page(
        request, "backoffice/offices_gone.html", page=offices.offices_gone(request.GET.get("after"))
    )


@staff(StaffPermission.COMPANIES_READ)
@opens_company
@require_GET
def company_shares(request: StaffRequest, company: Company) -> HttpResponse:
    """Everything that this office shares or shared, or that was shared with this company."""
    rows = keyset(offices.shares_around(company), ("-id",), request.GET.get("after"))
    return page(request, "backoffice/company_shares.html", shown=company, page=rows)


@staff(StaffPermission.COMPANIES_READ)
@opens_share
@require_GET
def share(request: StaffRequest, share: Share) -> HttpResponse:
    """One share: its state and dates, who did what; never its link."""
    return page(
        request,
        "backoffice/share.html",
        share=share,
        powers=share.powers.order_by("kind", "id"),
        serving=people_of(share.client),
        reason=offices.reason_of(share),
        can_end=leads_to(Act.END, share.state) is not None,
    )


@staff(StaffPermission.SHARES_END)
@opens_share
@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, share: Share) -> HttpResponse:
    """End it for the vendor; the client reads and exports as after any other end."""
    if answer := must_confirm_again(request):
        return answer
    form = ReasonForBothForm(request.POST if request.method == "POST" else None)
    if form.perform(partial(end_share, side=Side.VENDOR), request.user, share):
        messages.success(request, _("The sharing has ended; both companies are told."))
        return redirect("backoffice:share", share.public_id)
    return page(request, "backoffice/end_share.html", share=share, form=form)
