"""A person's page: who they are here, what they may, what the viewer can do about it and why not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from klucznik.accounts.factors import has_factor
from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.accesses import ticked
from klucznik.members.consequences import of_lowering, who_is_told
from klucznik.members.forms.access import AccessForm
from klucznik.members.forms.people import RoleForm, UntilForm
from klucznik.members.health import outlook_of
from klucznik.members.permissions import may_manage, may_open_for, roles_for, why_not
from klucznik.members.timetable import day_of

KEYS = Role.GLOBAL_ADMINISTRATOR


def member_of(company: Company, member: str) -> Membership:
    """The person's place in this company, or 404."""
    active = Membership.objects.active().select_related("user", "role_by")
    found = get_object_or_404(active, company=company, public_id=member)
    found.company = company
    return found


def person_page(
    request: CompanyRequest,
    target: Membership,
    form: RoleForm | AccessForm | UntilForm | None = None,
) -> HttpResponse:
    """The person's page, with the form that was just refused, if any."""
    viewer = request.membership
    context: dict[str, Any] = {
        "target": target,
        "form": form,
        "role_form": form if isinstance(form, RoleForm) else role_form(request, target),
        "access_form": form if isinstance(form, AccessForm) else access_form(request, target),
        "until_form": form if isinstance(form, UntilForm) else until_form(request, target),
        "may_remove": may_manage(viewer, target),
        "may_open": may_open_for(viewer, target),
        "may_change_keys": bool(keys_form(request, target).roles),
        "why_not": why_not(viewer, target),
        "outlook": outlook_of(target) if target.is_global_administrator else None,
    }
    return page(request, "members/member.html", **context, **story_of(target))


def story_of(target: Membership) -> dict[str, Any]:
    """What is told about the person: how they came, what they open, the second step, what happened lately."""
    return {
        "rights": queries.rights_of(target),
        "inviter": queries.inviter_of(target),
        "with_factor": has_factor(target.user),
        "events": queries.recent_events(target),
    }


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


def until_form(
    request: CompanyRequest, target: Membership, data: QueryDict | None = None
) -> UntilForm | None:
    """The last day, for whoever may change the role; one's own place may be ended sooner."""
    viewer = request.membership
    own = viewer.pk == target.pk and may(viewer, Permission.MEMBERS_MANAGE)
    if not own and not may_manage(viewer, target):
        return None
    return UntilForm(data, initial={"until": day_of(target.until)}, own=own)


def keys_form(request: CompanyRequest, target: Membership) -> RoleForm:
    """The global role to give; or the roles that remain when it is taken away. No roles: nothing to decide here."""
    roles = roles_for(request.membership, target)
    roles = [role for role in roles if (role == KEYS) is not target.is_global_administrator]
    data = request.POST if request.method == "POST" else None
    return RoleForm(data, roles=roles, initial={"role": roles[0].value if roles else ""})


def must_be_sure(
    request: CompanyRequest, target: Membership, form: RoleForm
) -> HttpResponse | None:
    """The page that says what a lower role takes away; None when nothing is taken, or it was read already."""
    if not form.is_valid() or "sure" in request.POST:
        return None
    role = form.cleaned_data["role"]
    if role.rank >= Role(target.role).rank:
        return None
    context: dict[str, Any] = {"consequences": of_lowering(target, role)}
    context["told"] = who_is_told(target)
    return page(request, "members/lower.html", target=target, role=role, **context)


def role_changed(request: CompanyRequest, changed: Membership, words: str) -> HttpResponse:
    """Say it; who changed their own role stays signed in here, and may not see this page any more."""
    messages.success(request, done(words, changed))
    if changed.pk != request.membership.pk:
        return redirect("members:member", request.company.public_id, changed.public_id)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    return redirect(request.company)


def done(sentence: str, membership: Membership) -> str:
    return sentence % {"person": membership.user.display_name, "role": membership.role_label}
