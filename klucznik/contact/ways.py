"""Known kinds of letters have forms of their own, which do at once what a ticket could only ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """One form: what it is for, and the name of its page ("" where only the link in an e-mail leads to it)."""

    label: str | Promise
    hint: str | Promise
    page: str


_DELETION: Final = Way(
    _("Delete my account"),
    _("You see what goes and what stays before you decide, and can stop it for seven days."),
    "account_delete",
)

WAYS: Final[dict[str, list[Way]]] = {
    "account": [
        Way(
            _("I cannot sign in"),
            _("A few questions lead to the way that fits: password, second step, activation."),
            "help:guide",
        ),
        Way(
            _("Change the sign-in address"),
            _("With access to the old mailbox it takes a minute."),
            "account_addresses",
        ),
        Way(
            _("Change the sign-in address without the old mailbox"),
            _("By a letter signed for the company."),
            "letters:address",
        ),
        Way(
            _("Merge two accounts into one"),
            _("When you have an account at each of two addresses."),
            "letters_of_account:ask",
        ),
        _DELETION,
    ],
    "rights": [
        Way(
            _("Get global administrator rights back"),
            _("The page says which way is open to your company, and how long it takes."),
            "recovery:ways",
        ),
        Way(
            _("Ask another administrator for rights"),
            _("Your request goes to the global administrators of your company."),
            "recovery:request",
        ),
        Way(
            _("Step in as a deputy"),
            _("When an administrator named you and is gone."),
            "recovery:step_in",
        ),
        Way(
            _("The owner of the company has died"),
            _("A letter of the heirs or of the succession administrator."),
            "letters:death",
        ),
        Way(
            _("Object to a case"),
            _(
                "Use the link in the message that told you about the case: you need not sign in there. If you do not "
                "have it any more, write below and give the number of the case."
            ),
            "",
        ),
    ],
    "licenses": [
        Way(
            _("Transfer a license to another company"),
            _("Both companies agree to it."),
            "letters:transfer",
        ),
        Way(
            _("Let seats rest, or resume them"),
            _("When you need fewer or more of them for a while."),
            "letters:seats",
        ),
        Way(
            _("Free the place of a device"),
            _(
                "For a computer that is gone, or to move to a new one: open the license in your products."
            ),
            "licensing:products",
        ),
        Way(
            _("Register a license"),
            _("In your products, beside the license that waits for it."),
            "licensing:products",
        ),
    ],
    "data": [
        Way(
            _("Take out a copy of my data"),
            _("All that there is about you, as files."),
            "account_take_out",
        ),
        _DELETION,
    ],
}


def ways_of(topic: str) -> list[Way]:
    """The forms that fit a topic, the most wanted first."""
    return WAYS.get(topic, [])
