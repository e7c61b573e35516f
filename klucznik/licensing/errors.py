"""Why something about a license is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class SigningKeyMissing(DomainError):
    """The operator's problem: what needs no signature works on."""

    code = "signing_key_missing"
    status = 503
    message = _("License files cannot be signed at the moment. Try again later.")


class LastSigningKey(DomainError):
    """The operator's: said by the command only."""

    code = "last_signing_key"
    message = _("No other key can sign yet. Make another one first, and wait for its day.")


class NoSuchLicense(DomainError):
    """One answer for a number that does not exist, is another company's, or of another product."""

    code = "license_not_found"
    status = 404
    field = "number"
    help = "license-number"
    message = _(
        "There is no license with this number for this company and program. Check the number and the company."
    )


class NotPossibleNow(DomainError):
    code = "license_not_possible_now"
    message = _("In its present state the license cannot be changed so: it is %(state)s.")


class OnlyInTheProgram(DomainError):
    code = "license_only_in_program"
    help = "register-license"
    message = _("Licenses of this line are registered only in the program.")


class WayNotOpen(DomainError):
    code = "license_way_not_open"
    help = "register-license"
    message = _("Licenses of this product are not registered in this way.")


class AlreadyRegistered(DomainError):
    code = "license_already_registered"
    help = "register-license"
    message = _("This license is registered already. There is nothing more to do.")


class RegistrationWaits(DomainError):
    code = "registration_waits"
    help = "register-license"
    message = _("The registration was sent already and waits for the vendor.")


class StatementsMissing(DomainError):
    code = "statements_missing"
    status = 422
    field = "statements"
    message = _("These statements are missing: %(missing)s. Without them no license is registered.")


class TermsChanged(DomainError):
    code = "terms_changed"
    field = "version"
    message = _("The terms changed while you were reading. Read them as they are now.")


class RegistrationClosed(DomainError):
    code = "registration_closed"
    message = _("Somebody has answered this registration already.")


class NoActivationCode(DomainError):
    code = "no_activation_code"
    help = "register-license"
    message = _(
        "This license has no activation code. It comes with the first registration over the internet."
    )


class NoRegistrationFile(DomainError):
    code = "no_registration_file"
    help = "register-license"
    message = _("This license has no license file: it is registered in another way.")


class TooMuchToIssue(DomainError):
    code = "license_size_wrong"
    status = 422
    field = "amount"
    message = _("A license covers at least 1 and at most %(most)s.")


class UnknownEdition(DomainError):
    code = "unknown_edition"
    status = 422
    field = "edition"
    message = _("This product has no such edition.")


class EntityNameMissing(DomainError):
    code = "entity_name_missing"
    status = 422
    field = "name"
    message = _("Enter the name of the entity.")


class TooMuchAtRest(DomainError):
    code = "too_much_at_rest"
    status = 422
    field = "amount"
    message = _("At most %(most)s can be put to rest: at least one must stay in use.")


class PeriodBackwards(DomainError):
    code = "period_backwards"
    status = 422
    field = "ends_on"
    message = _("The period ends before it begins.")


class ReasonMissing(DomainError):
    code = "reason_missing"
    status = 422
    field = "reason"
    message = _("Say why. The company reads it.")


class EntityLimitReached(DomainError):
    code = "entity_limit_reached"
    help = "my-products"
    message = _(
        "The license covers %(most)s entities, and all of them are registered. End one, or extend the license."
    )


class EntityAlreadyThere(DomainError):
    code = "entity_already_there"
    field = "tax_id"
    message = _("An entity with this tax ID is registered in this license already.")


class OnlyOwnEntity(DomainError):
    code = "only_own_entity"
    field = "tax_id"
    help = "my-products"
    message = _("In this license only the company itself can be registered, with its own tax ID.")


class OnlyForOffices(DomainError):
    code = "only_for_offices"
    field = "kind"
    message = _("Clients are registered only in a license for accounting offices.")


class WrongActivationCode(DomainError):
    """The same for a number that does not exist and for a code that does not fit."""

    code = "wrong_activation_code"
    status = 404
    field = "activation_code"
    help = "register-license"
    message = _("The license number and the activation code do not belong together. Check both.")


class TrialTaken(DomainError):
    code = "trial_taken"
    help = "trial"
    message = _("Your company has tried or owns this product already.")


class NoTrial(DomainError):
    code = "no_trial"
    help = "trial"
    message = _("This product cannot be tried.")


class TransferOpen(DomainError):
    code = "transfer_open"
    help = "transfer-license"
    message = _("This license is offered to another company already. Withdraw that offer first.")


class TransferToOneself(DomainError):
    code = "transfer_to_oneself"
    field = "tax_id"
    help = "transfer-license"
    message = _("The license belongs to this company already.")


class ReceiverUnknown(DomainError):
    code = "receiver_unknown"
    field = "tax_id"
    help = "transfer-license"
    message = _(
        "No company with this tax ID and a global administrator is in the portal. "
        "Ask the other side to create an account and add the company first."
    )


class NotTransferable(DomainError):
    code = "license_not_transferable"
    help = "transfer-license"
    message = _("This license cannot be passed on: %(why)s.")


class TransferClosed(DomainError):
    code = "transfer_closed"
    status = 410
    help = "transfer-license"
    message = _("This offer is no longer open.")


class NotRestable(DomainError):
    code = "license_not_restable"
    field = "amount"
    message = _(
        "Only seats, entities and employees of a license in use can be put to rest, and not of a trial."
    )


class ExtensionNotOfProduct(DomainError):
    code = "extension_not_of_product"
    status = 422
    field = "product"
    help = "extensions"
    message = _("This extension does not belong to the product of the license.")


class ExtensionAddsNothing(DomainError):
    code = "extension_adds_nothing"
    status = 422
    field = "amount"
    help = "extensions"
    message = _("Choose an extension of the product, or say by how much the license grows.")


class StatementChanged(DomainError):
    """What is stated is exactly what was read."""

    code = "statement_changed"
    message = _("The words of the statement changed meanwhile. Read them again.")


class OwnCompany(DomainError):
    code = "own_company"
    status = 403
    message = _("You belong or belonged to this company. Somebody else of the staff does this.")
