"""Why reviewers decide as they do: lists to choose from, in words that the claimant reads."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Asking(TextChoices):
    """What is missing."""

    UNREADABLE = "unreadable", _("The scan cannot be read.")
    PAGE_MISSING = "page_missing", _("A page is missing.")
    SIGNATURE_MISSING = "signature_missing", _("A signature is missing.")
    POWER_MISSING = (
        "power_missing",
        _(
            "It is not clear that the signatories may represent the company: add a power of attorney or an extract."
        ),
    )
    OTHER_LETTER = "other_letter", _("This is not the declaration of this case.")
    OTHER = "ask_other", _("Something else is missing; see the note.")


class Holding(TextChoices):
    """Why a case is put aside for some days."""

    REGISTER = "register", _("An official register does not answer; we read it again.")
    SIGNATORIES = "signatories", _("We wait for the signatures of the others.")
    AUTHORITY = "authority", _("We have asked a court or an office and wait for the answer.")
    COLLEAGUE = "colleague", _("Somebody with special knowledge has to look at it.")


class Refusing(TextChoices):
    """Why the case ends without a grant."""

    NOT_ENTITLED = "not_entitled", _("The signatories may not represent the company.")
    DATA_DIFFER = "data_differ", _("The declaration tells other company data than the register.")
    NOT_SIGNED = "not_signed", _("The declaration is not signed.")
    DOUBTFUL = "doubtful", _("The document raises doubts that we could not remove.")
    OTHER_ACCOUNT = "other_account", _("The declaration names another account.")
    OTHER = "refuse_other", _("Another reason; see the note.")


class Ending(TextChoices):
    """Reasons that no reviewer chooses."""

    COMPLETE = "complete", _("Everything agrees.")
    CONTEST_UPHELD = "contest_upheld", _("An objection was upheld.")
    STAFF_UNDID = "staff_undid", _("The vendor's staff undid the grant.")
    NO_ANSWER = "no_answer", _("We got no answer in time.")
    NOT_SENT = "not_sent", _("The declaration was not sent within 30 days.")
    NOT_ACCEPTED = "not_accepted", _("The rights were not accepted within 14 days.")
    ACCOUNT_GONE = "account_gone", _("The account no longer exists or has another address.")
    ADDRESS_CHANGED = (
        "address_changed",
        _(
            "The sign-in address of the account changed, and the declaration names the one of before."
        ),
    )
    VETOED = "vetoed", _("An administrator objected.")
    NO_GROUNDS = "no_grounds", _("What the rights were to be given for does not hold any more.")
    NOT_DEPUTY = "not_deputy", _("The person is no longer a deputy.")
    IN_USE = "in_use", _("The account that the letter is about is in use.")
    KEYS_IN_USE = (
        "keys_in_use",
        _("A global administrator of the company is there and can be asked."),
    )
    HELD = "held", _("There is a dispute about one of the companies, or changes in it are stopped.")
    FACTOR_OFF = "factor_off", _("Two-step verification was turned off in the meantime.")
    MOVED_ON = "moved_on", _("The license is no longer as the letter says.")
    GRANTED_OTHERWISE = "granted_otherwise", _("An administrator gave you the rights.")


class Check(TextChoices):
    """What a reviewer ticks before approving."""

    OF_THIS_CASE = "of_this_case", _("The number on the document is the number of this case")
    COMPANY = "company", _("The company data agree with the register and with ours")
    ACCOUNT = "account", _("The account named in the declaration is the claimant's")
    SIGNED = "signed", _("Everybody named as signatory has signed")
    ENTITLED = (
        "entitled",
        _(
            "The signatories were found in the register or in a power of attorney as a complete representation"
        ),
    )


def words(reason: str) -> str:
    """A reason as people read it."""
    for choices in (Asking, Holding, Refusing, Ending):
        if reason in choices.values:
            return str(choices(reason).label)
    return ""
