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
    "invite.company": Limit(500, DAY),
    "invite.unproven_company": Limit(5, DAY),
    "invite.email": Limit(3, DAY),
    # Asking the inviter's side from behind a link: once a day for each invitation, and not from everywhere at once.
    "invitation.again.invitation": Limit(1, DAY),
    "invitation.again.address": Limit(20, HOUR),
    "invitation.account.person": Limit(10, DAY),
    "access.request.account": Limit(10, DAY),
    "objection.address": Limit(60, HOUR),
    "take_out.account": Limit(3, DAY),
    "deletion.account": Limit(10, HOUR),
    "upload.account": Limit(60, HOUR),
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
    "device.file.device": Limit(60, HOUR),
    "license.file.account": Limit(60, HOUR),
    "transfer.company": Limit(20, DAY),
    "staff.view": Limit(2000, HOUR),
}
