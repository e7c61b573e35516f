"""Notices for customers: written, seen in both languages, published, continued, ended, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.notice_course import ContinueForm, EndForm, HoursForm, PlanForm
from klucznik.backoffice.forms.notices import CorrectForm, NoticeForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries import notices as queries
from klucznik.backoffice.views.notices_typed import keep_new, keep_typed, kept_typed
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.news.actions.course import change_hours, continue_notice, end, withdraw
from klucznik.news.actions.publishing import drop_plan, plan, publish
from klucznik.news.actions.writing import correct, draft, edit, unstored
from klucznik.news.models import Notice

PREVIEW = "preview"
# Acts that stand as a form on the page of the notice.
ACTS: dict[str, tuple[str, type[ActionForm]]] = {
    "plan_notice": ("plan_form", PlanForm),
    "continue_notice": ("continue_form", ContinueForm),
    "notice_hours": ("hours_form", HoursForm),
    "end_notice": ("end_form", EndForm),
}


@staff(StaffPermission.NOTICES_PUBLISH)
@require_GET
def notices(request: StaffRequest) -> HttpResponse:
    rows = keyset(queries.all_notices(), ("-id",), request.GET.get("after"))
    return page(request, "backoffice/notices.html", page=rows)


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_new)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    initial = {"kind": request.GET.get("kind", ""), "impact": "none"}
    form = NoticeForm(sent(request), initial=initial)
    if is_to_keep(request) and (made := form.perform(draft, request.user)):
        messages.success(request, _("The draft is kept. Nobody but the staff sees it."))
        return redirect("backoffice:notice", made.public_id)
    return page(request, "backoffice/notice_form.html", form=form, **seen(request, form))


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_typed)
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, notice: str) -> HttpResponse:
    found = get_object_or_404(Notice, public_id=notice)
    form = NoticeForm(sent(request), initial=NoticeForm.initial_of(found))
    if is_to_keep(request) and (kept := form.perform(edit, request.user, found)):
        messages.success(request, _("Kept."))
        return redirect("backoffice:notice", kept.public_id)
    context = seen(request, form)
    return page(request, "backoffice/notice_form.html", form=form, notice=found, **context)


def sent(request: StaffRequest) -> QueryDict | None:
    """What was typed now, or before the staff session ended."""
    return request.POST if request.method == "POST" else kept_typed(request, request.path)


def is_to_keep(request: StaffRequest) -> bool:
    """Sent to be stored: not to be looked at, and not what waited for a new session."""
    return request.method == "POST" and request.POST.get("act") != PREVIEW


def seen(request: StaffRequest, form: NoticeForm) -> dict[str, Any]:
    """What a preview adds to the page: both languages and how many people it reaches; nothing is stored."""
    if request.POST.get("act") != PREVIEW or not (made := form.perform(unstored)):
        return {}
    content = form.cleaned_data["content"]
    return {"previews": queries.previews(made), "reach": queries.reach_of(content)}


@staff(StaffPermission.NOTICES_PUBLISH)
@require_GET
def notice(request: StaffRequest, notice: str) -> HttpResponse:
    found = get_object_or_404(queries.all_notices(), public_id=notice)
    waiting = {
        name: form(typed)
        for act, (name, form) in ACTS.items()
        if (typed := kept_typed(request, reverse(f"backoffice:{act}", args=[notice])))
    }
    return shown(request, found, **waiting)


def shown(request: StaffRequest, found: Notice, **forms: ActionForm) -> HttpResponse:
    """The page of one notice; a form that was refused stands in it as it was typed."""
    context: dict[str, Any] = {
        "notice": found,
        "story": queries.story(found),
        "acts": queries.acts(found),
        "previews": queries.previews(found),
        "reach": queries.reach(found),
        "history": queries.history_of(found),
        "mailings": found.mailings.all(),
        "plan_form": PlanForm(initial={"publish_at": found.publish_at}),
        "continue_form": ContinueForm(),
        "hours_form": HoursForm(initial={"starts_at": found.starts_at, "ends_at": found.ends_at}),
        "end_form": EndForm(),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return page(request, "backoffice/notice.html", status=status, **(context | forms))


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_typed)
@require_http_methods(["GET", "POST"])
def correct_words(request: StaffRequest, notice: str) -> HttpResponse:
    found = get_object_or_404(Notice, public_id=notice)
    form = CorrectForm(sent(request), initial=NoticeForm.initial_of(found))
    if is_to_keep(request) and (kept := form.perform(correct, request.user, found)):
        messages.success(request, _("Corrected. Nobody is told again."))
        return redirect("backoffice:notice", kept.public_id)
    return page(request, "backoffice/notice_form.html", form=form, notice=found, correcting=True)


@staff(StaffPermission.NOTICES_PUBLISH)
@require_POST
def publish_now(request: StaffRequest, notice: str) -> HttpResponse:
    found = get_object_or_404(Notice, public_id=notice)
    is_sent = found.by_email or found.kind == Notice.Kind.TERMS
    told = _("Published. Letters go out by themselves.") if is_sent else _("Published.")
    return pressed(request, notice, publish, told)


@staff(StaffPermission.NOTICES_PUBLISH)
@require_POST
def drop_date(request: StaffRequest, notice: str) -> HttpResponse:
    return pressed(request, notice, drop_plan, _("It has no date any more and is a draft again."))


@staff(StaffPermission.NOTICES_PUBLISH)
@require_POST
def take_back(request: StaffRequest, notice: str) -> HttpResponse:
    return pressed(request, notice, withdraw, _("Withdrawn. No page shows it any more."))


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_typed)
@require_POST
def plan_date(request: StaffRequest, notice: str) -> HttpResponse:
    done = _("It comes out at this date by itself.")
    return typed(request, notice, "plan_notice", plan, done)


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_typed)
@require_POST
def go_on(request: StaffRequest, notice: str) -> HttpResponse:
    done = _("Added. It stands on the status page now.")
    return typed(request, notice, "continue_notice", continue_notice, done)


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_typed)
@require_POST
def hours(request: StaffRequest, notice: str) -> HttpResponse:
    done = _("The hours are changed. Whoever was told by e-mail is told again.")
    return typed(request, notice, "notice_hours", change_hours, done)


@staff(StaffPermission.NOTICES_PUBLISH, keep=keep_typed)
@require_POST
def end_now(request: StaffRequest, notice: str) -> HttpResponse:
    done = _("It is over.")
    return typed(request, notice, "end_notice", end, done)


def pressed(
    request: StaffRequest, public_id: str, action: Callable[..., object], done: str
) -> HttpResponse:
    """One button about one notice; a refusal is told on its page."""
    found = get_object_or_404(Notice, public_id=public_id)
    form = ActForm(request.POST)
    if form.perform(action, request.user, found):
        messages.success(request, done)
    tell_refusal(request, form)
    return redirect("backoffice:notice", found.public_id)


def typed(
    request: StaffRequest, public_id: str, act: str, action: Callable[..., object], done: str
) -> HttpResponse:
    """A form of the notice's page; refused, the page comes again with what was typed."""
    found = get_object_or_404(queries.all_notices(), public_id=public_id)
    name, kind = ACTS[act]
    form = kind(request.POST)
    if form.perform(action, request.user, found):
        messages.success(request, done)
        return redirect("backoffice:notice", found.public_id)
    return shown(request, found, **{name: form})
