"""The life of a share: its states, and which act leads from one to the other. Pure; what is not here is refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What a share is, as its rows say it."""

    INVITED = "invited", pgettext_lazy("share", "invited")
    ASKED = "asked", pgettext_lazy("share", "waits for the client's administrators")
    ACTIVE = "active", pgettext_lazy("share", "shared")
    READING = "reading", pgettext_lazy("share", "ended, can be read")
    ENDED = "ended", pgettext_lazy("share", "ended")


class Act(models.TextChoices):
    """What can be done to a share."""

    SEND_AGAIN = "send_again", _("send the invitation again")
    CORRECT = "correct", _("correct the address")
    ACCEPT = "accept", _("accept the invitation")
    ASK = "ask", _("ask the client's administrators")
    AGREE = "agree", _("agree for the client")
    REFUSE = "refuse", _("refuse for the client")
    DECLINE = "decline", _("decline the invitation")
    WITHDRAW = "withdraw", _("take back what the wrong person accepted")
    END = "end", _("end the sharing")
    CLOSE = "close", _("end the time for reading")


S = State

LEADS: dict[Act, dict[State, State]] = {
    Act.SEND_AGAIN: {S.INVITED: S.INVITED},
    # A correction takes back the question that the wrong person may have put to the client's administrators.
    Act.CORRECT: {S.INVITED: S.INVITED, S.ASKED: S.INVITED},
    Act.ACCEPT: {S.INVITED: S.ACTIVE, S.ASKED: S.ACTIVE},
    Act.ASK: {S.INVITED: S.ASKED},
    Act.AGREE: {S.INVITED: S.ACTIVE, S.ASKED: S.ACTIVE},
    Act.REFUSE: {S.ASKED: S.ENDED},
    Act.DECLINE: {S.INVITED: S.ENDED},
    Act.WITHDRAW: {S.ACTIVE: S.INVITED},
    Act.END: {S.INVITED: S.ENDED, S.ASKED: S.ENDED, S.ACTIVE: S.READING},
    Act.CLOSE: {S.READING: S.ENDED},
}


def leads_to(act: Act, state: State) -> State | None:
    """The state after the act; None where it is not possible."""
    return LEADS[act].get(state)
