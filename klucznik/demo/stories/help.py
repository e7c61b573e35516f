"""Stories about help: finding an answer, asking for one, being told ahead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories.telling import Story

# In the order in which they teach most.
STORIES = [
    Story(
        _("Find an answer as you type"),
        [
            _(
                "Open Help without signing in and type “odzyskac dostep”: no accents, wrong endings."
            ),
            _("Open an article and say whether it helped. After “no”, say why."),
            _(
                "Sign in as Ewa: Help → Statistics shows what readers say and what they do not find."
            ),
        ],
    ),
    Story(
        _("I cannot sign in"),
        [
            _(
                "On the page for signing in choose help: at most four questions lead to the right door."
            ),
            _("It never asks who you are, and tells nobody whether an address has an account."),
        ],
    ),
    Story(
        _("Write to the vendor"),
        [
            _("Sign in as Anna: My tickets. Ewa has answered; write again."),
            _("Sign in as Ewa: Tickets. Take the ticket, answer it with the number of an article."),
            _("The answer is in the mailbox of Anna. A reply by e-mail goes into the ticket, too."),
        ],
    ),
    Story(
        _("A planned break"),
        [
            _("Open the status page: a break of Subiekt 123 is planned."),
            _(
                "Sign in as Henryk: Notices. Announce a trouble, add a word, end it; look at the status page."
            ),
        ],
    ),
]
