"""Stories about the people of a company: inviting, giving products, demanding safety, looking back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories.telling import Story

# In the order in which they teach most.
STORIES = [
    Story(
        _("Ask for access to a product"),
        [
            _("Sign in as Marek. My products leads to what he can open, and why not yet."),
            _(
                "Sign in as Anna: Users, then Requests for access. Give Marek access with one click."
            ),
            _("Sign in as Igor, who has no role in Alfa, and ask for Subiekt 123, too."),
            _("Anna gives him the role and the product by one button. The mailbox tells both."),
            _("On the page of Subiekt 123, Anna sees who opens it and how many places are left."),
        ],
    ),
    Story(
        _("Invite several people from a file"),
        [
            _("Sign in as Anna: Users, Add a user, Invite several people. Download the sample."),
            _("Change its addresses, spoil one line, and check the file: nothing is sent yet."),
            _(
                "Correct the line, or send the good ones and leave it. An address at"
                " nie-istnieje.example comes back."
            ),
            _(
                "Look at Invited users: Paweł's invitation ran out, Katarzyna's came back,"
                " Dorota would rather accept with her own account. Answer each with a click."
            ),
            _("Open the mail to somebody whom you invited and accept."),
        ],
    ),
    Story(
        _("A company demands the second step"),
        [
            _("Sign in as Damian: Beta demands two-step verification, and he sees nothing else."),
            _(
                "Turn the application on. Instead of scanning, copy the key to the field"
                " “No phone at hand?” on this page: it shows the code."
            ),
            _("With the backup codes kept, Damian has his company back."),
            _(
                "Sign in as Celina: Company data, then Change under Security."
                " Demand it from everybody; the page counts who has none."
            ),
        ],
    ),
    Story(
        _("Who did what: history, download, receipt"),
        [
            _(
                "Sign in as Anna and open History. Narrow it down to access to products, or to Bartek."
            ),
            _("Download it as JSON: each event is sealed with the one before it."),
            _(
                "In the file is a receipt: with it you can prove later"
                " that nobody has changed what was."
            ),
            _("The download itself stands in the history now."),
        ],
    ),
]
