"""What a person takes out about programs: those that act or acted for them, and what they answered."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.programs.models import ProgramGrant, ProgramToken


def programs(user: User) -> Rows:
    """Never their tokens."""
    answers = ProgramGrant.objects.filter(Q(allowed_by=user) | Q(refused_by=user))
    acting = ProgramToken.objects.filter(person=user)
    return [
        *acting.order_by("created_at").values(
            "program", "device_name", "scopes", "created_at", "last_used_at", "ended_at"
        ),
        *answers.order_by("asked_at").values(
            "program", "device_name", "version", "address", "asked_at", "allowed_at", "refused_at"
        ),
    ]


PARTS = [Part("programs", _("Programs that act for you"), programs)]
