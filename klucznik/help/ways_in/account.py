"""Somebody cannot get into their account: the password, the second step, a message, the mailbox, or it is closed."""

from __future__ import annotations

from klucznik.help.ways_in.invitation import LOST as INVITATION_LOST
from klucznik.help.ways_in.pieces import SIGN_IN, Answer, End, Question, _
from klucznik.help.ways_in.second_step import HAVE, PASSKEY

ACTIVATION = End(
    _("Send the activation message again"),
    (
        _(
            "Type the address with which you created the account. If it waits for activation, a new message comes."
        ),
        _("Use the link of the newest message, and look into the folder for unwanted mail, too."),
    ),
    _("Send the message again"),
    "account_resend_activation",
    _("A few minutes. The link works for %(activation_hours)s hours."),
    (_("the mailbox with which you created the account"),),
    "activate-account",
)
NEW_PASSWORD = End(
    _("Set a new password"),
    (
        _(
            "Type the address of your account or one of its recovery addresses. If there is such an account, a "
            "link comes there."
        ),
        _("A new password signs out all devices. The second step stays as it is."),
    ),
    _("Send the link"),
    "account_reset_password",
    _("A few minutes. The link works for %(reset_hours)s h."),
    (_("the mailbox to which the link goes"),),
    "new-password",
)
OTHER_ADDRESS = End(
    _("Ask for the link again, perhaps with another address"),
    (
        _(
            "The portal answers the same whether there is an account or not. If no message comes, your account "
            "may have another address: try the others that you use."
        ),
        _(
            "Look into the folder for unwanted mail, too. One address gets at most %(reset_letters)s such messages "
            "an hour."
        ),
    ),
    _("Send the link"),
    "account_reset_password",
    _("A few minutes. The link works for %(reset_hours)s h."),
    (_("your other e-mail addresses"),),
    "new-password",
)
LOCKED = End(
    _("Wait a few minutes, or set a new password"),
    (
        _(
            "After several wrong attempts the portal takes no further ones for %(tries_minutes)s min. Nothing "
            "happened to the account, and nobody has to unlock it."
        ),
        _("A new password lets you in at once."),
    ),
    _("Set a new password"),
    "account_reset_password",
    _("%(tries_minutes)s min of waiting, or as long as a message needs."),
    (_("the mailbox of the account"),),
    "cannot-sign-in",
)
CHANGE_ADDRESS = End(
    _("Sign in and change the address"),
    (
        _(
            "The old mailbox is not needed: you sign in with the old address and your password, and a link goes "
            "to the new address."
        ),
        _("For %(address_undo_days)s days the change can be taken back from the old address."),
    ),
    SIGN_IN,
    "account_change_address",
    _("A few minutes. The link works for %(address_hours)s hours."),
    (_("your password"), _("the second step, if you have one"), _("your new mailbox")),
    "change-email",
    signed_in=True,
)
LETTER = End(
    _("Write a letter from a new account"),
    (
        _(
            "Create an account with the address that you read now, connect the company with a license number, "
            "and write the letter about the sign-in address."
        ),
        _(
            "The company confirms in it that the old account is yours. Everybody concerned is told and may "
            "object; then the old account gets the new address."
        ),
        _("The second step of the old account stays, so keep its phone, key or codes."),
    ),
    _("Create an account"),
    "account_signup",
    _(
        "Two people read the letter; then come %(letter_days)s days of waiting, or %(letter_signed_days)s with an "
        "electronic signature."
    ),
    (
        _("the tax ID of the company and the number of one of its licenses"),
        _("somebody who represents the company, to sign the letter"),
    ),
    "lost-mailbox",
)
STOP_DELETION = End(
    _("Sign in and stop the deletion"),
    (
        _(
            "For %(deletion_days)s days the account can still be kept. Sign in as before; the page that follows "
            "has the button for it."
        ),
        _(
            "The account stays yours with its history. You do not get your companies back by that: an "
            "administrator invites you again, or you connect the company and regain the rights."
        ),
    ),
    SIGN_IN,
    "home",
    _("A minute or two."),
    (_("your password"), _("the second step, if you have one")),
    "deleted-account-back",
    signed_in=True,
)
DELETED = End(
    _("Begin with a new account"),
    (
        _(
            "An account that was deleted cannot be brought back. Your company, its licenses and its history are "
            "still there."
        ),
        _(
            "Create an account, connect the company with its tax ID and a license number, and regain the rights "
            "in it."
        ),
    ),
    _("Create an account"),
    "account_signup",
    _(
        "Some minutes for the account. How long the rights take is said on their page; usually up to two weeks."
    ),
    (_("the tax ID of the company and the number of one of its licenses"),),
    "deleted-account-back",
)
SWITCHED_OFF = End(
    _("Write to us"),
    (
        _(
            "An account that is switched off can be opened again only by the vendor's staff, and only they can "
            "say why it was done."
        ),
        _("Write from the address of the account, if you can. We never ask for your password."),
    ),
    _("Write to us"),
    "contact:topics",
    _("The page says when you will have an answer."),
    (_("the address of the account"),),
    "contact-us",
)

READS = Question(
    _("Do you read the mailbox of this account?"),
    (
        Answer("yes", _("Yes"), NEW_PASSWORD),
        Answer("recovery", _("No, but I read a recovery address of the account"), NEW_PASSWORD),
        Answer("no", _("No"), LETTER),
    ),
)
PASSWORD = Question(
    _("What is it about the password?"),
    (
        Answer("forgotten", _("I do not remember it, or it is not accepted"), READS),
        Answer("tries", _("The portal says: too many attempts"), LOCKED),
        Answer("passkey", _("I have always used a passkey, and it is gone"), PASSKEY),
    ),
)
MESSAGE = Question(
    _("Which message?"),
    (
        Answer("activation", _("The one that activates a new account"), ACTIVATION),
        Answer("password", _("The one with a link for a new password"), OTHER_ADDRESS),
        Answer("invitation", _("An invitation to a company"), INVITATION_LOST),
    ),
)
MAILBOX = Question(
    _("Do you know the password of the account?"),
    (
        Answer("yes", _("Yes"), CHANGE_ADDRESS),
        Answer("recovery", _("No, but I read a recovery address of the account"), NEW_PASSWORD),
        Answer("no", _("No"), LETTER),
    ),
)
CLOSED = Question(
    _("What do you know about the account?"),
    (
        Answer("never", _("It was never activated"), ACTIVATION),
        Answer(
            "leaving",
            _("I asked for its deletion in the last %(deletion_days)s days"),
            STOP_DELETION,
        ),
        Answer("deleted", _("It was deleted earlier than that"), DELETED),
        Answer("off", _("The portal says that it is switched off"), SWITCHED_OFF),
    ),
)
WHERE = Question(
    _("Where do you get stuck?"),
    (
        Answer(
            "password",
            _("At the password"),
            PASSWORD,
            _("Forgotten, not accepted, too many attempts."),
        ),
        Answer(
            "second",
            _("At the second step"),
            HAVE,
            _("The phone, the key or the codes are not there."),
        ),
        Answer("message", _("I wait for a message that does not come"), MESSAGE),
        Answer("mailbox", _("I no longer read the mailbox of this account"), MAILBOX),
        Answer("closed", _("The account is not active, deleted or switched off"), CLOSED),
    ),
)
