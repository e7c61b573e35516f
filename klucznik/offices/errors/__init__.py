"""Why something about an office, its clients or a share is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class NotAnOffice(DomainError):
    code = "not_an_office"
    status = 403
    help = "office-clients"
    message = _(
        "Clients are registered by accounting offices. This company has no license for offices."
    )


class ShareNotPossible(DomainError):
    """What the table of life.py does not know."""

    code = "share_not_possible"
    message = _("This cannot be done now: %(state)s.")


class ClientEnded(DomainError):
    code = "client_ended"
    help = "office-clients"
    message = _("The office no longer has this client. Register it again first.")
