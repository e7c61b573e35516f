"""Who is written to when a member's role changes or their place ends."""

from __future__ import annotations

from klucznik.companies.models import Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.members.emails.telling import global_administrators, tell_others, told
from klucznik.members.places import Reason

GLOBAL = Role.GLOBAL_ADMINISTRATOR.value


@on(Kind.MEMBER_ROLE_CHANGED)
def role_changed(event: Event) -> None:
    """To the person; to all global administrators when the keys were given or taken.

    Stepping down within a hand-over is told with it (keys.py).
    """
    if event.facts.get("handed_over"):
        return
    person, before, after = event.person, event.facts["old_role"], event.facts["role"]
    assert person is not None
    send(
        "members/emails/role_changed",
        to=person,
        event=event,
        **told(event),
        role=after,
        old_role=before,
    )
    if after == GLOBAL:
        tell_others(event, "members/emails/global_role_given")
    elif before == GLOBAL:
        tell_others(event, "members/emails/global_role_taken")


@on(Kind.MEMBER_REMOVED)
def member_removed(event: Event) -> None:
    """To the person; to all global administrators when it was one of them.

    What an accounting office took back is told by the office's part, in words of its own.
    """
    person = event.person
    assert person is not None
    if event.facts["reason"] == Reason.WITHDRAWN:
        return
    send("members/emails/member_removed", to=person, event=event, **told(event))
    if event.facts["role"] == GLOBAL:
        tell_others(event, "members/emails/global_role_taken")


@on(Kind.MEMBER_LEFT)
def member_left(event: Event) -> None:
    """To the global administrators; not about associated people, who held nothing, nor twice about a hand-over."""
    if event.facts["role"] == Role.ASSOCIATED or event.facts["reason"] == Reason.HANDED_OVER:
        return
    facts = {"role": event.facts["role"], "deleted": event.facts["reason"] == Reason.DELETED}
    for administrator in global_administrators(event, apart_from={event.person_id}):
        send("members/emails/member_left", to=administrator, event=event, **told(event), **facts)
