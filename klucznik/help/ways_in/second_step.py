"""The password is right, and the phone, the key or the codes are not there."""

from __future__ import annotations

from klucznik.help.ways_in.pieces import SIGN_IN, Answer, End, Question, _

PASSKEY = End(
    _("Sign in with your password"),
    (
        _(
            "A passkey is only one of the ways. Type your address and password; if a second step is asked for, "
            "use another key, the code from the application or a backup code."
        ),
        _(
            "Once you are in, remove the lost key and add a new one. If you do not know the password, set a new "
            "one first."
        ),
    ),
    SIGN_IN,
    "mfa_index",
    _("A minute or two."),
    (_("your password"), _("another key, the phone with the application, or a backup code")),
    "passkeys",
    signed_in=True,
)

BACKUP_CODE = End(
    _("Sign in with a backup code"),
    (
        _(
            "Sign in with your address and password. Where the code is asked for, type one of the backup codes; "
            "each works once."
        ),
        _("Once you are in, set up the second step on your new phone and make new backup codes."),
    ),
    SIGN_IN,
    "mfa_index",
    _("A minute or two."),
    (_("your password"), _("the printed or saved backup codes")),
    "lost-second-step",
    signed_in=True,
)

OTHER_DEVICE = End(
    _("Sign in with the other device"),
    (
        _(
            "Any key of the account will do: passkeys often lie in several devices and in a password manager, "
            "and a security key works at every computer."
        ),
        _(
            "Once you are in, remove what you have lost and add something new, so that there are two again."
        ),
    ),
    SIGN_IN,
    "mfa_index",
    _("A minute or two."),
    (_("your password"), _("the other phone, computer or key")),
    "second-step",
    signed_in=True,
)

LOST_FACTOR = End(
    _("Ask for the removal of the second step"),
    (
        _(
            "Sign in with your address and password. Where the code is asked for, choose “I have neither phone, "
            "nor key, nor codes”."
        ),
        _(
            "We write to all your confirmed addresses, and each message can stop it. This keeps others out, so "
            "nobody can make the wait shorter, the vendor's staff neither."
        ),
        _("If you do not know the password either, set a new one first."),
    ),
    SIGN_IN,
    "mfa_index",
    _(
        "%(factor_loss_days)s days of waiting, or %(factor_loss_long_days)s after a password set by e-mail. "
        "After that you finish it with the password."
    ),
    (_("your password"), _("the mailbox of the account")),
    "lost-second-step",
    signed_in=True,
)

HAVE = Question(
    _("What do you still have?"),
    (
        Answer("codes", _("Backup codes, printed or saved"), BACKUP_CODE),
        Answer("device", _("Another phone, computer or security key"), OTHER_DEVICE),
        Answer("nothing", _("None of these"), LOST_FACTOR),
    ),
)
