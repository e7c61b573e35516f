"""Stories about licenses and computers: registering, freeing a place, offline, activating, passing on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories.telling import Story

# In the order in which they teach most.
STORIES = [
    Story(
        _("Free the place of a dead computer"),
        [
            _(
                "Sign in as Anna. In My products, Subiekt GT has all three seats taken: choose Free a place."
            ),
            _("KASA-STARA was last seen over two months ago. Free its place."),
            _("The place is free at once, the administrators are told, and the History tells it."),
            _("Try to free another one: the page says from when on that is possible again."),
        ],
    ),
    Story(
        _("Activate an application in the browser"),
        [
            _("Sign in as Anna: zarezerwuj.pl waits in My products and needs attention."),
            _("Choose Activate, read the terms and accept them."),
            _(
                "The e-mail with the license number is in the mailbox, as the vendor's customers know it."
            ),
            _("On the tab People, Anna sees who opens it; she may give access to Marek."),
        ],
    ),
    Story(
        _("Register a license from a program"),
        [
            _(
                "In the folder of the sources start the sample program: python -m reference.desktop"
                " --program rewizor-nexo --server http://127.0.0.1:8000 --state rewizor.json"
            ),
            _(
                "Sign in as Anna, copy the number of Rewizor nexo from My products, and type it in the program"
                " under Help, Manage licenses."
            ),
            _(
                "The program shows a code. Confirm it in the browser: the program now acts for Anna."
            ),
            _("Confirm the statements: the license is registered, whatever became of its 45 days."),
        ],
    ),
    Story(
        _("Work without internet"),
        [
            _(
                "Sign in as Bartek and open Subiekt nexo, then Devices:"
                " LAPTOP-BARTEK took a license file along."
            ),
            _(
                "Choose Activate without internet and paste the request that the sample program makes."
            ),
            _(
                "Take the license file back to the program: it works without contact until the day in the file."
            ),
        ],
    ),
    Story(
        _("A license passes to another company"),
        [
            _("Sign in as Celina: Gestor GT is offered to Alfa and stays hers until Alfa answers."),
            _(
                "In the mailbox, the message to Anna leads to the offer. Read what both sides state."
            ),
            _("Accept it, and look at the history of either company."),
        ],
    ),
    Story(
        _("The vendor accepts a registration"),
        [
            _("Sign in as Bartek: the education license of Subiekt nexo waits for the vendor."),
            _("Sign in as Ewa. In Registrations, accept it, or decline it with a reason."),
            _("Bartek has the answer in the mailbox, and the license is registered."),
        ],
    ),
    Story(
        _("What each state looks like"),
        [
            _("Sign in as Celina: one license in its days of grace, one suspended, one on trial."),
            _(
                "Let 14 days pass: the grace is over, and the page says what the program still does."
            ),
            _("Sign in as Olga: 42 of 50 entities in one license, each with its day."),
        ],
    ),
]
