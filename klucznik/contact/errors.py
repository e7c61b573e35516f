"""What can be refused about tickets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class TicketChanged(DomainError):
    code = "ticket_changed"
    field = "text"
    message = _("Somebody wrote in this ticket meanwhile. Read it, then send your answer.")


class TicketIsClosed(DomainError):
    code = "ticket_is_closed"
    message = _("The ticket was closed meanwhile. Open it again first.")


class TicketIsOpen(DomainError):
    code = "ticket_is_open"
    message = _("The ticket is open already.")


class TicketGone(DomainError):
    code = "ticket_gone"
    status = 404
    message = _("This ticket is no longer kept. Write to us anew.")


class NotConfirmedYet(DomainError):
    code = "ticket_not_confirmed"
    message = _("Whoever wrote this has not confirmed the address yet.")


class NothingWritten(DomainError):
    code = "nothing_written"
    field = "text"
    message = _("Write something, or choose a file.")


class OwnTicket(DomainError):
    code = "own_ticket"
    status = 403
    message = _("This is your own ticket: somebody else of the staff answers it.")


class NotYourCompany(DomainError):
    code = "not_your_company"
    field = "company"
    message = _("You do not belong to this company any more. Choose another one, or none.")


class TooManyFilesAtOnce(DomainError):
    code = "too_many_files"
    field = "file"
    message = _("Send at most %(limit)s files at once.")


class TicketFull(DomainError):
    code = "ticket_full"
    field = "file"
    message = _("A ticket can hold at most %(limit)s files. Open another one for the rest.")
