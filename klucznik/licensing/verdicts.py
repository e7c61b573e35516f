"""What a program is told about its license: a verdict, how much it does, and the sentence for the person before it."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.rules import Mode


class Verdict(StrEnum):
    """The answer to "may I work?". A check that finds something missing is an answer too, never an error."""

    VALID = "valid"
    TRIAL = "trial"
    IN_GRACE = "in_grace"
    UNREGISTERED = "unregistered"
    UNREGISTERED_OVER = "unregistered_over"
    AWAITING = "awaiting"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    NO_SEAT = "no_seat"
    VERSION_NOT_COVERED = "version_not_covered"
    RELEASED = "released"


class NextStep(StrEnum):
    """The one thing to do now."""

    NONE = "none"
    REGISTER = "register"
    RENEW = "renew"
    FREE_DEVICE = "free_device"
    ACTIVATE = "activate"
    WAIT = "wait"
    OLDER_VERSION = "older_version"
    CONTACT_VENDOR = "contact_vendor"


NEXT_STEPS: dict[Verdict, NextStep] = {
    Verdict.VALID: NextStep.NONE,
    Verdict.TRIAL: NextStep.RENEW,
    Verdict.IN_GRACE: NextStep.RENEW,
    Verdict.UNREGISTERED: NextStep.REGISTER,
    Verdict.UNREGISTERED_OVER: NextStep.REGISTER,
    Verdict.AWAITING: NextStep.WAIT,
    Verdict.NOT_YET: NextStep.WAIT,
    Verdict.EXPIRED: NextStep.RENEW,
    Verdict.SUSPENDED: NextStep.CONTACT_VENDOR,
    Verdict.REVOKED: NextStep.CONTACT_VENDOR,
    Verdict.NO_SEAT: NextStep.FREE_DEVICE,
    Verdict.VERSION_NOT_COVERED: NextStep.OLDER_VERSION,
    Verdict.RELEASED: NextStep.ACTIVATE,
}

# The verdict in a sentence; %(day)s is the day that the judgement names.
SENTENCES: dict[Verdict, str | Promise] = {
    Verdict.VALID: _("The license of %(product)s is valid."),
    Verdict.TRIAL: _("You are trying %(product)s. The trial ends on %(day)s."),
    Verdict.IN_GRACE: _(
        "The license of %(product)s ended. The program works without limits until %(day)s."
    ),
    Verdict.UNREGISTERED: _(
        "The license of %(product)s is not registered. The program works without limits until %(day)s."
    ),
    Verdict.UNREGISTERED_OVER: _(
        "The license of %(product)s is not registered, and the time for it ended on %(day)s."
    ),
    Verdict.AWAITING: _(
        "The registration of %(product)s waits for the vendor. The program works without limits meanwhile."
    ),
    Verdict.NOT_YET: _("The license of %(product)s begins on %(day)s."),
    Verdict.EXPIRED: _("The license of %(product)s ended on %(day)s."),
    Verdict.SUSPENDED: _("The license of %(product)s is suspended."),
    Verdict.REVOKED: _("The license of %(product)s was revoked."),
    Verdict.NO_SEAT: _("All places of the license of %(product)s are taken."),
    Verdict.VERSION_NOT_COVERED: _(
        "The license of %(product)s does not cover this version of the program."
    ),
    Verdict.RELEASED: _("This device no longer has a place in the license of %(product)s."),
}

# Where no day is known, the sentences that would name one.
WITHOUT_A_DAY: dict[Verdict, str | Promise] = {
    Verdict.EXPIRED: _("The license of %(product)s ended."),
    Verdict.UNREGISTERED_OVER: _("The license of %(product)s is not registered."),
}

# What a mode means, said after the verdict.
MODES: dict[Mode, str | Promise] = {
    Mode.FULL: _("The program works without limits."),
    Mode.RESTRICTED: _("The program works with limits; your data stays complete."),
    Mode.READ_ONLY: _("The data can be read and exported, but not changed."),
}

STEPS: dict[NextStep, str | Promise] = {
    NextStep.NONE: "",
    NextStep.REGISTER: _("Register the license."),
    NextStep.RENEW: _("Renew the license."),
    NextStep.FREE_DEVICE: _("Free the place of another device, or close the program there."),
    NextStep.ACTIVATE: _("Activate the program on this device again."),
    NextStep.WAIT: _("There is nothing to do but wait."),
    NextStep.OLDER_VERSION: _("Use the older version, or renew the subscription."),
    NextStep.CONTACT_VENDOR: _("Write to the vendor."),
}
