"""Lists to choose from in the forms of letters, in the words of the documents."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Capacity(TextChoices):
    """In what capacity somebody carries the business of a dead owner on."""

    MANAGER = "manager", _("succession manager (zarządca sukcesyjny)")
    HEIR = "heir", _("heir")
    EXECUTOR = "executor", _("executor of the will")


class Paper(TextChoices):
    """What shows it."""

    REGISTER = "register", _("entry of the succession manager in CEIDG")
    NOTARY = "notary", _("notarial deed of succession")
    COURT = "court", _("court decision about the inheritance")
    CERTIFICATE = "certificate", _("certificate of the executor of the will")


# Which paper shows which capacity.
SHOWN_BY: dict[str, list[str]] = {
    Capacity.MANAGER: [Paper.REGISTER, Paper.NOTARY],
    Capacity.HEIR: [Paper.NOTARY, Paper.COURT],
    Capacity.EXECUTOR: [Paper.CERTIFICATE, Paper.COURT],
}
