"""Somebody has an invitation that does not work: of a company, or of an accounting office."""

from __future__ import annotations

from klucznik.help.ways_in.pieces import SIGN_IN, Answer, End, Question, _

OVER = End(
    _("Ask for a new invitation"),
    (
        _(
            "An invitation waits for %(invitation_days)s days. Open its link once more: the page has a button that "
            "asks the person who invited you for a new one."
        ),
        _(
            "If the link is gone, ask that person to send the invitation again. New ones also wait on your first "
            "page after you sign in."
        ),
    ),
    SIGN_IN,
    "home",
    _("As long as the person who invited you needs to answer."),
    (_("the old message with its link"),),
    "accept-invitation",
    signed_in=True,
)
OTHER = End(
    _("Sign in with the address of the invitation"),
    (
        _("Only an account with the invited address can accept an invitation."),
        _(
            "If you want to use your other account, sign in with it and open the link: the page has a button "
            "that asks the person who invited you."
        ),
    ),
    SIGN_IN,
    "home",
    _("At once with the invited address; otherwise as long as the answer takes."),
    (_("the message with the link"), _("the password of the account")),
    "accept-invitation",
    signed_in=True,
)
LOST = End(
    _("Sign in: the invitation waits there"),
    (
        _(
            "You do not need the message. Invitations to your address stand on the first page after you sign in."
        ),
        _(
            "If you have no account yet, create one with the address to which you were invited. If nothing waits "
            "there, ask the person who invited you which address they typed."
        ),
    ),
    SIGN_IN,
    "home",
    _("A minute or two."),
    (_("the address to which you were invited"),),
    "accept-invitation",
    signed_in=True,
)
OFFICE_AGAIN = End(
    _("Have the invitation of the office sent again"),
    (
        _(
            "An invitation of an office waits for %(share_days)s days. With the tax ID of your company and the license "
            "number that the office gave you, you can have it sent again yourself."
        ),
        _(
            "It goes to the address that the office gave. If that is not yours, ask the office to correct it."
        ),
    ),
    _("Have it sent again"),
    "shares:find",
    _("A few minutes."),
    (_("the tax ID of your company"), _("the license number from the office")),
    "office-invitation",
)
OFFICE_OTHER = End(
    _("Ask the office to correct the address"),
    (
        _(
            "Only an account with the invited address can accept. Sign in with your own account and open the "
            "link of the message: the page has a button that asks the office."
        ),
        _("The office then sends the invitation again, to your address."),
    ),
    SIGN_IN,
    "home",
    _("As long as the office needs to answer."),
    (_("the message with the link"),),
    "office-invitation",
    signed_in=True,
)

OF_COMPANY = Question(
    _("What is the matter with it?"),
    (
        Answer("over", _("It is no longer valid"), OVER),
        Answer("address", _("It is for another address than mine"), OTHER),
        Answer("lost", _("I do not have the message"), LOST),
    ),
)
OF_OFFICE = Question(
    _("What is the matter with it?"),
    (
        Answer("over", _("It is no longer valid"), OFFICE_AGAIN),
        Answer("address", _("It is for another address than mine"), OFFICE_OTHER),
        Answer("lost", _("I do not have the message"), OFFICE_AGAIN),
    ),
)
WHOSE = Question(
    _("Who sent the invitation?"),
    (
        Answer("company", _("Somebody from a company"), OF_COMPANY, _("To work in that company.")),
        Answer(
            "office",
            _("An accounting office"),
            OF_OFFICE,
            _("To use an application that it shares with us."),
        ),
    ),
)
