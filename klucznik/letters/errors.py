"""What may go wrong with letters and with merging, in words for the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class NotForStaff(DomainError):
    code = "not_for_staff"
    status = 403
    message = _(
        "This account belongs to the vendor's staff, so it has no letters and no merging. "
        "Another administrator of the portal helps."
    )


class NotInThisCompany(DomainError):
    code = "not_in_this_company"
    status = 403
    help = "connect-company"
    message = _("You are not connected with this company any more.")


class LettersLately(DomainError):
    code = "letters_lately"
    help = "lost-mailbox"
    message = _(
        "Three of your letters about this company ended without effect within 90 days. Write to support."
    )


class OwnAddress(DomainError):
    code = "own_address"
    status = 422
    field = "email"
    help = "lost-mailbox"
    message = _("This is the address of the account that you are signed in with.")


class OnlyForNewAccount(DomainError):
    code = "only_for_new_account"
    help = "lost-mailbox"
    message = _(
        "Your account belongs to other companies, too, so it cannot give its address to another account. "
        "Ask for the merging of the two accounts instead."
    )


class NoSuchAccount(DomainError):
    """For reviewers only; the claimant never learns it."""

    code = "no_such_account"
    message = _(
        "No account that this letter can reach has the address %(email)s. Reject it as naming another account."
    )


class AccountInUse(DomainError):
    """For reviewers only; the claimant never learns it before an approval."""

    code = "account_in_use"
    help = "lost-mailbox"
    message = _(
        "The account %(email)s was used since the letter was sent. Reject it as naming another account."
    )


class KeysInUse(DomainError):
    """For reviewers at an approval, and for the claimant at the very end."""

    code = "keys_in_use"
    help = "owner-death"
    message = _(
        "A global administrator of the company has used their account since the letter was sent. "
        "Whoever is there can be asked for the rights, so nothing is given by this letter."
    )


class FactorFirst(DomainError):
    code = "factor_first"
    help = "second-step"
    message = _("Turn on two-step verification first: the other account may hold high rights.")


class MergeGone(DomainError):
    code = "merge_gone"
    status = 410
    message = _("The link no longer works. Ask for a new one.")


class NotTheAsker(DomainError):
    code = "not_the_asker"
    status = 403
    message = _("Sign in with the account that asked for the merging, then open the link again.")


class KeysNeedLetter(DomainError):
    code = "keys_need_letter"
    help = "recover-rights"
    message = _(
        "The other account is global administrator of %(companies)s, and this one is not. Give this account the role "
        "there first (Users), or sign in with the other account and merge this one into it."
    )


class MergedAlready(DomainError):
    code = "merged_already"
    message = _(
        "One of the two accounts was merged a few days ago. Wait until that can no longer be undone, or undo it."
    )


class OtherCode(DomainError):
    code = "other_code"
    status = 422
    field = "code"
    message = _("This is not a code of the other account. Type a new one.")


class NothingToUnmerge(DomainError):
    code = "nothing_to_unmerge"
    status = 410
    message = _("The merging can no longer be undone, or was undone already.")


class NoSuchLicenseHere(DomainError):
    """For reviewers only; the claimant never learns it."""

    code = "no_such_license_here"
    help = "license-number"
    message = _(
        "The license and the two companies of this letter do not fit what we hold. "
        "Reject it: the declaration tells other data."
    )


class LicenseStays(DomainError):
    code = "license_stays"
    help = "transfer-license"
    message = _("The license cannot be passed on: %(why)s.")


class CompanyHeldBack(DomainError):
    code = "company_held_back"
    help = "transfer-license"
    message = _(
        "There is a dispute about one of the two companies, or changes in it are stopped. "
        "Nothing passes before that has ended."
    )


class SameCompany(DomainError):
    code = "same_company"
    status = 422
    field = "tax_id"
    help = "transfer-license"
    message = _("This is the tax ID of the same company. Give that of the other one.")


class TooLateForPeriod(DomainError):
    code = "too_late_for_period"
    field = "license"
    message = _(
        "The period ends on %(last)s. A letter has to reach us at the latest 7 days before, "
        "so it can only be about the period after the next one: write it when the new period has begun."
    )


class NothingToRest(DomainError):
    code = "nothing_to_rest"
    status = 422
    field = "target"
    message = _("Choose between %(least)s and %(most)s: so many are in use after the change.")


class DeathKnownOtherwise(DomainError):
    code = "death_known_otherwise"
    help = "owner-death"
    message = _("You hold the rights already, so no letter is needed.")
