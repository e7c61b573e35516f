"""One product of each line with the rules of its line, and licenses of them that wait to be registered."""

from __future__ import annotations

from typing import Any

from klucznik.catalog.models import Line, Product
from klucznik.companies.models import Company
from klucznik.licensing.models import License
from tests import factories

PROGRAM, BOTH, PORTAL = Line.Registration.values
STATED = ("license_terms", "subscription_information", "data_processing")


def gt(code: str = "subiekt-gt", **fields: Any) -> Product:
    """Registered only in the program; an activation code comes by e-mail."""
    rules = {"ways": ["online", "code"], "follows": "subscription"} | fields.pop("rules", {})
    return made(code, line="gt", own_registration=PROGRAM, stored_rules=rules, **fields)


def nexo(code: str = "subiekt-nexo", **fields: Any) -> Product:
    """Registered in the program, in the portal with a file, or from a card; 45 days without."""
    rules = {"ways": ["online", "file", "card"], "unregistered_days": 45, "trial_days": 30}
    rules |= fields.pop("rules", {})
    return made(code, line="nexo", own_registration=BOTH, stored_rules=rules, **fields)


def cloud(code: str = "subiekt-123", **fields: Any) -> Product:
    """Activated in the portal by its terms."""
    rules = {"ways": ["terms"], "trial_days": 30, "trial_amount": 2} | fields.pop("rules", {})
    fields.setdefault("name", "Subiekt 123")
    fields.setdefault("metric", "users")
    return made(
        code, line="cloud", kind="app", own_registration=PORTAL, stored_rules=rules, **fields
    )


def made(code: str, *, line: str, **fields: Any) -> Product:
    """The product with these fields, also when the cast has one of its code."""
    product = factories.product(code, line=line)
    Product.objects.filter(pk=product.pk).update(**fields)
    return Product.objects.get(pk=product.pk)


def office(code: str = "rachmistrz-gt") -> Product:
    """Counted in entities, as many as the size of an office's license."""
    return gt(code, metric="entities", rules={"entities": "size"})


def unregistered(of: Company, product: Product, **fields: Any) -> License:
    """A license that was issued and waits."""
    return factories.license(of, product=product, status=License.Status.UNREGISTERED, **fields)


def office_license(of: Company, size: int = 3, **fields: Any) -> License:
    """A registered license of an accounting office."""
    variant = License.Variant.OFFICE
    return factories.license(of, product=office(), amount=size, variant=variant, **fields)
