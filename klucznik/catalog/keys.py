"""Every key of the catalog file: its values, its default and what it means; docs/run/catalog.md is written from it."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik.catalog.models import Line, Product
from klucznik.catalog.rules import Mode, Rules, Seating, Way
from klucznik.catalog.shapes import (
    REQUIRED,
    Address,
    Choice,
    Code,
    Day,
    Flag,
    InLanguages,
    Key,
    Several,
    Shape,
    StepsInLanguages,
    Text,
    Whole,
)

FORMAT = 2
YEAR = 365
MODES = Choice(tuple(Mode.values))
REGISTRATION = Choice(tuple(Line.Registration.values))
METRIC = Choice(tuple(Product.Metric.values))
COUNT = Whole(0, 100_000)

# Which ways to register fit where licenses of a line are registered, and which hold when nothing is said.
WAYS_THAT_FIT: dict[str, tuple[str, ...]] = {
    Line.Registration.PROGRAM: (Way.ONLINE.value, Way.CODE.value),
    Line.Registration.PROGRAM_OR_PORTAL: tuple(Way.values),
    Line.Registration.PORTAL: (Way.TERMS.value, Way.CARD.value),
}
WAYS_BY_DEFAULT: dict[str, list[str]] = {
    Line.Registration.PROGRAM: [Way.ONLINE.value, Way.CODE.value],
    Line.Registration.PROGRAM_OR_PORTAL: [Way.ONLINE.value, Way.FILE.value, Way.CARD.value],
    Line.Registration.PORTAL: [Way.TERMS.value],
}


def _rule(name: str, shape: Shape, meaning: str) -> Key:
    """A rule has the default of klucznik.catalog.rules.Rules."""
    default = getattr(Rules(), name)
    return Key(name, shape, meaning, list(default) if isinstance(default, tuple) else default)


HEAD = (Key("version", Text(40), "What you call this state of the catalog, for example the day."),)
LINE_1 = (
    Key("code", Code(20), "What products name."),
    Key("name", Text(60), "What people read."),
    Key("registration", REGISTRATION, "Where licenses of the line are registered."),
    Key("number_help", StepsInLanguages(), "How a person finds the license number."),
)
LINE = LINE_1
PRODUCT_1 = (
    Key("code", Code(40), "The code that the ERP uses."),
    Key("name", Text(80), "What people read."),
    Key("line", Code(20), "The code of its line."),
    Key("metric", METRIC, "In what the size of its licenses is counted."),
    Key(
        "needs_access", Flag(), "Whether only people with a tick for it may open it.", default=False
    ),
    Key("address", Address(), "Where people open it in the browser.", default=""),
    Key("purpose", InLanguages(200), "What it is for, in a few words."),
)
PRODUCT = (
    *PRODUCT_1,
    Key(
        "kind",
        Choice(tuple(Product.Kind.values)),
        "What it is. An extension makes a license of something else bigger; people never see it as a program.",
        default="program",
    ),
    Key(
        "registration",
        REGISTRATION,
        "Where its licenses are registered, when not as the line says.",
        default="",
        default_words="as the line",
    ),
    Key(
        "extends",
        Several(Code(40)),
        "For an extension, and only for it: the codes of the products that it extends.",
        default=(),
    ),
)
CATEGORY = (
    Key("code", Code(30), "What articles of help name."),
    Key("name", InLanguages(60), "What people read."),
)
RULES = (
    Key(
        "ways",
        Several(Choice(tuple(Way.values)), least=1),
        "How a license is registered: from the program over the internet (online) or by typing an activation code "
        "(code), in the portal with a license file (file), by a paper card that your staff enters (card), or in the "
        "portal by accepting the terms (terms).",
        default=None,
        default_words="by registration: "
        + "; ".join(f"{place}: {', '.join(ways)}" for place, ways in WAYS_BY_DEFAULT.items()),
    ),
    _rule("needs_acceptance", Flag(), "Whether a registration waits until your staff accepts it."),
    _rule(
        "unregistered_days",
        Whole(0, YEAR),
        "How many days it works fully without being registered, from its first use.",
    ),
    _rule("unregistered_end", MODES, "How it works after those days."),
    _rule(
        "client_unregistered_days",
        Whole(0, YEAR),
        "After how many days an entity of an accounting office's client that nobody registered can only be read.",
    ),
    _rule("trial_days", Whole(0, YEAR), "How long a trial lasts; 0 when there is none."),
    _rule("trial_amount", Whole(0, 10_000), "The size of a trial."),
    _rule(
        "grace_days",
        Whole(0, YEAR),
        "How many days after the last day it still works fully.",
    ),
    _rule("at_end", MODES, "How it works after the last day and the grace."),
    _rule(
        "notices_days",
        Several(Whole(1, YEAR), most=10),
        "How many days ahead people are told of the end, the longest first; an empty list tells nobody.",
    ),
    _rule(
        "seating",
        Choice(tuple(Seating.values)),
        "Whether a device keeps its seat until it is freed (named), or only while the program runs (floating).",
    ),
    _rule(
        "lease_minutes",
        Whole(0, 1440),
        "With floating seats: after how long without a sign of life a seat is free again.",
    ),
    _rule(
        "activation",
        Choice(("sign_in", "number")),
        "What activating a device takes: a person who signs in, or the license number alone. With the number alone, "
        "whoever saw it once can take a seat; the company is told each time.",
    ),
    _rule(
        "check_days",
        Whole(1, 90),
        "How often a program should ask; not less often than offline_days.",
    ),
    _rule("offline_days", Whole(1, 90), "How long a device works without any contact."),
    _rule(
        "cooldown_hours",
        Whole(0, 720),
        "How many hours after freeing a device the customer may free the next one of that license.",
    ),
    _rule(
        "releases_per_30_days",
        Whole(0, 1000),
        "How many devices of a license the customer may free within 30 days; your staff always may.",
    ),
    _rule(
        "follows",
        Choice(("", "subscription")),
        '"subscription": the right has no end, and the subscription decides which version it covers.',
    ),
    _rule(
        "care_days",
        Whole(0, YEAR),
        "Versions published within so many days after the registration are covered without a subscription.",
    ),
    _rule(
        "entities",
        Choice(("own", "size")),
        "Which entities may be registered on a license: only the company itself (own), or as many as its size says "
        '(size, only with metric = "entities").',
    ),
    _rule(
        "shares",
        Code(40),
        'For an accounting office\'s product, and only with metric = "shares": the code of the application that the '
        "office shares with its clients.",
    ),
    _rule(
        "shared_people",
        Whole(1, 10_000),
        "How many people of a client may open the shared application by name.",
    ),
    _rule(
        "reading_days",
        Whole(0, YEAR),
        "How many days after the end of a sharing the client may still read and export.",
    ),
    _rule(
        "clients_from",
        Several(Code(40)),
        "The codes of products whose office licenses, by their sizes together, say how many clients the office may "
        "register; an empty list sets no limit.",
    ),
)
EDITION = (
    Key("code", Code(20), "What licenses name."),
    Key("name", InLanguages(60), "What people read."),
    Key(
        "needs_acceptance",
        Flag(),
        "Whether registrations of this edition wait for your staff, whatever the rules say.",
        default=False,
    ),
)
VERSION = (
    Key("number", Text(20), "The number as the program tells it."),
    Key("released", Day(), "The day on which it was published."),
)
STEP = (
    Key("metric", METRIC, "What is counted."),
    Key("base", COUNT, "How much the price without extensions contains; 0 for an extension."),
    Key("by", COUNT, "By how much one extension makes it bigger; 0 when none is sold."),
    Key("edition", Code(20), "The edition for which this holds.", default="", default_words="all"),
)


@dataclass(frozen=True)
class Section:
    """A table of the file, for its documentation."""

    heads: tuple[str, ...]
    keys: tuple[Key, ...]
    meaning: str


SECTIONS = (
    Section(("[[line]]",), LINE, "A line of products."),
    Section(("[[product]]",), PRODUCT, "A product, in the order in which people see them."),
    Section(
        ("[line.rules]", "[product.rules]"),
        RULES,
        "How its licenses behave. A product has the rules of its line, unless it says otherwise; what neither says has "
        "its default.",
    ),
    Section(
        ("[[line.edition]]", "[[product.edition]]"),
        EDITION,
        "A way in which products are sold. Editions of a product stand in the place of those of its line.",
    ),
    Section(
        ("[[line.version]]", "[[product.version]]"),
        VERSION,
        "A version that you published. Versions of a product stand in the place of those of its line.",
    ),
    Section(
        ("[[product.step]]",),
        STEP,
        "In which sizes it is sold, for people to read; nothing is counted by it.",
    ),
    Section(
        ("[[category]]",),
        CATEGORY,
        "A subject of help articles and of questions to you, in the order in which people see them. Those of the "
        "sample are always there, since the articles that come with Klucznik name them: give one of their codes to "
        "call it otherwise or to move it forward, and others to add your own.",
    ),
)


def default_in_words(key: Key) -> str:
    """What holds when the key is not there."""
    if key.default is REQUIRED:
        return "must be given"
    if key.default_words:
        return key.default_words
    match key.default:
        case bool():
            return str(key.default).lower()
        case "" | () | []:
            return "none"
        case list():
            return ", ".join(str(one) for one in key.default)
    return str(key.default)
