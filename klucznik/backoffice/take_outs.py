"""What somebody of the vendor's staff takes out: their places on it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.backoffice.models import StaffMember


def places(user: User) -> Rows:
    found = StaffMember.objects.filter(user=user).order_by("since")
    return list(found.values("role", "since", "ended_at"))


PARTS = [Part("staff", _("Places on the vendor's staff"), places)]
