"""A program shows a code and waits for somebody to allow it."""

from __future__ import annotations

from klucznik.help.ways_in.pieces import SIGN_IN, End, _

CODE = End(
    _("Type the code that the program shows"),
    (
        _("Sign in here and type the code; then you see which program asks, and allow it."),
        _(
            "Type only a code of a program that you have just started yourself, never one that somebody sent or "
            "read out to you."
        ),
    ),
    SIGN_IN,
    "program:enter",
    _(
        "A minute or two. A code works for %(program_code_minutes)s minutes; after that the program shows a new one."
    ),
    (_("the code in the window of the program"), _("your password")),
    "program-sign-in",
    signed_in=True,
)
