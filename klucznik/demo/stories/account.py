"""Stories about one's own account: signing in, what is lost, what changes, going away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.demo.stories.telling import Story

# In the order in which they teach most.
STORIES = [
    Story(
        _("Hand the company over and delete the account"),
        [
            _("Sign in as Anna: My account, Delete the account. It says what goes and what stays."),
            _("Alfa would have nobody: hand it over to Bartek and choose what becomes of Anna."),
            _(
                "Delete the account. Bartek gets the keys at once, and everybody concerned a message."
            ),
            _("Sign in with Anna's address, password and code: she can still stop it."),
            _("Or let 7 days pass: nothing in the portal names her any more."),
        ],
    ),
    Story(
        _("Change your e-mail and take it back"),
        [
            _(
                "Sign in as Bogna: My account, E-mail addresses, Change the address."
                " Any address will do that ends in example."
            ),
            _("Open the message to the new address and confirm."),
            _("The message to the old address has a link that takes it all back, for 7 days."),
            _(
                "Open it: Bogna is signed out everywhere and chooses a new password from the mailbox."
            ),
        ],
    ),
    Story(
        _("Two accounts of one person become one"),
        [
            _("Create a second account with an address that ends in example, and confirm it."),
            _("Sign in as Bogna: My account, Letters and merging, Two accounts become one."),
            _("Type the second address. Its mailbox gets a link: open it in the same browser."),
            _("The page shows what passes, what does not and what ends. Merge the accounts."),
            _(
                "Both mailboxes have a message; the one of the second account undoes it with a click."
            ),
        ],
    ),
    Story(
        _("Sign in with a passkey"),
        [
            _(
                "Write localhost instead of 127.0.0.1 in the address of this page:"
                " browsers keep passkeys for names, not for numbers."
            ),
            _("Sign in as Bogna: My account, Two-step verification, Add a passkey."),
            _(
                "Your device asks for a fingerprint, a face or a PIN, and you keep the backup codes."
            ),
            _("Sign out, and sign in with the passkey: without address, password and code."),
        ],
    ),
    Story(
        _("I lost my phone"),
        [
            _(
                "Sign in with the address and password of Kazimierz; at the second step say that you have nothing."
            ),
            _("Ask for the removal of the second step. The mailbox shows how it could be stopped."),
            _("Let 3 days, 3 days and 1 day pass; he is reminded on the way."),
            _(
                "Sign in with the password again and finish. Only a day too early it would be refused."
            ),
        ],
    ),
    Story(
        _("New terms"),
        [
            _("Sign in as Bogna: My account announces new terms, and they can be read already."),
            _("Let 14 days and 3 days pass: everybody gets a message, two weeks ahead."),
            _(
                "Let 14 days pass and go on as Bogna: the page shows what has changed, word by word."
            ),
            _("She agrees, or does not: then she can still take her data and leave."),
        ],
    ),
]
