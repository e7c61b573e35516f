"""Why an invitation of an office cannot be accepted, or the office cannot be given or refused a power."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class ShareClosed(DomainError):
    code = "share_closed"
    status = 410
    help = "office-invitation"
    message = _("This invitation is no longer valid. Ask the accounting office to send it again.")


class AnotherMailbox(DomainError):
    code = "another_mailbox"
    status = 403
    help = "office-invitation"
    message = _(
        "This invitation is for another e-mail address. Sign in to the account with that address, "
        "or ask the office to correct it."
    )


class SomebodyOfTheOffice(DomainError):
    """Or the office would administer its own client."""

    code = "somebody_of_the_office"
    status = 403
    help = "office-invitation"
    message = _(
        "You work in an accounting office of this company, so you cannot accept it for the client. "
        "Let the office correct the address of the invitation."
    )


class OfficeRests(DomainError):
    """The license of the office opens nothing now, or the vendor stopped changes in the office."""

    code = "office_rests"
    help = "office-invitation"
    message = _(
        "%(office)s cannot share %(product)s now: its license does not work at the moment. Ask the office about it."
    )


class OfferChanged(DomainError):
    """Somebody added the company while the invitation was being accepted."""

    code = "offer_changed"
    message = _("Somebody has just added this company. Read the invitation once more.")


class AlreadyAsking(DomainError):
    code = "already_asking"
    help = "office-invitation"
    message = _(
        "The administrators of the company have this question already. Wait for their answer."
    )


class PowerGone(DomainError):
    code = "power_gone"
    message = _("The office no longer has this power.")


class PowerHeld(DomainError):
    code = "power_held"
    message = _("The office has this power already.")


class CorrectionAsked(DomainError):
    """One question of an account, and three about an invitation, are enough."""

    code = "correction_asked"
    status = 429
    message = _("The office has this question already. It will send the invitation again.")
