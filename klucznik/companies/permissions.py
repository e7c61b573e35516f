"""Who may what in a company: the one page from which doors, menus, buttons and the documentation come."""

from __future__ import annotations

from collections.abc import Collection
from types import SimpleNamespace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from klucznik.companies.errors import CompanyDisputed, CompanySuspended
from klucznik.companies.measures import is_disputed, is_suspended
from klucznik.companies.models import Company, Membership, Role


class Permission(TextChoices):
    """`resource:action`, with the words that tell a person what they may not do."""

    PRODUCTS_READ = "products:read", _("see the products")
    LICENSES_READ = "licenses:read", _("see license numbers and details")
    LICENSES_REGISTER = "licenses:register", _("register licenses")
    LICENSES_MANAGE = "licenses:manage", _("manage licenses")
    LICENSES_TRANSFER = "licenses:transfer", _("pass a license on to another company")
    DEVICES_MANAGE = "devices:manage", _("free the places of devices")
    DATA_READ = "data:read", _("see the company data")
    DATA_EDIT = "data:edit", _("edit the company data")
    MEMBERS_READ = "members:read", _("see the users")
    MEMBERS_MANAGE = "members:manage", _("manage users")
    ADMINISTRATORS_MANAGE = "administrators:manage", _("manage administrators")
    GLOBAL_GRANT = "global:grant", _("give the global administrator role")
    ACCESS_MANAGE = "access:manage", _("control access to products")
    ACCESS_REQUEST = "access:request", _("ask for access to a product")
    DEPUTIES_MANAGE = "deputies:manage", _("name deputies")
    SECURITY_MANAGE = "security:manage", _("demand two-step verification")
    COMPANY_CLOSE = "company:close", _("close the company")
    TRANSACTIONS_READ = "transactions:read", _("see the history of transactions")
    HISTORY_READ = "history:read", _("see the history of the company")
    HISTORY_EXPORT = "history:export", _("download the history of the company")
    RIGHTS_REQUEST = "rights:request", _("ask for global administrator rights")
    RIGHTS_ANSWER = "rights:answer", _("answer requests for rights")
    CLIENTS_SERVE = "clients:serve", _("serve the clients of the accounting office")
    CLIENTS_MANAGE = "clients:manage", _("manage the clients of the accounting office")
    OFFICE_READ = "office:read", _("see the accounting office of the company")
    OFFICE_MANAGE = "office:manage", _("decide what the accounting office may do")
    COMPANY_LEAVE = "company:leave", _("leave the company")


P = Permission

# What each role may; a higher role is written out in full, so that one line tells everything.
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ASSOCIATED: frozenset(
        {P.PRODUCTS_READ, P.ACCESS_REQUEST, P.RIGHTS_REQUEST, P.COMPANY_LEAVE}
    ),
    Role.USER: frozenset(
        {P.PRODUCTS_READ, P.ACCESS_REQUEST, P.RIGHTS_REQUEST, P.CLIENTS_SERVE, P.COMPANY_LEAVE}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            P.PRODUCTS_READ,
            P.LICENSES_READ,
            P.LICENSES_REGISTER,
            P.DEVICES_MANAGE,
            P.DATA_READ,
            P.MEMBERS_READ,
            P.MEMBERS_MANAGE,
            P.ACCESS_MANAGE,
            P.HISTORY_READ,
            P.CLIENTS_SERVE,
            P.CLIENTS_MANAGE,
            P.OFFICE_READ,
        }
        | {P.ACCESS_REQUEST, P.RIGHTS_REQUEST, P.COMPANY_LEAVE}
    ),
    Role.GLOBAL_ADMINISTRATOR: frozenset(set(Permission) - {P.RIGHTS_REQUEST}),
}

# Who may grant global rights: holders of global:grant, which only the global role has, and not while on probation.
DENIED_ON_PROBATION = frozenset(
    {
        P.GLOBAL_GRANT,
        P.RIGHTS_ANSWER,
        P.ADMINISTRATORS_MANAGE,
        P.DEPUTIES_MANAGE,
        P.COMPANY_CLOSE,
        P.HISTORY_EXPORT,
        P.LICENSES_TRANSFER,
        P.OFFICE_MANAGE,
    }
)

# While two sides dispute who represents the company, neither takes rights from anybody or hands the keys on.
# What else reduces others (removing or limiting a user) is refused by members.permissions.may_manage.
DENIED_IN_DISPUTE = frozenset(
    {
        P.GLOBAL_GRANT,
        P.RIGHTS_ANSWER,
        P.ADMINISTRATORS_MANAGE,
        P.DEPUTIES_MANAGE,
        P.SECURITY_MANAGE,
        P.COMPANY_CLOSE,
        P.LICENSES_TRANSFER,
        P.OFFICE_MANAGE,
    }
)
# What is left while the vendor suspended changes: reading, leaving, and the way to the vendor.
KEPT_IN_SUSPENSION = frozenset(
    {
        P.PRODUCTS_READ,
        P.LICENSES_READ,
        P.DATA_READ,
        P.MEMBERS_READ,
        P.TRANSACTIONS_READ,
        P.HISTORY_READ,
        P.HISTORY_EXPORT,
        P.CLIENTS_SERVE,
        P.OFFICE_READ,
        P.RIGHTS_REQUEST,
        P.COMPANY_LEAVE,
    }
)


def permissions_of(membership: Membership) -> frozenset[Permission]:
    """What this member may do now."""
    granted = GRANTS[Role(membership.role)]
    if membership.is_on_probation:
        granted -= DENIED_ON_PROBATION
    if is_disputed(membership.company):
        granted -= DENIED_IN_DISPUTE
    return granted & KEPT_IN_SUSPENSION if is_suspended(membership.company) else granted


def why_denied(company: Company | None, permission: Permission) -> str:
    """The measure of the vendor's staff that takes this permission from everybody now; empty when none does."""
    if company is not None and is_suspended(company) and permission not in KEPT_IN_SUSPENSION:
        return str(CompanySuspended.message)
    if company is not None and is_disputed(company) and permission in DENIED_IN_DISPUTE:
        return str(CompanyDisputed.message)
    return ""


def may(membership: Membership, permission: Permission) -> bool:
    return permission in permissions_of(membership)


def abilities(membership: Membership) -> SimpleNamespace:
    """`can.members_manage` and so on, for templates."""
    held = permissions_of(membership)
    return SimpleNamespace(
        **{permission.value.replace(":", "_"): permission in held for permission in Permission}
    )


def manageable_roles(membership: Membership) -> list[Role]:
    """Roles that this member may give to others and take from them; nobody gives more than they hold."""
    return roles_given_with(permissions_of(membership))


def roles_given_with(held: Collection[Permission]) -> list[Role]:
    """Roles that these permissions let a person give and take; the role one holds is the highest among them."""
    roles = [Role.USER] if P.MEMBERS_MANAGE in held else []
    roles += [Role.ADMINISTRATOR] if P.ADMINISTRATORS_MANAGE in held else []
    roles += [Role.GLOBAL_ADMINISTRATOR] if P.GLOBAL_GRANT in held else []
    return roles


def roles_with(permission: Permission) -> list[Role]:
    """Roles that hold a permission, for "ask a ..." sentences and the documentation."""
    return [role for role in Role if permission in GRANTS[role]]
