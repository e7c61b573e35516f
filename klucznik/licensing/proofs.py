"""A license number as what a person shows of a company: it identifies, it proves nothing."""

from __future__ import annotations

from klucznik.catalog.models import Line
from klucznik.companies.models import Company
from klucznik.companies.proofs import Place
from klucznik.core.vendor import vendor
from klucznik.licensing.models import License
from klucznik.licensing.numbers import LONGEST, normalized, number_key


class LicenseNumber:
    """Fulfills companies.proofs.OwnershipProof; any number the company ever had counts, expired ones too."""

    def fits(self, company: Company, shown: str) -> bool:
        """One look-up by keyed hash, whether the number exists or not, and of whomever it is."""
        key = number_key(normalized(shown)[: LONGEST * 2])
        return License.objects.filter(number_key=key, company=company).exists()

    def is_needed(self, company: Company) -> bool:
        return company.licenses.exists()

    def places(self) -> list[Place]:
        help_urls = vendor().license_help
        return [
            Place(
                line=line.name,
                steps=line.number_steps,
                more_url=help_urls.get(line.code, ""),
                program_only=line.registration == Line.Registration.PROGRAM,
            )
            for line in Line.objects.all()
        ]
