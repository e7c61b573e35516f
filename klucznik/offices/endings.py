"""What becomes of the clients of somebody whose place in the office ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, roles_with
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.offices.models import Assignment, Client, Power, Share
from klucznik.offices.serving_people import clients_of_person, left_alone_without

NAMED = 5


class Assignments:
    """Fulfills members.endings.PlaceEnding: whoever is out of the office finds none of its clients any more."""

    def preview(self, membership: Membership) -> list[str]:
        """Which clients nobody would serve any more."""
        count = clients_of_person(membership.company, membership.user).count()
        if not count:
            return []
        served = ngettext(
            "They no longer serve %(count)s client of the office.",
            "They no longer serve %(count)s clients of the office.",
            count,
        )
        sentences = [served % {"count": count}]
        alone = left_alone_without(membership.company, membership.user)
        if names := list(alone.values_list("name", flat=True)[: NAMED + 1]):
            named = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
            text = _("Nobody else serves: %(clients)s. Give these clients to somebody before.")
            sentences.append(text % {"clients": named})
        return sentences

    def carry_out(self, membership: Membership, actor: User | None) -> None:
        """Each client is told in the history; those left without anybody are told together."""
        office, person = membership.company, membership.user
        clients = list(clients_of_person(office, person))
        if not clients:
            return
        alone = list(left_alone_without(office, person).values_list("pk", flat=True))
        _end(membership, actor)
        for client in clients:
            _tell(membership, actor, client)
        if alone:
            record(
                Kind.CLIENTS_LEFT_ALONE,
                actor=actor,
                company=office,
                person=person,
                subject=membership,
                count=len(alone),
                clients=alone,
            )


def end_with_role(fallen: Iterable[Membership]) -> None:
    """Somebody without a role serves nobody (settings.FALLEN_BACK)."""
    for membership in fallen:
        Assignments().carry_out(membership, None)


def end_powers_of_unproven(fallen: Iterable[Membership]) -> None:
    """What nobody had the right to give away, the office does not keep (settings.FALLEN_BACK).

    The sharing goes on; whoever gets the keys of the client's company decides what the office may do.
    """
    for company in sorted({place.company_id for place in fallen}):
        keepers = Membership.objects.filter(company=company, proven_at__isnull=False)
        if keepers.global_administrators().exists():
            continue
        shares = Share.objects.active().filter(company=company)
        for share in shares.select_related("client__office", "product", "company").order_by("pk"):
            _lapse(share)


def _lapse(share: Share) -> None:
    held = Power.objects.filter(share=share, ended_at=None)
    kinds = list(held.order_by("pk").values_list("kind", flat=True))
    if not held.update(ended_at=clock.now()):
        return
    told: dict[str, Any] = {
        "office": share.office.name,
        "client": share.client.name,
        "powers": kinds,
    }
    record(Kind.POWERS_LAPSED, actor=None, company=share.office, subject=share, **told)
    record(
        Kind.POWERS_LAPSED,
        actor=None,
        company=share.company,
        subject=share,
        at_client=True,
        **told,
    )


def pass_clients(place: Membership, kept: User, *, role: Role) -> list[int]:
    """Let the clients of somebody whose two accounts are merged stay with them; the keys of what passed.

    Whom the other account serves already, or where its role serves nobody, is left to end with the place.
    """
    if role not in roles_with(Permission.CLIENTS_SERVE):
        return []
    rows = Assignment.objects.filter(
        client__office=place.company_id, member=place.user_id, ended_at=None
    )
    own = Assignment.objects.filter(member=kept, ended_at=None).values("client")
    passing = list(rows.exclude(client__in=own).values_list("pk", flat=True))
    Assignment.objects.filter(pk__in=passing).update(member=kept)
    return passing


def return_clients(passed: list[int], kept: User, merged: User | None) -> None:
    """The merging is taken back: what still runs goes back to whom it was taken from."""
    rows = Assignment.objects.filter(pk__in=passed, member=kept, ended_at=None)
    again = Assignment.objects.filter(member=merged, ended_at=None).values("client")
    rows.exclude(client__in=again).update(member=merged)


def _end(membership: Membership, actor: User | None) -> None:
    rows = Assignment.objects.filter(
        client__office=membership.company_id, member=membership.user_id, ended_at=None
    )
    rows.update(ended_at=clock.now(), ended_by=actor)


def _tell(membership: Membership, actor: User | None, client: Client) -> None:
    record(
        Kind.CLIENT_UNASSIGNED,
        actor=actor,
        company=membership.company,
        person=membership.user,
        subject=client,
        client=client.name,
    )
