"""What can be refused about evidence and further signatories."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class RepresentationUnproven(DomainError):
    code = "representation_unproven"
    status = 422
    field = "representation"
    message = _(
        "No verified electronic signature of everybody named in the declaration is in the files. "
        "Choose what the files show."
    )


class TooLittleEvidence(DomainError):
    code = "too_little_evidence"
    status = 422
    field = "verdict"
    message = _(
        "The evidence comes to %(points)s points, and %(least)s are needed. Ask for more. What would help: %(help)s."
    )


class NoProofNeeded(DomainError):
    code = "no_proof_needed"
    message = _("This kind of evidence is not possible in this case.")


class WrongCode(DomainError):
    code = "wrong_code"
    status = 422
    field = "code"
    help = "declaration"
    message = _("This is not the code. Look at the newest message. Tries left: %(left)s.")


class CodeOver(DomainError):
    """Used up, or older than a day."""

    code = "code_over"
    field = "code"
    help = "declaration"
    message = _("This code is not valid any more. Have a new one sent.")


class NoSuchInvoice(DomainError):
    """The same for a wrong number, a wrong amount and a company without invoices."""

    code = "no_such_invoice"
    status = 422
    field = "number"
    help = "declaration"
    message = _("Number and amount do not belong together. Tries left: %(left)s.")


class NoTriesLeft(DomainError):
    code = "no_tries_left"
    help = "declaration"
    message = _("There are no tries left for this kind of evidence. Another kind can still help.")


class NoSuchChallenge(DomainError):
    """The same for a code that never was, of another company, used up or too old."""

    code = "unknown_challenge"
    status = 404
    message = _("There is no such code for this company, or it is not valid any more.")


class SignatoryUnknown(DomainError):
    code = "signatory_unknown"
    status = 422
    field = "name"
    help = "declaration"
    message = _("This person does not stand in the declaration.")


class SignatoryAsked(DomainError):
    code = "signatory_asked"
    field = "name"
    message = _("This person was asked already.")


class SignatoryIsClaimant(DomainError):
    code = "signatory_is_claimant"
    status = 422
    field = "email"
    help = "declaration"
    message = _("This is your own address. Sign the declaration yourself and add it here.")
