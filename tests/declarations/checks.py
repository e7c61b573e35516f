"""Files of a case, sent and looked at by the machine."""

from __future__ import annotations

from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.documents import declaration_pdf
from klucznik.declarations.files import inspect
from klucznik.declarations.models import Declaration, Evidence, EvidenceFile
from klucznik.declarations.papers import content_of
from klucznik.declarations.scoring import Proof
from klucznik.declarations.tasks import check_file
from tests import factories
from tests.cast import Cast
from tests.declarations import cases


def letter(case: Declaration) -> bytes:
    return declaration_pdf(content_of(case))


def send(case: Declaration, data: bytes, name: str = "a.pdf") -> EvidenceFile:
    add_files(case.claimant, cases.fresh(case), file=[inspect(data, name=name)])
    found = EvidenceFile.objects.filter(declaration=case).last()
    assert found is not None
    return found


def rows(case: Declaration, proof: Proof) -> list[Evidence]:
    return list(Evidence.objects.filter(declaration=case, kind=proof).order_by("key"))


def checked(case: Declaration, data: bytes, name: str = "a.pdf") -> EvidenceFile:
    file = send(case, data, name)
    check_file(file=file.pk)
    return file


def only(case: Declaration, proof: Proof = Proof.SIGNATURE) -> Evidence:
    (row,) = rows(case, proof)
    return row


def another(cast: Cast) -> Declaration:
    """Igor asks for Alfa, too."""
    igor = factories.person("Igor", "Iskra", email="igor@example.com")
    factories.membership(cast.alfa, igor, "associated", proven=False)
    return cases.draft(igor, cast.alfa)
