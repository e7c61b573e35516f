"""Every limit of tries, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """At most `most` tries within `window`, counted from the first one."""

    most: int
    window: timedelta


HOUR, DAY, FIVE_MINUTES = timedelta(hours=1), timedelta(days=1), timedelta(minutes=5)
MINUTE, THREE_MINUTES = timedelta(minutes=1), timedelta(minutes=3)

LIMITS: dict[str, Limit] = {
    # Learning whether a NIP is a customer's, and guessing a license number.
    "connect.lookup.account": Limit(5, HOUR),
    "connect.lookup.address": Limit(5, HOUR),
    "connect.number.account": Limit(5, HOUR),
    "connect.number.company": Limit(5, HOUR),
    "connect.number.address": Limit(5, HOUR),
    # Guessing a password or a one-time code.
    # `account` is for all strange browsers together; a browser that was used before counts only by `device`.
    "sign_in.account": Limit(20, FIVE_MINUTES),
    "sign_in.account_address": Limit(5, FIVE_MINUTES),
    "sign_in.address": Limit(30, FIVE_MINUTES),
    "sign_in.device": Limit(5, FIVE_MINUTES),
    "factor.account": Limit(5, FIVE_MINUTES),
    "passkey.address": Limit(30, FIVE_MINUTES),
    # Filling somebody's mailbox.
    "sign_up.address": Limit(20, HOUR),
    "mail.activation.email": Limit(3, HOUR),
    "mail.reset.email": Limit(3, HOUR),
    "mail.reset.address": Limit(20, HOUR),
    "address.account": Limit(3, DAY),
    "mail.address.email": Limit(3, DAY),
    "merge.account": Limit(5, DAY),
    "invite.company": Limit(500, DAY),
    "invite.unproven_company": Limit(5, DAY),
    "invite.email": Limit(3, DAY),
    # Asking the inviter's side from behind a link: once a day for each invitation, and not from everywhere at once.
    "invitation.again.invitation": Limit(1, DAY),
    "invitation.again.address": Limit(20, HOUR),
    "invitation.account.person": Limit(10, DAY),
    # Invitations that an accounting office sends to its clients.
    "share.mail.email": Limit(3, DAY),
    "share.mail.office": Limit(500, DAY),
    "access.request.account": Limit(10, DAY),
    "objection.address": Limit(60, HOUR),
    "objection.file.address": Limit(30, HOUR),
    # Codes to a company's addresses in a case, and answers to them; a code has five tries of its own.
    "mail.proof.email": Limit(3, DAY),
    "mail.proof.account": Limit(10, DAY),
    "proof.answer.account": Limit(30, HOUR),
    "proof.domain.account": Limit(20, HOUR),
    # A program that signs the code of a case.
    "witness.device": Limit(10, HOUR),
    "witness.company": Limit(30, HOUR),
    "receipt.account": Limit(60, HOUR),
    "receipt.address": Limit(30, HOUR),
    # Showing a tax ID and the number of a share: the invitation goes again to the address on record, and no oftener.
    "share.find.address": Limit(20, HOUR),
    "share.find.pair": Limit(3, DAY),
    # Guessing which case numbers there are.
    "case.check.address": Limit(30, HOUR),
    "take_out.account": Limit(3, DAY),
    "deletion.account": Limit(10, HOUR),
    "upload.account": Limit(60, HOUR),
    # Asking others to sign, too: by case, by address; and what comes through their links.
    "signatory.case": Limit(10, DAY),
    "mail.signatory.email": Limit(3, DAY),
    "signatory.address": Limit(60, HOUR),
    "history.export.account": Limit(30, HOUR),
    # A program that asks to act for a person, and guessing the code that it shows.
    "program.begin.address": Limit(60, HOUR),
    "program.code.account": Limit(10, FIVE_MINUTES),
    "program.code.address": Limit(30, FIVE_MINUTES),
    "program.token.address": Limit(1200, HOUR),
    # Guessing a license number or an activation code. What succeeds is forgiven.
    "license.number.address": Limit(20, HOUR),
    "license.number.account": Limit(20, HOUR),
    "license.code.address": Limit(10, HOUR),
    "license.code.license": Limit(10, HOUR),
    "mail.code.license": Limit(3, HOUR),
    # Honest programs stay far below these.
    "activation.license": Limit(300, HOUR),
    "activation.address": Limit(300, HOUR),
    # Entities that programs of an office work for and nobody has seen before.
    "client.seen.office": Limit(500, DAY),
    "device.file.device": Limit(60, HOUR),
    "license.file.account": Limit(60, HOUR),
    "transfer.company": Limit(20, DAY),
    # Tickets: opened, written in, files looked at; then what comes by e-mail: to a ticket, from one sender, from all.
    "contact.open.account": Limit(20, DAY),
    "contact.open.address": Limit(10, HOUR),
    "mail.contact.email": Limit(3, DAY),
    "contact.write.account": Limit(60, HOUR),
    "contact.write.ticket": Limit(30, HOUR),
    "contact.file.address": Limit(30, HOUR),
    "contact.letter.ticket": Limit(40, DAY),
    "contact.letter.email": Limit(5, DAY),
    "contact.letter.all": Limit(300, DAY),
    # What official registers allow, with something to spare; the subject of the white list is the day.
    "register.regon.minute": Limit(60, MINUTE),
    "register.krs.minute": Limit(18, MINUTE),
    "register.ceidg.minutes": Limit(45, THREE_MINUTES),
    "register.ceidg.hour": Limit(900, HOUR),
    "register.white_list.day": Limit(90, DAY),
    "register.vies.minute": Limit(30, MINUTE),
    # Voices about articles by those who are not signed in, and filling the count of searches; nobody is told of the
    # latter, what comes above is just not counted.
    "help.voice.address": Limit(40, HOUR),
    "help.voice.article": Limit(10, DAY),
    "help.count.all": Limit(5000, DAY),
    "help.count.address": Limit(60, HOUR),
    "help.count.query": Limit(1, HOUR),
    "staff.view": Limit(2000, HOUR),
    # Nobody is stopped by this one: more decisions by one person make the portal write to the leads.
    "staff.decision": Limit(20, HOUR),
}

# What an article of help says to whoever has used up a limit, by the beginning of its name; the longest one wins.
ARTICLES = {
    "sign_in": "cannot-sign-in",
    "passkey": "cannot-sign-in",
    "factor": "lost-second-step",
    "sign_up": "create-account",
    "mail.activation": "activate-account",
    "mail.reset": "new-password",
    "address": "change-email",
    "mail.address": "change-email",
    "connect": "license-number",
    "license": "license-number",
    "invitation": "accept-invitation",
    "share.find": "office-invitation",
    "share.mail": "office-share",
    "access.request": "no-rights",
    "objection": "waiting-and-objections",
    "program": "program-sign-in",
    "take_out": "take-out",
    "transfer": "transfer-license",
}


def article_about(name: str) -> str:
    """The key of the article for a limit; empty where no article would help."""
    fitting = [begins for begins in ARTICLES if f"{name}.".startswith(f"{begins}.")]
    return ARTICLES[max(fitting, key=len)] if fitting else ""
