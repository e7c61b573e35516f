"""Why a client of an office is not registered, renamed or ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class ProgramNotOfOffice(DomainError):
    code = "program_not_of_office"
    field = "program"
    help = "office-clients"
    message = _(
        "The office has no license of this program that could be used today, so it registers no clients for it."
    )


class ClientNameMissing(DomainError):
    code = "client_name_missing"
    status = 422
    field = "name"
    message = _("Enter the name of the client.")


class ClientNameTooLong(DomainError):
    code = "client_name_too_long"
    status = 422
    field = "name"
    message = _("The name of a client has at most %(most)s characters.")


class ClientNameIsLink(DomainError):
    code = "client_name_is_link"
    status = 422
    field = "name"
    message = _("A name cannot contain a web address.")


class ClientIsOffice(DomainError):
    """F13: the office's own books are an entity of its own license."""

    code = "client_is_office"
    field = "tax_id"
    help = "office-clients"
    message = _(
        "This is the tax ID of the office itself. It is no client: register it in the license of the office’s program."
    )


class ClientAlreadyThere(DomainError):
    code = "client_already_there"
    field = "tax_id"
    help = "office-clients"
    message = _("The office has this client already: %(name)s.")


class ClientLimitReached(DomainError):
    code = "client_limit_reached"
    help = "office-clients"
    message = _(
        "All places for clients are taken: %(used)s of %(most)s. Those that are registered stay. "
        "To register another one, deregister one or extend the licenses."
    )


class TaxIdFrozen(DomainError):
    code = "tax_id_frozen"
    field = "tax_id"
    help = "office-clients"
    message = _(
        "The tax ID of a client does not change: this one has %(tax_id)s. Another number is another client. "
        "Register that one, and deregister this one if you no longer need it."
    )


class ClientChangedMeanwhile(DomainError):
    code = "client_changed_meanwhile"
    message = _(
        "Somebody has just changed something about this client. Look at it again, then repeat."
    )


class ListedTwice(DomainError):
    code = "client_listed_twice"
    message = _("This number stands in the list twice.")


class NoClientListed(DomainError):
    code = "no_client_listed"
    status = 422
    field = "file"
    message = _("There is no client in the file.")


class TooManyClients(DomainError):
    code = "too_many_clients"
    status = 422
    field = "file"
    help = "office-clients"
    message = _("Lines in the list: %(count)s. Register at most %(most)s clients at once.")
