"""Nobody in the company gives the rights: the administrator does not answer, is gone, or the owner has died."""

from __future__ import annotations

from klucznik.help.ways_in.pieces import SIGN_IN, Answer, End, Question, _

REQUEST = End(
    _("Send a request to the administrator"),
    (
        _(
            "Global administrators of the company get your request by e-mail and in the portal, and answer it "
            "with one click."
        ),
        _("If nobody answers, the same page opens the next way."),
    ),
    SIGN_IN,
    "recovery:ways",
    _("As long as the answer takes."),
    (_("your account, connected with the company"),),
    "request",
    signed_in=True,
    in_company=True,
)
RECOVER = End(
    _("Regain the rights with a declaration"),
    (
        _(
            "Whoever represents the company signs a declaration that names you, on paper or electronically. The "
            "page prepares it for you."
        ),
        _("Everybody concerned is told and may object. Then you accept the rights."),
    ),
    SIGN_IN,
    "recovery:ways",
    _("Usually up to two weeks. The page shows the dates, and what would make it shorter."),
    (
        _("your account, connected with the company by tax ID and license number"),
        _("somebody who represents the company, to sign"),
        _("a second step of signing in"),
    ),
    "recover-rights",
    signed_in=True,
    in_company=True,
)
DEPUTY = End(
    _("Step in as the deputy"),
    (
        _(
            "A deputy steps in when no global administrator answers. No letter is needed, and nobody at the "
            "vendor decides."
        ),
        _(
            "The administrators are told and may object for the time that was set when you were named."
        ),
        _(
            "The next page has the button for it. If you are no deputy or it is too early, the page says so and "
            "shows the other ways."
        ),
    ),
    SIGN_IN,
    "recovery:ways",
    _(
        "%(deputy_shortest_days)s to %(deputy_longest_days)s days, as it was set when you were named."
    ),
    (_("a second step of signing in"),),
    "deputy-steps-in",
    signed_in=True,
    in_company=True,
)
DEATH = End(
    _("Write a letter after the owner's death"),
    (
        _(
            "You need one document that shows in what capacity you carry on the business: the entry in CEIDG, a "
            "notarial deed, a court decision or a certificate. No death certificate is needed."
        ),
        _("If you have no account yet, create one on the next page and connect the company first."),
    ),
    SIGN_IN,
    "letters:death",
    _("Two people read the letter; then come %(death_days)s days of waiting."),
    (
        _("the document that shows your capacity"),
        _("the tax ID of the company and the number of one of its licenses"),
    ),
    "owner-death",
    signed_in=True,
    in_company=True,
)

WHAT = Question(
    _("What is the matter with the administrator?"),
    (
        Answer("there", _("There is one, and I want to ask for the rights"), REQUEST),
        Answer("gone", _("They left, cannot be reached, or nobody knows who it was"), RECOVER),
        Answer("deputy", _("They do not answer, and I am named as their deputy"), DEPUTY),
        Answer("died", _("The owner of the business has died"), DEATH),
    ),
)
