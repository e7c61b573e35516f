"""Stories about who holds the keys of a company, and how they come back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories.telling import Story

# In the order in which they teach most.
STORIES = [
    Story(
        _("The lost keys: delete the account and get everything back"),
        [
            _("Sign in as Jan. In My account, delete the account and let 7 days pass."),
            _("Create the account again with the same address, and activate it from the mailbox."),
            _(
                "Add the company with the numbers below, then go the way that My products shows:"
                " print the declaration, sign it, send the scan."
            ),
            _("Sign in as Filip, then as Grażyna: both approve. Let 14 days pass."),
            _("Sign in as Jan again and accept the keys."),
        ],
        company="zorza",
    ),
    Story(
        _("The fast lane: sign electronically"),
        [
            _(
                "Sign in as Dorota, add the company with the numbers below and prepare the declaration:"
                " My products leads there."
            ),
            _(
                "Open Sign, as a demonstration, below the clock on this page: your declaration waits there."
                " Download it with a pretend signature of whoever it names."
            ),
            _(
                "Add that file to the case. After some seconds it says that the signature was checked."
            ),
            _(
                "Change a byte of the file and add it again: it is not accepted, and the page says why."
            ),
            _("Send it. Filip and Grażyna approve, and the wait is shorter than with paper."),
        ],
        company="feniks",
    ),
    Story(
        _("Two who sign together"),
        [
            _("Prepare a declaration with two signatories, and ask the second one by e-mail."),
            _("Open the link in the mailbox: no account is needed to sign, or to disagree."),
            _("Sign as both, as a demonstration, and send the file from the second one's page."),
            _("The case shows who has signed and who has not."),
        ],
        company="feniks",
    ),
    Story(
        _("A company without an administrator"),
        [
            _("Sign in as Dorota and add the company with the numbers below."),
            _("My products says what is missing. Go on to the declaration."),
        ],
        company="feniks",
    ),
    Story(
        _("A request to an administrator"),
        [
            _("Sign in as Bogna and go on from the notice in My products: send a request."),
            _("Sign in as Anna and approve it, or decline it with a reason."),
        ],
    ),
    Story(
        _("A deputy steps in, and the administrator objects"),
        [
            _(
                "Sign in as Bartek, go on from the notice in My products and step in as a deputy:"
                " Anna has not been here for 30 days. If you have been Anna meanwhile, let 35 days pass first."
            ),
            _("Open the mail to Anna and object: the case ends at once. It takes no sign-in."),
            _("Or let 10 days pass instead and sign in as Bartek: he accepts the rights."),
        ],
    ),
    Story(
        _("Somebody connects a company that is in good hands"),
        [
            _(
                "Sign in as Dorota and add the company with the numbers below:"
                " she sees products and holds no right."
            ),
            _("Anna gets an e-mail about it, and can give Dorota a role or disconnect her."),
        ],
        company="alfa",
    ),
    Story(
        _("A company that nobody knows"),
        [
            _(
                "Sign in as Dorota and add a company with the NIP below: she founds it and administers it."
            )
        ],
        is_unknown=True,
    ),
    Story(
        _("An objection stops a case"),
        [
            _(
                "Open the mail to Kazimierz and say in it that the case is not right. It takes no sign-in."
            ),
            _(
                "Jacek sees that his case stands still, and the reviewers have an objection to decide."
            ),
        ],
    ),
    Story(
        _("The first administrator of a customer"),
        [
            _(
                "Open the invitation in the mail to Biuro Rachunkowe Modrzew"
                " and accept it with a new account of that address."
            ),
            _("Let 3 days pass: the office has its first administrator."),
        ],
    ),
]
