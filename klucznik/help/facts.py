"""Names and numbers that articles take from the portal instead of writing them down: `{activation_hours}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.actions.factor_loss import TIME_TO_FINISH
from klucznik.accounts.actions.profile import ALARM_OPEN
from klucznik.accounts.actions.take_out import KEPT
from klucznik.accounts.addresses import CONFIRM_HOURS, MOST_RECOVERY, UNDO_DAYS
from klucznik.accounts.backup_codes import COUNT, SHOWN_FOR
from klucznik.accounts.lost_factors import longest_wait
from klucznik.core.vendor import vendor
from klucznik.declarations.actions.accepting import ACCEPT_DAYS
from klucznik.declarations.actions.contests import EVIDENCE_DAYS
from klucznik.declarations.actions.evidence import MOST_FILES
from klucznik.declarations.actions.preparing import DRAFT_DAYS
from klucznik.declarations.actions.review import INFO_DAYS
from klucznik.declarations.appeals import APPEAL_DAYS
from klucznik.declarations.files import MOST_BYTES
from klucznik.licensing.calendars import MONTHS
from klucznik.licensing.transfers import ANSWER_WITHIN
from klucznik.licensing.wording import NEAR_DAYS
from klucznik.limits.rules import LIMITS
from klucznik.members import deputies, invitations, timetable
from klucznik.members.models import Deputy
from klucznik.members.models.invitations import KEPT_AFTER_EXPIRY
from klucznik.members.notices import ADVICE_COMES_BACK
from klucznik.programs.grants import CODE_LIVES
from klucznik.programs.models import IDLE, LONGEST
from klucznik.programs.user_codes import LENGTH

Fact = Callable[[], object]

PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# One line each, read where it is decided; docs/run/help.md lists them.
FACTS: dict[str, Fact] = {
    "vendor": lambda: vendor().name,
    "portal": lambda: vendor().product_name,
    "support_email": lambda: vendor().support_email,
    "support_phone": lambda: vendor().support_phone,
    "postal_address": lambda: vendor().postal_address,
    "activation_hours": lambda: settings.ACTIVATION_HOURS,
    "deletion_days": lambda: settings.DELETION_DAYS,
    "request_days": lambda: settings.REQUEST_DAYS,
    "notice_days": lambda: settings.NOTICE_DAYS,
    "probation_days": lambda: settings.PROBATION_DAYS,
    "draft_days": lambda: DRAFT_DAYS.days,
    "evidence_files": lambda: MOST_FILES,
    "evidence_mb": lambda: MOST_BYTES >> 20,
    "info_days": lambda: INFO_DAYS.days,
    "appeal_days": lambda: APPEAL_DAYS.days,
    "accept_days": lambda: ACCEPT_DAYS.days,
    "contest_days": lambda: EVIDENCE_DAYS.days,
    "near_days": lambda: NEAR_DAYS,
    "calendar_months": lambda: MONTHS,
    "transfer_days": lambda: ANSWER_WITHIN.days,
    "program_code_letters": lambda: LENGTH,
    "program_code_minutes": lambda: int(CODE_LIVES.total_seconds() // 60),
    "program_idle_days": lambda: IDLE.days,
    "program_longest_days": lambda: LONGEST.days,
    "activation_letters": lambda: LIMITS["mail.activation.email"].most,
    "reset_hours": lambda: settings.PASSWORD_RESET_TIMEOUT // 3600,
    "reset_minutes": lambda: settings.PASSWORD_RESET_TIMEOUT // 60,
    "reset_letters": lambda: LIMITS["mail.reset.email"].most,
    "tries_minutes": lambda: int(LIMITS["sign_in.account_address"].window.total_seconds() // 60),
    "password_length": lambda: settings.PASSWORD_LENGTH,
    "backup_codes": lambda: COUNT,
    "codes_shown_minutes": lambda: SHOWN_FOR.seconds // 60,
    "factor_minutes": lambda: settings.FACTOR_MINUTES,
    "factor_loss_days": lambda: settings.FACTOR_LOSS_DAYS,
    "factor_loss_long_days": lambda: longest_wait().days,
    "factor_loss_finish_days": lambda: TIME_TO_FINISH.days,
    "session_hours": lambda: settings.SESSION_IDLE_HOURS,
    "session_days": lambda: settings.SESSION_COOKIE_AGE // (24 * 3600),
    "alarm_days": lambda: ALARM_OPEN.days,
    "recovery_addresses": lambda: MOST_RECOVERY,
    "address_asks": lambda: LIMITS["address.account"].most,
    "take_outs": lambda: LIMITS["take_out.account"].most,
    "take_out_hours": lambda: int(KEPT.total_seconds() // 3600),
    "connect_tries": lambda: LIMITS["connect.number.account"].most,
    "invitation_days": lambda: invitations.VALID_FOR.days,
    "invitation_kept_days": lambda: KEPT_AFTER_EXPIRY.days,
    "invitation_letters": lambda: LIMITS["invite.email"].most,
    "first_reminder_days": lambda: timetable.TOLD_AHEAD[0].days,
    "last_reminder_days": lambda: timetable.TOLD_AHEAD[1].days,
    "deputies": lambda: deputies.MOST,
    "deputy_answer_days": lambda: deputies.ANSWER_WITHIN.days,
    "deputy_shortest_days": lambda: min(days for days, _same in Deputy.WAITS),
    "deputy_longest_days": lambda: max(days for days, _same in Deputy.WAITS),
    "advice_days": lambda: ADVICE_COMES_BACK.days,
    "factor_hours": lambda: int(settings.FACTOR_MATURITY.total_seconds() // 3600),
    "address_hours": lambda: CONFIRM_HOURS,
    "address_undo_days": lambda: UNDO_DAYS,
}


def facts() -> dict[str, str]:
    """Every fact with what it says now; those of the parts above come by settings.HELP_FACTS."""
    known = dict(FACTS)
    for path in settings.HELP_FACTS:
        known |= import_string(path)
    return {name: str(tell()) for name, tell in known.items()}


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with its facts; a name that is not known stays as it is written."""
    return PLACE.sub(lambda place: known.get(place[1], place[0]), text)


def unknown(text: str, known: Mapping[str, str]) -> list[str]:
    """Names in braces that are no facts."""
    return [name for name in PLACE.findall(text) if name not in known]
