"""The users of a company: the list, a person's page, their role, products and end."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.accounts.doors import must_confirm_factor
from klucznik.accounts.factors import is_factor_mature
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.health import health
from klucznik.companies.keys import is_last_global_administrator
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.accesses import ticked
from klucznik.members.actions.access import set_product_access
from klucznik.members.actions.people import change_role, leave_company, remove_member
from klucznik.members.forms.access import AccessForm
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.forms.people import RoleForm
from klucznik.members.permissions import may_manage, may_open_for, roles_for

KEYS = Role.GLOBAL_ADMINISTRATOR


@requires(Permission.MEMBERS_READ)
def members(request: CompanyRequest, company: Company) -> HttpResponse:
    """Everybody in the company, and who was invited."""
    wanted = queries.Filter(request.GET.get("q", "").strip()[:100], request.GET.get("role", ""))
    after = request.GET.get("after")
    context = list_context(request, company, wanted)
    if wanted.role == queries.INVITED:
        found = queries.invitations_page(company, wanted, after)
        return page(request, "members/invited.html", found=found, **context)
    above = [] if after or wanted.role else queries.waiting_above(company, wanted)
    people = queries.members_page(company, wanted, after)
    return page(request, "members/members.html", people=people, above=above, **context)


def list_context(
    request: CompanyRequest, company: Company, wanted: queries.Filter
) -> dict[str, Any]:
    """What stands around both lists: counts, the bus factor, the filter."""
    return {
        "wanted": wanted,
        "counts": queries.head_count(company),
        "health": health(company),
        "days": settings.NOTICE_DAYS,
        "manageable": manageable_roles(request.membership),
        "roles": Role,
    }


@requires(Permission.MEMBERS_READ)
def member(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """One person: who they are here, what they may, what can be done."""
    return person_page(request, member_of(company, member))


@requires(Permission.MEMBERS_MANAGE)
def change_member_role(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Another role below the global one; the keys have a page of their own."""
    target = member_of(company, member)
    form = role_form(request, target, request.POST or None)
    if form is None or request.method != "POST":
        return redirect("members:member", company.public_id, member)
    if changed := form.perform(change_role, request.user, target):
        messages.success(request, done(_("%(person)s: the role is now “%(role)s”."), changed))
        return redirect("members:member", company.public_id, member)
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


@requires(Permission.GLOBAL_GRANT, fresh_factor=True)
def keys(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Give the global role, or take it away; only with a second step confirmed a moment ago."""
    target = member_of(company, member)
    form = keys_form(request, target)
    if not form.roles:
        return redirect("members:member", company.public_id, member)
    if changed := form.perform(change_role, request.user, target):
        messages.success(request, done(_("%(person)s: the role is now “%(role)s”."), changed))
        return redirect("members:member", company.public_id, member)
    mature = target.is_global_administrator or is_factor_mature(request.user)
    return page(request, "members/keys.html", form=form, target=target, mature=mature)


@requires(Permission.MEMBERS_MANAGE)
def remove(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Disconnect a person, after a page that says what will happen."""
    target = member_of(company, member)
    if not may_manage(request.membership, target):
        return redirect("members:member", company.public_id, member)
    if target.is_global_administrator and (answer := must_confirm_factor(request)):
        return answer
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if ended := form.perform(remove_member, request.user, target):
        messages.success(request, done(_("%(person)s is no longer a user of the company."), ended))
        return redirect("members:members", company.public_id)
    return page(request, "members/remove.html", form=form, target=target, ticks=ticked(target))


@requires(Permission.COMPANY_LEAVE)
def leave(request: CompanyRequest, company: Company) -> HttpResponse:
    """Leave a company alone; the last global administrator finds here who could take over."""
    own = request.membership
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(leave_company, request.user, own):
        messages.success(
            request, _("You left the company %(company)s.") % {"company": company.name}
        )
        return redirect("companies:switch")
    is_last = is_last_global_administrator(own)
    successors = queries.possible_successors(own) if is_last else []
    return page(request, "members/leave.html", form=form, is_last=is_last, successors=successors)


def member_of(company: Company, member: str) -> Membership:
    """The person's place in this company, or 404."""
    active = Membership.objects.active().select_related("user", "role_by")
    found = get_object_or_404(active, company=company, public_id=member)
    found.company = company
    return found


def person_page(
    request: CompanyRequest, target: Membership, form: RoleForm | AccessForm | None = None
) -> HttpResponse:
    """The person's page, with the form that was just refused, if any."""
    viewer = request.membership
    context: dict[str, Any] = {
        "target": target,
        "form": form,
        "role_form": form if isinstance(form, RoleForm) else role_form(request, target),
        "access_form": form if isinstance(form, AccessForm) else access_form(request, target),
        "ticks": ticked(target),
        "may_remove": may_manage(viewer, target),
        "may_open": may_open_for(viewer, target),
        "may_change_keys": bool(keys_form(request, target).roles),
    }
    return page(request, "members/member.html", **context)


def role_form(
    request: CompanyRequest, target: Membership, data: QueryDict | None = None
) -> RoleForm | None:
    """Roles below the global one, when there is another one to choose."""
    roles = [role for role in roles_for(request.membership, target) if role != KEYS]
    if target.is_global_administrator or not set(roles) - {Role(target.role)}:
        return None
    return RoleForm(data, roles=roles, initial={"role": target.role})


def access_form(
    request: CompanyRequest, target: Membership, data: QueryDict | None = None
) -> AccessForm:
    initial = {"products": [product.code for product in ticked(target)]}
    return AccessForm(data, company=request.company, initial=initial)


def keys_form(request: CompanyRequest, target: Membership) -> RoleForm:
    """The global role to give; or the roles that remain when it is taken away. No roles: nothing to decide here."""
    roles = roles_for(request.membership, target)
    roles = [role for role in roles if (role == KEYS) is not target.is_global_administrator]
    data = request.POST if request.method == "POST" else None
    return RoleForm(data, roles=roles, initial={"role": roles[0].value if roles else ""})


def done(sentence: str, membership: Membership) -> str:
    return sentence % {"person": membership.user.display_name, "role": membership.role_label}
