"""A wrong catalog file is refused with sentences that name the file, the entry, the key, and what is allowed."""

from __future__ import annotations

import pytest

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.reading import read
from tests.catalog.files import EXTENSION, HEAD, LINE, PRODUCT, rules

ALL = HEAD + LINE + PRODUCT
PROGRAM = LINE.replace("program_or_portal", "program")
PORTAL = LINE.replace("program_or_portal", "portal")
VERSIONS = (
    'version = [{ number = "1", released = 2026-01-01 }, { number = "1", released = 2026-02-01 }]\n'
)
EDITIONS = 'edition = [{ code = "a", name = { pl = "A", en = "A" } }, { code = "a", name = { pl = "B", en = "B" } }]\n'
STEP = '[[product.step]]\nmetric = "seats"\nbase = 3\nby = 3\n'

WRONG = {
    "no TOML": ("[[line]", "mine.toml"),
    "a number without end": ("a = " + "9" * 5000, "mine.toml"),
    "very deep": ("a = " + "[" * 5000, "mine.toml"),
    "a wrong format": (ALL.replace("format = 2", "format = 3"), "format is 3; write format = 2"),
    "a format of yes": (ALL.replace("format = 2", "format = true"), "format is True"),
    "no version": (ALL.replace('version = "1"\n', ""), "version is missing"),
    "an unknown key on top": ("brand = 1\n" + ALL, "brand is not a known key; the keys are"),
    "no line": (HEAD + PRODUCT, "there is no [[line]]"),
    "no product": (HEAD + LINE, "there is no [[product]]"),
    "a line that is no table": (
        HEAD + "line = [1]\n" + PRODUCT,
        "line 1 (without a code): this is not a table",
    ),
    # lines
    "a missing name": (ALL.replace('name = "GT"', ""), "line 1 (gt): name is missing (text, at"),
    "an unknown registration": (
        ALL.replace("program_or_portal", "paper"),
        "line 1 (gt): registration is 'paper'; choose one of: program, program_or_portal, portal",
    ),
    "a step that is a text": (
        ALL.replace('["Krok"]', '"Krok"'),
        "number_help must be a list of steps, also in pl",
    ),
    "an empty step": (ALL.replace('["Krok"]', '[" "]'), "number_help in pl is empty"),
    "one language": (ALL.replace(', en = ["Step"]', ""), "exactly these languages: pl and en"),
    "a line twice": (HEAD + LINE + LINE + PRODUCT, "the code gt stands at two entries of [[line]]"),
    "a long code": (ALL.replace('"gt"', f'"{"g" * 21}"'), "has 21 characters; at most 20 fit"),
    # products
    "an unknown metric": (
        ALL.replace("seats", "cows"),
        "product 1 (one): metric is 'cows'; choose one of: seats, entities",
    ),
    "an unknown line": (
        ALL.replace('line = "gt"', 'line = "nexo"'),
        "line is 'nexo'; choose one of: gt",
    ),
    "a product without a name": (
        ALL.replace('name = "One"', ""),
        "product 1 (one): name is missing",
    ),
    "a product twice": (ALL + PRODUCT, "the code one stands at two entries of [[product]]"),
    "an unknown key": (ALL + 'colour = "red"', "colour is not a known key; the keys are code,"),
    "a missing language": (
        ALL.replace(', en = "Something"', ""),
        "purpose must be given in exactly these languages",
    ),
    "letters that a code has not": (ALL.replace('"one"', '"One!"'), "code may have small letters"),
    "a name with NUL": (ALL.replace('"One"', r'"O\u0000ne"'), "name has a line break or another"),
    "a name of a number": (ALL.replace('"One"', "1"), "name is 1; write a text in quotes"),
    "an unknown kind": (ALL + 'kind = "game"', "kind is 'game'; choose one of: program, package"),
    "http": (ALL + 'address = "http://a.example"', "address is not an address that begins with"),
    "a script": (ALL + 'address = "javascript:alert(1)"', "begins with https://"),
    "a quote in an address": (ALL + "address = 'https://a.example/\"x'", "begins with https://"),
    "access as a word": (ALL + 'needs_access = "yes"', "needs_access is neither true nor false"),
    "a version that is no table": (ALL + "version = [1]", "version 1 is not a table"),
    "rules that are no table": (ALL + "rules = 7", "rules is not a table"),
    # rules
    "an unknown rule": (ALL + rules("graze_days = 1"), "rules.graze_days is not a known key"),
    "days as a text": (
        ALL + rules('grace_days = "14"'),
        "rules.grace_days is '14'; write a whole number, 0 to 365",
    ),
    "days as yes": (ALL + rules("grace_days = true"), "rules.grace_days is True; write a whole"),
    "too many days": (
        ALL + rules("grace_days = 366"),
        "rules.grace_days is 366; it may be 0 to 365",
    ),
    "no day offline": (
        ALL + rules("offline_days = 0"),
        "rules.offline_days is 0; it may be 1 to 90",
    ),
    "a broken number": (
        ALL + rules("offline_days = 1.5"),
        "rules.offline_days is 1.5; write a whole",
    ),
    "an unknown mode": (
        ALL + rules('at_end = "stop"'),
        "rules.at_end is 'stop'; choose one of: full, restricted, read_only",
    ),
    "an unknown way": (
        ALL + rules('ways = ["phone"]'),
        "rules.ways is 'phone'; choose one of: online",
    ),
    "no way": (ALL + rules("ways = []"), "rules.ways has 0 values; it may have 1 to"),
    "a way twice": (ALL + rules('ways = ["file", "file"]'), "rules.ways names 'file' twice"),
    "a way without a list": (ALL + rules('ways = "file"'), "rules.ways is 'file'; write a list"),
    "a notice of no day": (
        ALL + rules("notices_days = [7, 0]"),
        "rules.notices_days is 0; it may be",
    ),
    "notices that go up": (
        ALL + rules("notices_days = [1, 7]"),
        "rules.notices_days must begin with",
    ),
    "floating without a lease": (
        ALL + rules('seating = "floating"', "lease_minutes = 0"),
        'rules.lease_minutes is 0; seating = "floating" needs at least 1 minute',
    ),
    "a trial of nothing": (
        ALL + rules("trial_days = 30", "trial_amount = 0"),
        "rules.trial_amount is 0; a trial of 30 days needs at least 1",
    ),
    "a check after the end of the file": (
        ALL + rules("check_days = 31"),
        "rules.check_days is 31; it may not be more than offline_days (30)",
    ),
    "a file for a program line": (
        HEAD + PROGRAM + PRODUCT + rules('ways = ["online", "file"]'),
        'rules.ways has "file", which does not fit registration = "program"; there may be: online, code',
    ),
    "online for the portal": (
        HEAD + PORTAL + PRODUCT + rules('ways = ["online"]'),
        "there may be: terms, card",
    ),
    "ways of a line that the product's registration does not take": (
        HEAD + LINE + '[line.rules]\nways = ["file"]\n' + PRODUCT + 'registration = "program"',
        'product 1 (one): rules.ways has "file", which does not fit registration = "program"',
    ),
    "wrong rules of a line": (
        HEAD + LINE + "[line.rules]\ncheck_days = 90\n" + PRODUCT,
        "line 1 (gt): rules.check_days is 90; it may not be more than offline_days (30)",
    ),
    "entities by a size in seats": (
        ALL + rules('entities = "size"'),
        'rules.entities is "size"; that needs metric = "entities", and it is "seats"',
    ),
    # versions, editions, sizes
    "a version twice": (ALL + VERSIONS, 'version 1: number "1" stands at two entries of version'),
    "a day in quotes": (
        ALL + 'version = [{ number = "1", released = "2026-01-01" }]',
        "version 1: released is '2026-01-01'; write a day as 2026-11-30, without quotes",
    ),
    "a moment": (
        ALL + 'version = [{ number = "1", released = 2026-01-01T10:00:00Z }]',
        "version 1: released is 2026-01-01 10:00:00+00:00; write a day",
    ),
    "versions that are no list": (ALL + 'version = "1"', "version is not a list of tables"),
    "an edition twice": (ALL + EDITIONS, 'edition 1: code "a" stands at two entries of edition'),
    "a size below nothing": (
        ALL + STEP.replace("base = 3", "base = -3"),
        "step 1: base is -3; it may",
    ),
    "a size twice": (ALL + STEP + STEP, 'step 1: metric "seats" stands at two entries of step'),
    "a size of an unknown edition": (
        ALL + STEP + 'edition = "office"\n',
        'step 1: edition is "office"; choose one of: (there is none yet)',
    ),
    # extensions
    "a program that extends": (
        ALL + 'extends = ["one"]',
        'extends is for an extension only; write kind = "extension" or leave it out',
    ),
    "an extension of nothing": (
        ALL + EXTENSION.replace('extends = ["one"]', ""),
        "product 2 (more): extends must name at least one product",
    ),
    "an extension of something unknown": (
        ALL + EXTENSION.replace('["one"]', '["two"]'),
        'extends names "two", which is not a product of this file',
    ),
    "an extension of an extension": (
        ALL + EXTENSION + EXTENSION.replace('"more"', '"most"').replace('["one"]', '["more"]'),
        'product 3 (most): extends names "more", which is an extension itself',
    ),
    "an extension with rules": (
        ALL + EXTENSION + rules("grace_days = 1"),
        "product 2 (more): rules is not for an extension; it has what the product has",
    ),
    # files without a format
    "an old file with a brand": (
        "brand = 1" + LINE + PRODUCT,
        "brand is not known; write [[line]]",
    ),
    "an old file with rules": (
        LINE + PRODUCT + rules("grace_days = 1"),
        'does not know; write format = 2 and version = "..." at the top',
    ),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_with_the_key(file, text, sentence):
    with pytest.raises(WrongCatalog) as wrong:
        read(file(text))

    assert sentence in str(wrong.value)
    assert all("mine.toml: " in problem for problem in wrong.value.problems)
    assert all(problem.endswith(".") for problem in wrong.value.problems)


def test_everything_that_is_wrong_is_told_at_once(file):
    with pytest.raises(WrongCatalog) as wrong:
        read(
            file(
                HEAD
                + LINE.replace('"GT"', "7")
                + PRODUCT.replace("seats", "cows")
                + rules("grace_days = -1", "ghost = 1")
                + EXTENSION.replace('["one"]', '["two", "three"]')
            )
        )

    assert [problem.split(": ")[1] for problem in wrong.value.problems] == [
        "line 1 (gt)",
        "product 1 (one)",
        "product 1 (one)",
        "product 1 (one)",
        "product 2 (more)",
        "product 2 (more)",
    ]
    assert wrong.value.in_short.endswith("(5 more)")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name = '\x00'"])
def test_bytes_that_are_no_text_are_refused(tmp_path, content):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)

    with pytest.raises(WrongCatalog):
        read(path)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(WrongCatalog, match="cannot be read"):
        read(tmp_path)
