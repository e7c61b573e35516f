"""The life of a license: its states, and which act leads from one to the other. A transfer changes no state."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The word for a license; its days count besides (validation.py)."""

    REGISTERED = "registered", pgettext_lazy("license", "registered")
    UNREGISTERED = "unregistered", pgettext_lazy("license", "unregistered")
    AWAITING = "awaiting", pgettext_lazy("license", "waiting for the vendor")
    SUSPENDED = "suspended", pgettext_lazy("license", "suspended")
    EXPIRED = "expired", pgettext_lazy("license", "expired")
    REVOKED = "revoked", pgettext_lazy("license", "revoked")


class Act(models.TextChoices):
    """What can be done to a license."""

    SEND = "send", _("send the registration")
    ACCEPT = "accept", _("accept the registration")
    DECLINE = "decline", _("decline the registration")
    REGISTER = "register", _("register")
    SUSPEND = "suspend", _("suspend")
    RESUME = "resume", _("resume")
    EXTEND = "extend", _("extend")
    REVOKE = "revoke", _("revoke")


S = Status

# From which states an act is possible, and where it leads. What is not here is refused.
LEADS: dict[Act, dict[Status, Status]] = {
    Act.SEND: {S.UNREGISTERED: S.AWAITING},
    Act.ACCEPT: {S.AWAITING: S.REGISTERED},
    Act.DECLINE: {S.AWAITING: S.UNREGISTERED},
    Act.REGISTER: {S.UNREGISTERED: S.REGISTERED},
    Act.SUSPEND: {S.REGISTERED: S.SUSPENDED},
    Act.RESUME: {S.SUSPENDED: S.REGISTERED},
    # A license that the ERP called expired lives again with a new period.
    Act.EXTEND: {
        S.UNREGISTERED: S.UNREGISTERED,
        S.AWAITING: S.AWAITING,
        S.REGISTERED: S.REGISTERED,
        S.SUSPENDED: S.SUSPENDED,
        S.EXPIRED: S.REGISTERED,
    },
    Act.REVOKE: {
        S.UNREGISTERED: S.REVOKED,
        S.AWAITING: S.REVOKED,
        S.REGISTERED: S.REVOKED,
        S.SUSPENDED: S.REVOKED,
        S.EXPIRED: S.REVOKED,
    },
}


def leads_to(act: Act, status: str) -> Status | None:
    """The state after the act; None where it is not possible."""
    return LEADS[act].get(Status(status))
