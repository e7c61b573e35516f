"""Why an application is not shared, an address not corrected, an acceptance not taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class ClientNotRegistered(DomainError):
    code = "client_not_registered"
    help = "office-clients"
    message = _("Register the client first: only registered clients get a share.")


class AlreadyShared(DomainError):
    code = "already_shared"
    help = "office-share"
    message = _("This client has a share already. End it first, or correct its address.")


class LicenseDoesNotShare(DomainError):
    code = "license_does_not_share"
    field = "license"
    help = "office-share"
    message = _(
        "This license shares nothing now: it is not one of the office's, not for this program, or not valid."
    )


class NoLicenseShares(LicenseDoesNotShare):
    """None of the office's licenses does, so there is none to choose."""

    message = _(
        "The office has no license of %(program)s that works now, so nothing can be shared with this client. "
        "When the license is renewed, it can."
    )


class SharesUsedUp(DomainError):
    code = "shares_used_up"
    field = "license"
    help = "office-share"
    message = _(
        "All %(most)s shares of this license are used. End one that is no longer needed, "
        "or ask for more where you buy licenses."
    )


class AddressOfTheOffice(DomainError):
    """Or somebody of the office would become the client's administrator."""

    code = "address_of_the_office"
    field = "email"
    help = "office-share"
    message = _(
        "This is the address of somebody in the office. Type the client's own address: whoever has it "
        "decides for the client's company."
    )


class SameAddressAgain(DomainError):
    code = "same_address"
    field = "email"
    message = _(
        "The invitation went to this address already. Type another one, or send the invitation again."
    )


class StartOutOfRange(DomainError):
    code = "start_out_of_range"
    field = "starts_on"
    message = _("The sharing can begin today or later, at most a year from now.")


class TooManyShareMessages(DomainError):
    """The office's messages of a day are used up."""

    code = "too_many_share_messages"
    status = 429
    help = "office-share"
    message = _(
        "The office has sent as many invitations as it may in a day. The next one can be sent in %(hours)s h."
    )


class TooManyToThisAddress(DomainError):
    """So that nobody's mailbox is filled."""

    code = "too_many_to_address"
    status = 429
    field = "email"
    help = "office-share"
    message = _(
        "This address got as many invitations as it may in a day. The next one can be sent in %(hours)s h."
    )


class NotWithdrawable(DomainError):
    """The time is over, or something stands on the acceptance that the office cannot judge."""

    code = "acceptance_stands"
    help = "office-ends"
    message = "%(why)s"
