"""What a second step is confirmed for: a confirmation serves its own purpose and everyday ones, nothing else."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Each guarded door names one; the words finish the sentence "You confirm: ..."."""

    EVERYDAY = "everyday", _("an act that matters")
    ACCOUNT = "account", _("a change to how you sign in")
    EXPORT = "export", _("taking data out of the portal")
    SECURITY = "security", _("a change to the security of a company")
    STAFF = "staff", _("a decision of the vendor's staff")
    VERDICT = "verdict", _("one decision about a case or a company")
    GRANT = "grant", _("giving or taking the keys to a company")

    @property
    def is_for_one_act(self) -> bool:
        """Whoever gives or takes keys, or decides about them, confirms each time, however recent the last time was."""
        return self in (Purpose.GRANT, Purpose.VERDICT)

    @property
    def needs_strength(self) -> bool:
        """No backup code, and nothing younger than 72 hours while the person has something older."""
        return self in (Purpose.GRANT, Purpose.STAFF, Purpose.VERDICT)


def purpose_named(name: object) -> Purpose:
    """The purpose of an address or a form; everyday when it names none that we know."""
    return Purpose(name) if name in Purpose.values else Purpose.EVERYDAY
