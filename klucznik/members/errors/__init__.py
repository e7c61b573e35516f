"""What can be refused about members and access to products."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class RightMissing(DomainError):
    """The actor's place was read again under the lock, and it is not enough."""

    code = "right_missing"
    status = 403
    help = "no-rights"
    message = _(
        "You do not have the right to do this. A global administrator of the company can do it."
    )


class NotYourself(DomainError):
    code = "not_yourself"
    help = "roles"
    message = _("Nobody changes their own rights upwards. Another global administrator can do it.")


class UntilOutOfRange(DomainError):
    code = "until_out_of_range"
    status = 422
    field = "until"
    message = _("Choose a day from tomorrow to five years ahead.")


class NotLimitable(DomainError):
    """Oneself: sooner is fine, later is for others to say."""

    code = "not_limitable"
    field = "until"
    help = "roles"
    message = _("You can end your own place sooner, not later. Another administrator can do that.")


class AlreadySo(DomainError):
    code = "already_so"
    message = _("Nothing to change: it is so already.")


class AlwaysOneByOne(DomainError):
    """Whoever holds the keys is never changed among others."""

    code = "always_one_by_one"
    message = _("A global administrator is changed and disconnected only on their own page.")


class NotOneself(DomainError):
    code = "not_oneself"
    message = _("This is you. Your own place is changed on your own page.")


class NoListOnProbation(DomainError):
    code = "no_list_on_probation"
    status = 403
    help = "roles"
    message = _("On probation you cannot download the list of users.")


class NoTick(DomainError):
    code = "no_tick"
    field = "product"
    message = _("This person has no right to this product, so it cannot end on a day.")


class FactorTooYoung(DomainError):
    code = "factor_too_young"
    status = 403
    help = "second-step"
    message = _(
        "Your two-step verification is younger than 72 hours. After that you can give the global administrator role."
    )


class NoRoleNoAccess(DomainError):
    code = "no_role_no_access"
    field = "products"
    help = "roles"
    message = _("Give this person a role first; an associated person cannot open products.")


class NoPlaceLeft(DomainError):
    """The license's limit of users is reached."""

    code = "no_place_left"
    field = "products"
    help = "add-users"
    message = _(
        "All places are taken: %(products)s. Withdraw somebody's access or extend the license."
    )


class NotYourProduct(DomainError):
    code = "not_your_product"
    status = 404
    field = "products"
    help = "my-products"
    message = _("The company has no license that lets people open this product.")


class AskingInVain(DomainError):
    """No administrator could mend what is missing, or nothing is."""

    code = "asking_in_vain"
    help = "no-rights"
    message = _("A request would change nothing here. See what is missing and who can help.")


class GiveItYourself(DomainError):
    code = "give_it_yourself"
    message = _("You manage access in this company: you can give yourself this right.")


class AlreadyAskedForAccess(DomainError):
    code = "already_asked_for_access"
    message = _("Your request for this product is already waiting for an answer.")


class RefusedLately(DomainError):
    code = "refused_lately"
    help = "no-rights"
    message = _("An administrator declined your request. You can ask again after %(on)s.")


class NobodyAnswersAccess(DomainError):
    code = "nobody_answers_access"
    help = "recover-rights"
    message = _("Nobody who manages access in this company can be reached.")


class AccessAlreadyAnswered(DomainError):
    """Two administrators answered; the first answer counts."""

    code = "access_already_answered"
    message = _("This request has its answer already (%(outcome)s): %(person)s was first.")


class AccessRequestClosed(DomainError):
    code = "access_request_closed"
    status = 410
    message = _("This request does not wait any more: it was withdrawn, or it expired.")


class SuccessorUnreachable(DomainError):
    """Keys are handed over only to somebody who can pick them up."""

    code = "successor_unreachable"
    status = 422
    help = "two-administrators"
    message = _(
        "%(person)s cannot be reached: the account is not in use, or messages to it come back. Choose somebody else."
    )


class SuccessorWithoutRole(DomainError):
    code = "successor_without_role"
    status = 422
    help = "two-administrators"
    message = _("%(person)s has no role in the company yet. Give them a role first.")


class DeputyHoldsKeys(DomainError):
    code = "deputy_holds_keys"
    status = 422
    help = "deputies"
    message = _("%(person)s is a global administrator already and needs no deputyship.")


class AlreadyDeputy(DomainError):
    code = "already_deputy"
    help = "deputies"
    message = _("%(person)s has already been named a deputy.")


class TooManyDeputies(DomainError):
    code = "too_many_deputies"
    help = "deputies"
    message = _("A company has at most %(most)s deputies. Dismiss one of them first.")


class DeputyshipClosed(DomainError):
    code = "deputyship_closed"
    status = 410
    help = "deputies"
    message = _("This has been answered already, or it has ended.")
