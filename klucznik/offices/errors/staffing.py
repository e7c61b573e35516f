"""Why somebody of an office cannot be given clients, or may not do something for one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class NotServing(DomainError):
    """No place in the office, or one without a role."""

    code = "not_serving"
    status = 422
    field = "people"
    message = _("%(person)s has no role in this office, so they cannot serve its clients.")


class NobodyChosen(DomainError):
    code = "nobody_chosen"
    status = 422
    field = "people"
    message = _("Choose somebody else who takes the clients over.")


class NoClientsChosen(DomainError):
    code = "no_clients_chosen"
    status = 422
    field = "clients"
    message = _("Choose at least one client.")


class NothingShared(DomainError):
    """Without a share that the client accepted the office has no powers."""

    code = "nothing_shared"
    status = 403
    help = "office-share"
    message = _("The office shares nothing with this client now, so it has no powers there.")


class PowerMissing(DomainError):
    """The client took it, or left it out when it accepted."""

    code = "power_missing"
    status = 403
    help = "office-clients"
    message = _("The client does not let the office do this: %(power)s.")


class NoWordAsked(DomainError):
    """Said already, the case is over, or the office is none of those that are asked."""

    code = "no_word_asked"
    message = _("The office is not asked about this case any more.")
