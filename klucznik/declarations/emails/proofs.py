"""What is written about evidence: codes, further signatories, a wait that became shorter."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.declarations.emails.telling import case_of, tell_claimant, tell_others
from klucznik.declarations.models import (
    CoSignatory,
    Evidence,
    Notified,
    State,
)
from klucznik.declarations.proving import shown_code
from klucznik.declarations.saying import address_of_signatory, signatory_secret
from klucznik.declarations.scoring import Proof
from klucznik.declarations.voices import address_of, masked
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link, mail_word
from klucznik.mail.sending import Address, send


@mail_word("proof_code")
def proof_code(key: int) -> str:
    """The code that only the message to the company's address carries."""
    return shown_code(Evidence.objects.get(pk=key))


@on(Kind.DECLARATION_CODE_SENT)
def code_sent(event: Event) -> None:
    """To the company's own address: the code, what it is for, and the link that objects."""
    case = case_of(event)
    voice = Notified.objects.get(pk=event.facts["voice"])
    send(
        "declarations/emails/proof_code",
        to=Address(address_of(voice), voice.language),
        event=event,
        links={
            "link": ("objection", voice.pk),
            "code": ("proof_code", event.facts["evidence"]),
        },
        company_name=case.company.name,
        number=case.number,
        email=masked(case.login),
        is_register=event.facts["proof"] == Proof.REGISTER_CODE,
        is_draft=case.state == State.DRAFT,
    )


@on(Kind.DECLARATION_SHORTENED)
def shortened(event: Event) -> None:
    """New evidence made the wait shorter: everybody who may object learns the new date."""
    case = case_of(event)
    facts: dict[str, Any] = {"ends_at": case.notice_ends_at}
    tell_claimant(event, "declarations/emails/case_shortened", case, **facts)
    others = [one for one in Notified.Standing if one != Notified.Standing.CLAIMANT]
    tell_others(event, "declarations/emails/claim_shortened", case, standings=others, **facts)


@mail_link("signatory")
def signatory_link(key: int) -> str:
    """The address at which one person is asked to sign, too."""
    asked = CoSignatory.objects.get(pk=key)
    secret = signatory_secret(asked.public_id, asked.nonce)
    return reverse("declarations:signatory", args=[secret])


@on(Kind.DECLARATION_SIGNATORY_ASKED)
def signatory_asked(event: Event) -> None:
    """Somebody whom the letter names learns who asks them to sign it, and for what."""
    case = case_of(event)
    asked = CoSignatory.objects.get(pk=event.facts["signatory"])
    if email := address_of_signatory(asked):
        send(
            "declarations/emails/signatory_asked",
            to=Address(email, asked.language),
            event=event,
            links={"link": ("signatory", asked.pk)},
            company_name=case.company.name,
            number=case.number,
            person=case.claimant.display_name,
            email=case.login,
            name=asked.name,
        )


@on(Kind.DECLARATION_SIGNATORY_SIGNED, Kind.DECLARATION_SIGNATORY_REFUSED)
def signatory_answered(event: Event) -> None:
    """The claimant learns that another signatory signed, or does not agree."""
    asked = CoSignatory.objects.get(pk=event.facts["signatory"])
    refused = event.kind == Kind.DECLARATION_SIGNATORY_REFUSED
    message = "declarations/emails/signatory_answered"
    tell_claimant(event, message, case_of(event), name=asked.name, refused=refused)
