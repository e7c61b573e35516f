"""What can be refused about an account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class AlreadyActive(DomainError):
    code = "already_active"
    help = "activate-account"
    message = _("This account is already active. Sign in.")


class LinkTooOld(DomainError):
    code = "link_too_old"
    status = 410
    help = "activate-account"
    message = _("This link is no longer valid. Ask for a new message.")


class PasswordNeeded(DomainError):
    """The address was confirmed in another browser than the one that signed up."""

    code = "password_needed"
    status = 422
    field = "password"
    message = _("Choose a password.")


class WrongPassword(DomainError):
    code = "wrong_password"
    status = 422
    field = "password"
    help = "new-password"
    message = _("This is not your current password. Type it again.")


class WrongCurrentPassword(WrongPassword):
    """The same, on the page that asks for two passwords."""

    field = "current"


class NotLeaving(DomainError):
    code = "not_leaving"
    message = _("There is nothing to stop: this account is not being deleted.")


class AlreadyLeaving(DomainError):
    code = "already_leaving"
    help = "delete-account"
    message = _("The deletion of this account has already been asked for.")


class PlanChanged(DomainError):
    """Between the page and the button something became different from what the person was shown."""

    code = "plan_changed"
    message = _("Something has changed since you opened this page. Read it again and decide.")


class NotUnderstood(DomainError):
    code = "not_understood"
    status = 422
    help = "two-administrators"
    message = _("Confirm for each company that it will be left without an administrator.")


class TextsChangedAgain(DomainError):
    code = "texts_changed_again"
    message = _("The text has changed in the meantime. Read the newest version below.")


class TakeOutInTheMaking(DomainError):
    code = "take_out_in_the_making"
    message = _("A copy of your data is being made already.")


class TakeOutGone(DomainError):
    code = "take_out_gone"
    status = 410
    help = "take-out"
    message = _("This copy was removed after 24 hours. Ask for a new one.")


class WrongCode(DomainError):
    code = "wrong_code"
    status = 422
    field = "code"
    help = "second-step"
    message = _("This code does not fit. Each code works once: wait for the next one and type it.")


class WrongFirstCode(WrongCode):
    """The application that is being set up shows something else."""

    message = _("This code does not fit. Wait for the next one; check the clock of your phone.")


class BackupCodeTooWeak(DomainError):
    """A paper in somebody else's hands must not give the keys to a company away."""

    code = "backup_code_too_weak"
    status = 422
    field = "code"
    help = "second-step"
    message = _(
        "A backup code is not enough here. Use a code from the application, a passkey or a security key."
    )


class ConfirmedWithYoung(DomainError):
    """Whoever has just added a key of their own does not use it to give rights away."""

    code = "confirmed_with_young"
    status = 422
    help = "second-step"
    message = _(
        "This second step was set up less than 72 hours ago. Confirm with the one that you have had for longer."
    )


class KeyRefused(DomainError):
    """The browser's answer does not fit: late, sent twice, of another page or of another person."""

    code = "key_refused"
    status = 422
    help = "passkeys"
    message = _("The key was not accepted. Try again, or use another way.")


class KeyLooksCopied(KeyRefused):
    code = "key_looks_copied"
    message = _(
        "This key was refused: its counter says that there may be a copy of it. We have written to you what to do."
    )


class KeyKnown(DomainError):
    code = "key_known"
    status = 422
    message = _("This key is registered already.")


class TooManyKeys(DomainError):
    code = "too_many_keys"
    help = "passkeys"
    message = _("You have as many keys as an account may have. Remove one that you no longer use.")


class ApplicationThere(DomainError):
    code = "application_there"
    message = _("An application with codes is set up already. Remove it first.")


class FactorNeeded(DomainError):
    code = "factor_needed"
    help = "second-step"
    message = _("Set up a second step first.")


class LossTooEarly(DomainError):
    code = "loss_too_early"
    help = "lost-second-step"
    message = _(
        "The sign-in address of this account was changed by a letter not long ago. While that can still be undone, the "
        "second step stays. Use a backup code, or come back in two weeks."
    )


class LossOfStaff(DomainError):
    """Nobody of the vendor's staff gets rid of a second step alone."""

    code = "loss_of_staff"
    status = 403
    help = "lost-second-step"
    message = _(
        "This account belongs to the vendor's staff, so waiting does not remove its second step. "
        "Turn to whoever manages the staff."
    )


class LossOpen(DomainError):
    code = "loss_open"
    message = _("The removal of the second step has been asked for already.")


class LossAskedLately(DomainError):
    code = "loss_asked_lately"
    help = "lost-second-step"
    message = _("The removal was stopped a short while ago. Ask again after a day has passed.")


class LossNotDue(DomainError):
    code = "loss_not_due"
    help = "lost-second-step"
    message = _("The second step cannot be removed yet, or no longer. The page shows the dates.")


class AddressIsYours(DomainError):
    code = "address_is_yours"
    status = 422
    field = "email"
    message = _("This address already belongs to your account.")


class AddressOnItsWay(DomainError):
    code = "address_on_its_way"
    field = "email"
    help = "change-email"
    message = _("Another address waits for its confirmation. Confirm it or cancel it first.")


class TooManyAddresses(DomainError):
    code = "too_many_addresses"
    field = "email"
    help = "change-email"
    message = _("An account can have three recovery addresses. Remove one of them first.")


class AddressTaken(DomainError):
    """The mailbox is proved to be theirs, so they may learn it."""

    code = "address_taken"
    help = "change-email"
    message = _(
        "Another account uses this address by now. Cancel this change and choose another address."
    )


class AddressGone(DomainError):
    code = "address_gone"
    message = _("This address does not belong to your account any more.")


class AddressStays(DomainError):
    """A new sign-in address cannot push out the ones that were there before it."""

    code = "address_stays"
    help = "change-email"
    message = _(
        "Your sign-in address was changed less than 7 days ago, and the change can still be taken back. "
        "Recovery addresses can be removed after that."
    )


class NothingToUndo(DomainError):
    code = "nothing_to_undo"
    status = 410
    help = "change-email"
    message = _("This change was already taken back, or seven days have passed.")


class AlarmOver(DomainError):
    code = "alarm_over"
    status = 410
    help = "sessions-and-devices"
    message = _("This link was already used, or seven days have passed.")


class AccountLeaves(DomainError):
    code = "account_leaves"
    help = "deleted-account-back"
    message = _("This account is about to be deleted. Sign in and stop the deletion first.")
