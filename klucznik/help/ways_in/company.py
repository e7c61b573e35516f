"""Somebody is signed in, and the company or the program is not there."""

from __future__ import annotations

from klucznik.help.ways_in.pieces import SIGN_IN, Answer, End, Question, _

SWITCH = End(
    _("Choose the other company"),
    (
        _("One account can be in several companies, and the portal shows one at a time."),
        _(
            "The list of your companies is one step away. Look also whether you have a second account with "
            "another address."
        ),
    ),
    SIGN_IN,
    "companies:switch",
    _("A moment."),
    (_("your password"),),
    "my-products",
    signed_in=True,
)
ASK = End(
    _("Ask for an invitation"),
    (
        _(
            "Whoever manages the users of your company can invite you to the address of your account."
        ),
        _("The invitation comes by e-mail and also waits on your first page after you sign in."),
    ),
    SIGN_IN,
    "home",
    _("As long as your colleague needs to send it."),
    (_("the address of your account, to tell your colleague"),),
    "accept-invitation",
    signed_in=True,
)
CONNECT = End(
    _("Connect the company"),
    (
        _(
            "Type the tax ID of the company and the number of one of its licenses. You then see its products, "
            "not yet with rights."
        ),
        _(
            "The next page shows who can give you the rights, or how to regain them when nobody can."
        ),
    ),
    SIGN_IN,
    "companies:connect",
    _("Some minutes for connecting."),
    (
        _("the tax ID of the company"),
        _("the number of one of its licenses, from an invoice or the program"),
    ),
    "connect-company",
    signed_in=True,
)
ACCESS = End(
    _("See what you may open, and ask for the rest"),
    (
        _("Your access to each product is shown on one page, with the reason where you have none."),
        _("From there you can send a request to whoever can give it."),
    ),
    SIGN_IN,
    "members:my_access",
    _("As long as the answer to your request takes."),
    (_("your password"),),
    "no-rights",
    signed_in=True,
    in_company=True,
)
FIND = End(
    _("Look for the license by its number"),
    (
        _(
            "A program is on the list when its license belongs to this company. It may belong to another of your "
            "companies, or wait for its registration."
        ),
        _("Type the license number, and the page says what it is and what can be done with it."),
    ),
    SIGN_IN,
    "licensing:products",
    _("A few minutes."),
    (_("the license number, from an invoice or the program"),),
    "license-number",
    signed_in=True,
    in_company=True,
)

REACH = Question(
    _("Can you reach somebody who manages the users of your company?"),
    (
        Answer("yes", _("Yes"), ASK),
        Answer("no", _("No, or I do not know who that is"), CONNECT),
    ),
)
LISTED = Question(
    _("Is the program among the products of the company?"),
    (
        Answer("yes", _("Yes, but I have no right to use it"), ACCESS),
        Answer("no", _("No"), FIND),
    ),
)
WHAT = Question(
    _("What is not there?"),
    (
        Answer("other", _("I see another company than I need"), SWITCH),
        Answer("company", _("My company is not on the list"), REACH),
        Answer("program", _("The company is there, but not the program"), LISTED),
    ),
)
