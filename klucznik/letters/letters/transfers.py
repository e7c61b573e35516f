"""A letter of two companies that passes a license on, for when one of them cannot act in the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from klucznik.companies.measures import is_disputed, is_suspended
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.declarations.errors import Moot
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Declaration, Notified
from klucznik.declarations.reasons import Ending
from klucznik.declarations.weighing import signed_by_each
from klucznik.letters.errors import CompanyHeldBack, LicenseStays, NoSuchLicenseHere
from klucznik.letters.letters.usual import PAPER_WAIT, OtherLetter
from klucznik.letters.models import PassedOn
from klucznik.licensing import transfers
from klucznik.licensing.actions.transferring import bring_back, carry_over
from klucznik.licensing.models import License
from klucznik.licensing.numbers import masked, number_key
from klucznik.recovery import recipients


class LicenseTransfer(OtherLetter):
    """Both companies sign one letter; what happens then is what happens in the portal when both agree."""

    prefix: ClassVar[str] = "CES"

    def license(self, declaration: Declaration) -> License | None:
        """The license that the letter means, as long as the company that gives it has it."""
        giver = self._company(declaration, "giver")
        key = number_key(str(declaration.about.get("number", "")))
        found = License.objects.select_related("product__line", "company").filter(number_key=key)
        return found.filter(company=giver).first() if giver else None

    def receiver(self, declaration: Declaration) -> Company | None:
        return self._company(declaration, "receiver")

    def _company(self, declaration: Declaration, side: str) -> Company | None:
        tax_id = declaration.about.get(side, "")
        if not tax_id:
            return None
        return Company.objects.with_tax_id(TaxId(tax_id[:2], tax_id[2:])).open().first()

    def other_companies(self, declaration: Declaration) -> list[int]:
        """Giver and receiver, whichever of them is not the case's own."""
        found = [self._company(declaration, side) for side in ("giver", "receiver")]
        return [one.pk for one in found if one and one.pk != declaration.company_id]

    def check_approval(self, declaration: Declaration) -> None:
        """Only reviewers learn whose the license is and whether the portal knows the other company."""
        license = self.license(declaration)
        if license is None or self.receiver(declaration) is None:
            raise NoSuchLicenseHere
        if self._is_held_back(declaration):
            raise CompanyHeldBack
        if why := transfers.why_not(license) or transfers.why_held(license):
            raise LicenseStays(why=why)

    def check_grant(self, declaration: Declaration) -> None:
        license = self.license(declaration)
        if license is None or self.receiver(declaration) is None:
            raise Moot(why=Ending.MOVED_ON)
        if self._is_held_back(declaration):
            raise Moot(why=Ending.HELD)
        if transfers.why_not(license) or transfers.why_held(license):
            raise Moot(why=Ending.MOVED_ON)

    def _is_held_back(self, declaration: Declaration) -> bool:
        """A letter passes nothing that nobody in the portal could pass."""
        both = [self._company(declaration, side) for side in ("giver", "receiver")]
        return any(one and (is_disputed(one) or is_suspended(one)) for one in both)

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """One company's seal does not speak for the other: all who are named have to sign for the shorter wait."""
        usual = super().waiting_period(declaration)
        return usual if signed_by_each(declaration) else PAPER_WAIT

    def addressees(self, declaration: Declaration) -> Iterator[Addressee]:
        """The people of both companies; those of the other one are not counted before the claimant."""
        yield from super().addressees(declaration)
        if self.license(declaration) is None:
            return
        for key in self.other_companies(declaration):
            other = Company.objects.get(pk=key)
            theirs = [
                *recipients.administrators(other, but=declaration.claimant),
                *recipients.former_administrators(other),
                *recipients.contacts(other),
            ]
            for one in theirs:
                yield Addressee(one.email, Notified.Standing.ACCOUNT, one.language, one.user)

    def grant(self, declaration: Declaration) -> None:
        license, receiver = self.license(declaration), self.receiver(declaration)
        assert license is not None
        assert receiver is not None
        carried = carry_over(
            declaration.claimant,
            license,
            receiver=receiver,
            statement=declaration.text_hash,
            reason=declaration.number,
        )
        PassedOn.objects.create(declaration=declaration, transfer=carried)

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """Back to the giver, unless the license has moved on meanwhile; places stay free."""
        passed = PassedOn.objects.select_related("transfer__license").get(declaration=declaration)
        passed.back = bring_back(
            declaration.claimant, passed.transfer, statement=declaration.text_hash
        )
        passed.save(update_fields=["back"])
        return {"licenses": int(passed.back is not None)}

    def details(self, declaration: Declaration) -> list[tuple[str, str]]:
        about = declaration.about
        return [
            ("license_number", str(about.get("number", ""))),
            ("giver", _side(about, "giver")),
            ("receiver", _side(about, "receiver")),
        ]

    def telling(self, declaration: Declaration) -> dict[str, Any]:
        about = declaration.about
        more = {
            "license_number": masked(str(about.get("number", ""))),
            "giver": _side(about, "giver"),
            "receiver": _side(about, "receiver"),
        }
        return super().telling(declaration) | more


def _side(about: dict[str, Any], side: str) -> str:
    """Only what the claimant typed or what is the claimant's own company."""
    number = str(about.get(side, ""))
    shown = TaxId(number[:2], number[2:]).display if number else ""
    name = str(about.get(f"{side}_name", ""))
    return f"{name}, {shown}" if name else shown
