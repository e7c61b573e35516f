"""Plays of the articles about licenses and purchases: what there is, registering, the end, passing on, trials."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from klucznik.core import clock
from klucznik.licensing.actions.apps import start_trial
from klucznik.licensing.actions.periods import add_extension
from klucznik.licensing.models import License, Transfer
from tests import factories
from tests.help.plays import Play, answer, do, enter, letter, play, see, send
from tests.licensing import lines

ALFA = {"company": "{alfa.public_id}"}
LICENSE = ALFA | {"license": "{alfa_license.public_id}"}
NEXO = ALFA | {"license": "{nexo.public_id}"}
APP = ALFA | {"license": "{app.public_id}"}
OFFER = {"company": "{beta.public_id}", "transfer": "{offer.public_id}"}
STATED = dict.fromkeys(lines.STATED, "on")


def more_in_use(things: SimpleNamespace) -> None:
    """A license that became smaller than what it holds."""
    small = factories.license(things.alfa, amount=1)
    for _ in range(2):
        factories.activation(small)


def unregistered(things: SimpleNamespace) -> None:
    """One license of each line; the registered one has an activation code."""
    factories.signing_key()
    things.gt = lines.unregistered(things.alfa, lines.gt())
    things.nexo = lines.unregistered(things.alfa, lines.nexo())
    things.app = lines.unregistered(things.alfa, lines.cloud())
    License.objects.filter(pk=things.alfa_license.pk).update(code_nonce="once")


def near_end(things: SimpleNamespace) -> None:
    soon = clock.today() + timedelta(days=5)
    License.objects.filter(pk=things.alfa_license.pk).update(valid_to=soon)


def both_with_factor(things: SimpleNamespace) -> None:
    factories.with_factor(things.anna)
    factories.with_factor(things.celina)


def offered(things: SimpleNamespace) -> None:
    things.offer = Transfer.objects.get()


def to_try(things: SimpleNamespace) -> None:
    things.program, things.application = lines.nexo(), lines.cloud()


def trial_is_over(things: SimpleNamespace) -> None:
    trial = start_trial(things.anna, things.alfa, product=things.program)
    over = clock.today() - timedelta(days=3)
    License.objects.filter(pk=trial.pk).update(valid_from=over, valid_to=over)


def extended(things: SimpleNamespace) -> None:
    today = clock.today()
    add_extension(things.henryk, things.alfa_license, metric="seats", amount=2, starts_on=today)
    more_in_use(things)


def ordered(things: SimpleNamespace) -> None:
    for status in ("paid", "pending", "cancelled"):
        factories.transaction(things.alfa, license=things.alfa_license, status=status)


PLAYS: dict[str, Play] = {
    "my-products": play(
        enter("anna"),
        see("companies:switch"),
        see("licensing:products", **ALFA),
        see("licensing:license", **LICENSE),
        see("members:my_access", **ALFA),
        stage=more_in_use,
    ),
    "register-license": play(
        enter("anna"),
        see("licensing:products", **ALFA),
        see("licensing:license", company="{alfa.public_id}", license="{gt.public_id}"),
        see("licensing:license", **NEXO),
        see("licensing:file", **NEXO),
        send("licensing:register", STATED, **NEXO),
        see("licensing:file", **NEXO),
        see("licensing:license", **APP),
        see("licensing:accept_terms", **APP),
        answer({"accepted": "on"}),
        letter("{anna.email}"),
        see("licensing:license", **LICENSE),
        see("licensing:change_code", **LICENSE),
        stage=unregistered,
    ),
    "license-ends": play(
        enter("anna"),
        see("licensing:products", **ALFA),
        see("licensing:license", **LICENSE),
        see("licensing:periods", **LICENSE),
        see("licensing:calendar", **ALFA),
        stage=near_end,
    ),
    "transfer-license": play(
        enter("anna", factor=True),
        see("licensing:periods", **LICENSE),
        see("licensing:transfer", **LICENSE),
        see("licensing:offer_transfer", **LICENSE),
        see(
            "/companies/{alfa.public_id}/products/{alfa_license.public_id}/transfer/offer/"
            "?tax_id={beta.tax_number}"
        ),
        answer({"stated": "on"}),
        do(offered),
        see("licensing:transfer", **LICENSE),
        see("letters:transfer", **ALFA),
        letter("{celina.email}"),
        enter("celina", factor=True),
        see("licensing:products", company="{beta.public_id}"),
        see("licensing:takeover", **OFFER),
        see("licensing:accept_transfer", **OFFER),
        answer({"stated": "on"}),
        stage=both_with_factor,
    ),
    "trial": play(
        enter("anna"),
        see("licensing:products", **ALFA),
        see("licensing:trials", **ALFA),
        see("licensing:try", product="{application.code}", **ALFA),
        answer({"accepted": "on"}),
        see("licensing:try", product="{program.code}", **ALFA),
        do(trial_is_over),
        see("licensing:products", **ALFA),
        stage=to_try,
    ),
    "extensions": play(
        enter("anna"),
        see("licensing:products", **ALFA),
        see("licensing:license", **LICENSE),
        see("licensing:periods", **LICENSE),
        send("licensing:rest", {"amount": "1"}, **LICENSE),
        see("letters:seats", **ALFA),
        stage=extended,
    ),
    "purchases": play(
        enter("anna"),
        see("transactions:transactions", **ALFA),
        see("licensing:products", **ALFA),
        see("licensing:license", **LICENSE),
        stage=ordered,
    ),
}
