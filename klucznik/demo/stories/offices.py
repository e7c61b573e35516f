"""Stories about an accounting office and its clients: adding, sharing, correcting, accepting, leaving."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories.telling import Story

# In the order in which they teach most.
STORIES = [
    Story(
        _("Share an application with a client"),
        [
            _(
                "Sign in as Hanna: Clients of the office. Add a client with the NIP below,"
                " for Subiekt 123 dla InsERT GT."
            ),
            _("Share Subiekt 123 with it, at an address that ends in example."),
            _("Look at the summary: the address can still be corrected. Then share."),
            _(
                "Open the invitation in the mailbox and accept it with a new account: the company is the client's own."
            ),
            _(
                "Sign in as Hanna again: the client has accepted, and a place of the license is taken."
            ),
        ],
        is_unknown=True,
    ),
    Story(
        _("A wrong address, corrected without a letter"),
        [
            _(
                "Sign in as Hanna: the invitation of Zakład Fryzjerski Fala came back,"
                " because its address does not exist."
            ),
            _("Correct the address. The mailbox shows the new invitation."),
            _("Correct it once more: the link of the message before does not work any more."),
        ],
    ),
    Story(
        _("The wrong person accepted"),
        [
            _(
                "Sign in as Tymon: he accepted for Serwis Rowerowy Orzeł, and administers that company,"
                " though nobody has proven it."
            ),
            _(
                "Sign in as Hanna and take back what the wrong person accepted, with another address."
                " That is possible for 14 days."
            ),
            _("Tymon has a message and no company; the invitation is in the new mailbox."),
        ],
    ),
    Story(
        _("An invitation to a company that has its own administrator"),
        [
            _(
                "Damian accepted an invitation of Saldo for Beta. It gave him nothing: Celina is asked."
            ),
            _("Sign in as Celina: a notice leads to the question. Agree or refuse."),
            _("Sign in as Hanna: the client page shows the answer."),
        ],
    ),
    Story(
        _("Work in the application, as the client and as the office"),
        [
            _(
                "Open the application in the browser from this page, and Subiekt 123 in it."
                " It shows a code; in the Account, sign in as Kamil and allow it."
            ),
            _("Save a document for Cukiernia Rogal, then sign out of the application."),
            _("Sign in to it as Ela: she chooses among her clients and sees the same documents."),
            _(
                "Sign in here as Kamil: Accounting office. Take from the office the right to work"
                " in Subiekt 123."
            ),
            _("Ela's next click in the application says so."),
        ],
    ),
    Story(
        _("Leave the office, keep everything"),
        [
            _(
                "Sign in as Kamil: Accounting office, End the cooperation. Read what stays and what moves."
            ),
            _("End it: Saldo has a message, and its powers have ended."),
            _(
                "In the application Kamil reads and exports for thirty days, as Malwina does already."
            ),
        ],
    ),
    Story(
        _("Limits, and clients that nobody registered"),
        [
            _(
                "Sign in as Hanna: for nexo she has three clients with room for two, because a license ended."
                " They stay; a fourth is refused."
            ),
            _("Młyn Wodny Jagła turns to reading tomorrow, Warsztat Kowadło in nine days."),
            _("Register one of them: its days stop counting."),
        ],
    ),
]
