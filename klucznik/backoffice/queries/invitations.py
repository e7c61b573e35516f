"""First administrators: who was invited and what came of it, and who could be invited."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Company, FormerAdministrator, Membership, Role
from klucznik.core import clock
from klucznik.recovery.models import FirstAdministratorInvitation


class Fate(TextChoices):
    """What came of an invitation."""

    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    BOUNCED = "bounced", _("bounced")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


def _is(fate: str) -> Q:
    late = Q(expired_at__isnull=False) | Q(
        expires_at__lte=clock.now(), accepted_at=None, revoked_at=None, bounced_at=None
    )
    match fate:
        case Fate.ACCEPTED:
            return Q(accepted_at__isnull=False)
        case Fate.BOUNCED:
            return Q(bounced_at__isnull=False, accepted_at=None)
        case Fate.REVOKED:
            return Q(revoked_at__isnull=False)
        case Fate.EXPIRED:
            return late
        case _:
            ended = Q(accepted_at=None, revoked_at=None, bounced_at=None, expired_at=None)
            return ended & Q(expires_at__gt=clock.now())


def invitations(fate: str = "") -> QuerySet[FirstAdministratorInvitation]:
    """All invitations, or those of one fate."""
    found = FirstAdministratorInvitation.objects.select_related("company", "declaration")
    found = found.annotate(is_waiting=Q(_is(Fate.WAITING)))
    return found.filter(_is(fate)) if fate in Fate.values else found


def fates() -> list[tuple[Fate, int]]:
    """How many invitations had which fate."""
    counts = FirstAdministratorInvitation.objects.aggregate(
        **{fate.value: Count("pk", filter=_is(fate)) for fate in Fate}
    )
    return [(fate, counts[fate.value]) for fate in Fate]


def invitable() -> QuerySet[Company]:
    """Customers who never had an administrator, have an address in the vendor's books and no invitation that waits.

    The action looks at each of them again; this only finds them in one query.
    """
    held = Membership.objects.filter(
        company=OuterRef("pk"), role=Role.GLOBAL_ADMINISTRATOR, proven_at__isnull=False
    )
    stones = FormerAdministrator.objects.filter(company=OuterRef("pk"))
    invited = FirstAdministratorInvitation.objects.filter(
        _is(Fate.WAITING) | _is(Fate.ACCEPTED), company=OuterRef("pk")
    )
    # What the customer typed is no address of the vendor's books. Compared as text: SQLite does not look into JSON.
    edited = Company.objects.annotate(edited_text=Cast("edited_fields", TextField()))
    written = Q(vendor_email__gt="") | (Q(email__gt="") & ~Q(edited_text__contains='"email"'))
    return edited.filter(
        written, ~Exists(held), ~Exists(stones), ~Exists(invited), known_at__isnull=False
    )
