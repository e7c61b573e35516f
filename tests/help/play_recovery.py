"""Plays of the articles about the keys of a company: ways, requests, declarations, objections, deputies, a death."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from types import SimpleNamespace

from klucznik.core import clock
from klucznik.declarations.actions.accepting import end_waiting
from klucznik.declarations.actions.submitting import submit_declaration
from klucznik.declarations.models import Declaration
from klucznik.recovery.models import RightsRequest
from tests import factories
from tests.declarations import cases
from tests.help.plays import Play, answer, do, enter, follow, letter, play, see, send, stranger
from tests.letters.letters import newcomer
from tests.recovery import stepping

ALFA = {"company": "{alfa.public_id}"}
CASE = {"public_id": "{case.public_id}"}
ASKED = ALFA | {"wanted": "{asked.public_id}"}
FORM = {
    "name_1": "Alfred Alfowski", "function_1": "prezes zarządu", "language": "pl", "consent": "on",
    "reason": "Konto administratora zostało usunięte.",
}  # fmt: skip
DEATH = FORM | {"owner": "Alfred Alfowski", "capacity": "manager", "paper": "register"}
REASON = {"reason": "Prowadzę księgowość firmy od stycznia."}
# Looking into a file takes a process of its own: once is enough for all plays.
scan = cache(cases.scan)


# --- what happens behind the scenes


def keys_are_lost(things: SimpleNamespace) -> None:
    """Anna has left, Dorota is associated."""
    cases.lose_the_keys(things)


def newest(things: SimpleNamespace) -> None:
    """The case that the play is about from now on."""
    things.case = Declaration.objects.select_related("company", "claimant").latest("pk")


def file_is_added(things: SimpleNamespace) -> None:
    newest(things)
    cases.add_files(things.case.claimant, things.case, file=[scan()])


def more_is_asked(things: SimpleNamespace) -> None:
    cases.decided(things.filip, things.case, "ask", note="Skan jest nieczytelny.")


def rejected(things: SimpleNamespace) -> None:
    for reviewer in (things.filip, things.grazyna):
        cases.decided(reviewer, things.case, "reject")


def approved(things: SimpleNamespace) -> None:
    for reviewer in (things.filip, things.grazyna):
        cases.decided(reviewer, things.case)


def approved_with_a_lead(things: SimpleNamespace) -> None:
    cases.decided(things.filip, things.case)
    cases.decided(things.henryk, things.case, as_lead=True)


def waited_out(things: SimpleNamespace) -> None:
    """The waiting period is over, and the account has its second step."""
    newest(things)
    past = clock.now() - timedelta(minutes=1)
    Declaration.objects.filter(pk=things.case.pk).update(notice_ends_at=past, due_at=past)
    end_waiting(cases.fresh(things.case))
    factories.with_factor(things.case.claimant)


def bogna_waits(things: SimpleNamespace) -> None:
    """Another declaration, approved; an invoice could still speak for it."""
    cases.draft(things.bogna, things.alfa)
    file_is_added(things)
    things.case = submit_declaration(things.bogna, cases.fresh(things.case))
    factories.transaction(things.alfa, on=clock.today())
    approved(things)


def somebody_waits(things: SimpleNamespace) -> None:
    keys_are_lost(things)
    bogna_waits(things)


def request_is_there(things: SimpleNamespace) -> None:
    things.asked = RightsRequest.objects.latest("pk")
    factories.with_factor(things.anna)


def deputy_agreed(things: SimpleNamespace) -> None:
    stepping.deputy_of(things)


def nobody_answers(things: SimpleNamespace) -> None:
    stepping.lose_touch(things)


def heir_comes(things: SimpleNamespace) -> None:
    things.olga = newcomer(things.alfa)


PLAYS: dict[str, Play] = {
    "recover-rights": play(
        enter("bogna"),
        see("licensing:products", **ALFA),
        see("recovery:ways", **ALFA),
        do(keys_are_lost),
        enter("dorota"),
        see("licensing:products", **ALFA),
        see("recovery:ways", **ALFA),
    ),
    "declaration": play(
        enter("dorota"),
        see("recovery:ways", **ALFA),
        see("recovery:declare", **ALFA),
        send("recovery:declare", FORM, **ALFA),
        do(file_is_added),
        see("declarations:case", **CASE),
        send("declarations:submit", {}, **CASE),
        do(more_is_asked),
        see("declarations:case", **CASE),
        send("declarations:submit", {"answer": "Nowy skan."}, **CASE),
        do(rejected),
        see("declarations:case", **CASE),
        see("declarations:appeal", **CASE),
        do(bogna_waits),
        do(waited_out),
        enter("bogna", factor=True),
        see("declarations:case", **CASE),
        see("declarations:accept", **CASE),
        stage=keys_are_lost,
    ),
    "request": play(
        enter("bogna"),
        see("recovery:ways", **ALFA),
        see("recovery:request", **ALFA),
        send("recovery:request", REASON, **ALFA),
        letter("{anna.email}"),
        do(request_is_there),
        enter("anna", factor=True),
        see("licensing:products", **ALFA),
        see("recovery:requests", **ALFA),
        see("recovery:show_request", **ASKED),
        see("recovery:approve_request", **ASKED),
        send("recovery:show_request", {"answer": "Nie znam tej osoby."}, **ASKED),
        enter("bogna"),
        see("recovery:ways", **ALFA),
    ),
    "waiting-and-objections": play(
        enter("bogna"),
        see("declarations:case", **CASE),
        see("declarations:prove_invoice", **CASE),
        letter("{anna.email}"),
        stranger(),
        follow("objection"),
        see("declarations:check"),
        send("declarations:check", {"number": "{case.number}"}),
        do(waited_out),
        enter("bogna", factor=True),
        see("declarations:case", **CASE),
        stranger(),
        follow("objection"),
        answer({"statement": "Nie znam tej osoby."}),
        stage=somebody_waits,
    ),
    "deputy-steps-in": play(
        enter("bogna"),
        see("members:deputyship", **ALFA),
        do(nobody_answers),
        see("members:deputyship", **ALFA),
        see("recovery:step_in", **ALFA),
        send("recovery:step_in", {}, **ALFA),
        letter("{anna.email}"),
        do(waited_out),
        enter("bogna", factor=True),
        see("declarations:case", **CASE),
        see("declarations:withdraw", **CASE),
        send("declarations:accept", {}, **CASE),
        stage=deputy_agreed,
    ),
    "owner-death": play(
        enter("olga"),
        see("letters:letters", **ALFA),
        see("letters:death", **ALFA),
        send("letters:death", DEATH, **ALFA),
        do(file_is_added),
        see("declarations:case", **CASE),
        send("declarations:submit", {}, **CASE),
        do(approved_with_a_lead),
        do(waited_out),
        enter("olga", factor=True),
        see("declarations:case", **CASE),
        send("declarations:accept", {}, **CASE),
        stage=heir_comes,
    ),
}
