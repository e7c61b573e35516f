"""What is done about one person: their role, products, last day, keys and end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.accounts.doors import must_confirm_factor
from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.purposes import Purpose
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.members.actions.access import set_product_access
from klucznik.members.actions.limits import set_access_until, set_place_until
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.consequences import of_disconnecting, who_is_told
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.forms.people import UntilForm
from klucznik.members.health import outlook_of
from klucznik.members.models import ProductAccess
from klucznik.members.permissions import may_manage, may_open_for
from klucznik.members.timetable import day_of
from klucznik.members.views.person import (
    access_form,
    done,
    keys_form,
    member_of,
    must_be_sure,
    person_page,
    role_changed,
    role_form,
    until_form,
)


@requires(Permission.MEMBERS_READ)
def member(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """One person: who they are here, what they may, what can be done."""
    return person_page(request, member_of(company, member))


@requires(Permission.MEMBERS_MANAGE)
def change_member_role(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Another role below the global one, a lower one after a page that says what it takes; the keys have their own."""
    target = member_of(company, member)
    form = role_form(request, target, request.POST or None)
    if form is None or request.method != "POST":
        return redirect("members:member", company.public_id, member)
    if answer := must_be_sure(request, target, form):
        return answer
    if changed := form.perform(change_role, request.user, target):
        return role_changed(request, changed, _("%(person)s: the role is now “%(role)s”."))
    return person_page(request, target, form)


@requires(Permission.ACCESS_MANAGE)
def change_access(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Which products this person opens."""
    target = member_of(company, member)
    form = access_form(request, target, request.POST if request.method == "POST" else None)
    if changed := form.perform(set_product_access, request.user, target):
        messages.success(request, done(_("%(person)s: the rights to products are saved."), changed))
    elif form.is_bound:
        return person_page(request, target, form)
    return redirect("members:member", company.public_id, member)


@requires(Permission.MEMBERS_MANAGE)
def change_until(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """The last day of this person in the company, or none."""
    target = member_of(company, member)
    form = until_form(request, target, request.POST if request.method == "POST" else None)
    if form is None or request.method != "POST":
        return redirect("members:member", company.public_id, member)
    if target.is_global_administrator and (answer := must_confirm_factor(request, Purpose.GRANT)):
        return answer
    if changed := form.perform(set_place_until, request.user, target):
        messages.success(request, done(_("%(person)s: the last day is saved."), changed))
        return redirect("members:member", company.public_id, member)
    return person_page(request, target, form)


@requires(Permission.ACCESS_MANAGE)
def change_access_until(
    request: CompanyRequest, company: Company, member: str, product: str
) -> HttpResponse:
    """The last day on which this person opens a product, or none."""
    target = member_of(company, member)
    held = ProductAccess.objects.held().select_related("product", "granted_by")
    right = get_object_or_404(held, membership=target, product__code=product)
    if not may_open_for(request.membership, target):
        return redirect("members:member", company.public_id, member)
    data = request.POST if request.method == "POST" else None
    form = UntilForm(data, initial={"until": day_of(right.until)}, product=right.product)
    if form.perform(set_access_until, request.user, target, product=right.product):
        messages.success(request, done(_("%(person)s: the last day is saved."), target))
        return redirect("members:member", company.public_id, member)
    return page(request, "members/access_until.html", form=form, target=target, right=right)


@requires(Permission.GLOBAL_GRANT, fresh_factor=True)
def keys(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Give the global role, or take it away; only with a second step confirmed a moment ago."""
    target = member_of(company, member)
    form = keys_form(request, target)
    if not form.roles:
        return redirect("members:member", company.public_id, member)
    if changed := form.perform(change_role, request.user, target):
        return role_changed(request, changed, _("%(person)s: the role is now “%(role)s”."))
    mature = target.is_global_administrator or is_factor_mature(request.user)
    context: dict[str, Any] = {"mature": mature, "outlook": outlook_of(target)}
    return page(request, "members/keys.html", form=form, target=target, **context)


@requires(Permission.MEMBERS_MANAGE)
def remove(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Disconnect a person, after a page that says what will happen."""
    target = member_of(company, member)
    if not may_manage(request.membership, target):
        return redirect("members:member", company.public_id, member)
    if target.is_global_administrator and (answer := must_confirm_factor(request, Purpose.GRANT)):
        return answer
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if ended := form.perform(remove_member, request.user, target):
        messages.success(request, done(_("%(person)s is no longer a user of the company."), ended))
        return redirect("members:members", company.public_id)
    context: dict[str, Any] = {
        "consequences": of_disconnecting(target),
        "told": who_is_told(target),
    }
    context["outlook"] = outlook_of(target)
    return page(request, "members/remove.html", form=form, target=target, **context)
