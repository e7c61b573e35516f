"""What a person takes out about letters and mergings; the letters themselves are among the declarations."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.letters.models import AddressMove, Merge


def moves(user: User) -> Rows:
    found = AddressMove.objects.filter(person=user).order_by("moved_at")
    return list(found.values("old_email", "new_email", "moved_at", "returned_at"))


def merges(user: User) -> Rows:
    """Also those that were asked for and led to nothing."""
    found = Merge.objects.filter(kept=user).order_by("asked_at")
    return list(
        found.values("asked_at", "done_at", "undone_at", "settled_at").annotate(
            company_name=F("company__name")
        )
    )


PARTS = [
    Part("address-moves", _("Addresses changed by letter"), moves),
    Part("mergings", _("Mergings of your accounts"), merges),
]
