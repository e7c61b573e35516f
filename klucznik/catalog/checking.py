"""What keys of the catalog file mean together: references, ways that fit, rules that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from klucznik.catalog.drafts import LineDraft, ProductDraft, rules_of
from klucznik.catalog.keys import WAYS_THAT_FIT
from klucznik.catalog.models import Product
from klucznik.catalog.rules import Rules
from klucznik.catalog.shapes import listed
from klucznik.catalog.tables import Table


def check_line(line: LineDraft) -> None:
    """Its defaults for products must fit each other and the way in which the line is registered."""
    _no_twins(line.editions, "edition", "code")
    _no_twins(line.versions, "version", "number")
    if line.rules.given() and not line.rules.wrong:
        _note(line.rules, contradictions(rules_of(line), line.registration))


def check_product(product: ProductDraft, kinds: dict[str, str | None]) -> None:
    """`kinds` tells the kind of every product in the file."""
    table = product.table
    _no_twins(product.own_editions, "edition", "code")
    _no_twins(product.own_versions, "version", "number")
    _no_twins(product.steps, "step", "metric", "edition")
    if product.is_extension:
        _check_extension(product, kinds)
        return
    if table.get("extends"):
        table.note("extends", 'is for an extension only; write kind = "extension" or leave it out')
    _check_editions_of_steps(product)
    _check_rules(product, kinds)


def contradictions(rules: Rules, registration: str | None) -> Iterator[tuple[str, str]]:
    """Keys whose values do not go together, each with the sentence that goes on after its name."""
    fitting = WAYS_THAT_FIT.get(registration or "", rules.ways)
    for way in rules.ways:
        if way not in fitting:
            said = f'has "{way}", which does not fit registration = "{registration}"'
            yield "ways", f"{said}; there may be: {listed(fitting)}"
    if rules.is_floating and not rules.lease_minutes:
        yield "lease_minutes", 'is 0; seating = "floating" needs at least 1 minute'
    if rules.trial_days and not rules.trial_amount:
        yield "trial_amount", f"is 0; a trial of {rules.trial_days} days needs at least 1"
    if list(rules.notices_days) != sorted(rules.notices_days, reverse=True):
        yield "notices_days", "must begin with the longest time and go down"
    if rules.check_days > rules.offline_days:
        yield (
            "check_days",
            f"is {rules.check_days}; it may not be more than offline_days ({rules.offline_days})",
        )


def _check_rules(product: ProductDraft, kinds: dict[str, str | None]) -> None:
    """What the line says alone is told at the line."""
    own, line = product.rules, product.line
    if own.wrong or (line and line.rules.wrong):
        return
    rules, metric = rules_of(line, product), product.table.get("metric")
    if rules.entities == "size" and metric not in (None, Product.Metric.ENTITIES):
        own.note("entities", f'is "size"; that needs metric = "entities", and it is "{metric}"')
    if rules.shares and metric not in (None, Product.Metric.SHARES):
        own.note("shares", f'needs metric = "shares", and it is "{metric}"')
    _check_codes(own, rules, kinds)
    if own.given() or product.table.get("registration"):
        _note(own, contradictions(rules, product.registration))


def _check_codes(own: Table, rules: Rules, kinds: dict[str, str | None]) -> None:
    """What is shared, and what says how many clients there may be, stands in the same file."""
    if rules.shares and kinds.get(rules.shares) != Product.Kind.APP:
        own.note("shares", f'names "{rules.shares}", which is not an application of this file')
    for code in rules.clients_from:
        if code not in kinds:
            own.note("clients_from", f'names "{code}", which is not a product of this file')


def _check_extension(product: ProductDraft, kinds: dict[str, str | None]) -> None:
    table = product.table
    for key in ("rules", "edition", "version", "registration", "needs_access", "address"):
        if key in table:
            table.note(key, "is not for an extension; it has what the product has that it extends")
    if not table.get("extends") and "extends" not in table.wrong:
        table.note("extends", "must name at least one product")
    for code in table.get("extends") or ():
        if code not in kinds:
            table.note("extends", f'names "{code}", which is not a product of this file')
        elif kinds[code] == Product.Kind.EXTENSION:
            table.note("extends", f'names "{code}", which is an extension itself')


def _check_editions_of_steps(product: ProductDraft) -> None:
    known = [str(edition.get("code")) for edition in product.editions]
    for step in product.steps:
        if step.get("edition") and step["edition"] not in known:
            step.note("edition", f'is "{step["edition"]}"; choose one of: {listed(known)}')


def _no_twins(rows: Iterable[Table], kind: str, *keys: str) -> None:
    """No two tables of a list say the same."""
    told = [(row, tuple(row.get(key) for key in keys)) for row in rows]
    seen = Counter(said for _, said in told if None not in said)
    for row, said in told:
        if seen.pop(said, 0) > 1:
            what = " ".join(f'"{one}"' for one in said if one)
            row.note(keys[0], f"{what} stands at two entries of {kind}; keep one")


def _note(table: Table, found: Iterable[tuple[str, str]]) -> None:
    for key, what in found:
        table.note(key, what)
