"""What a claimant sends: five files at most, looked into, sealed, each once."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.actions.submitting import submit_declaration
from klucznik.declarations.errors import NoFileYet, TooManyFiles
from klucznik.declarations.models import EvidenceFile
from klucznik.declarations.papers import file_data, file_pages, files_hash
from tests.declarations import cases, papers


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.draft(cast.dorota, cast.alfa)


def upload(client, case, *files):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(
        reverse("declarations:add_files", args=[case.public_id]), {"file": sent}, follow=True
    )


def test_several_files_come_at_once(cast, case, sign_in):
    upload(sign_in(cast.dorota), case, ("a.pdf", papers.pdf()), ("b.png", papers.picture()))

    assert sorted(EvidenceFile.objects.values_list("kind", flat=True)) == ["pdf", "png"]


def test_nothing_lies_on_disk_as_it_was_sent(cast, case):
    add_files(cast.dorota, case, file=[cases.scan()])

    stored = [path.read_bytes() for path in settings.EVIDENCE_DIR.rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert b"%PDF" not in stored[0]


def test_reviewers_get_the_pages_as_pictures(cast, case):
    add_files(cast.dorota, case, file=[cases.scan(pages=2)])
    file = EvidenceFile.objects.get()

    assert file_data(file).startswith(b"%PDF")
    assert all(page.startswith(b"\x89PNG") for page in file_pages(file))


def test_the_same_file_is_kept_once(cast, case):
    scan = cases.scan()
    add_files(cast.dorota, case, file=[scan])
    add_files(cast.dorota, cases.fresh(case), file=[scan])

    assert EvidenceFile.objects.count() == 1


def test_a_sixth_file_is_refused(cast, case):
    add_files(cast.dorota, case, file=[cases.scan(pages=number) for number in range(1, 6)])

    with pytest.raises(TooManyFiles):
        add_files(cast.dorota, cases.fresh(case), file=[cases.scan(pages=6)])


def test_active_content_is_refused_with_a_sentence(cast, case, sign_in):
    answer = upload(sign_in(cast.dorota), case, ("zly.pdf", papers.pdf(change=papers.script)))

    assert answer.status_code == 422
    assert "contains scripts" in answer.content.decode()
    assert not EvidenceFile.objects.exists()


def test_without_a_file_nothing_is_submitted(cast, case):
    with pytest.raises(NoFileYet):
        submit_declaration(cast.dorota, case)


def test_a_file_is_removed_by_its_claimant_only(cast, case, sign_in):
    add_files(cast.dorota, case, file=[cases.scan()])
    file = EvidenceFile.objects.get()
    address = reverse("declarations:remove_file", args=[case.public_id, file.public_id])
    assert sign_in(cast.bartek).post(address).status_code == 404

    sign_in(cast.dorota).post(address)

    file.refresh_from_db()
    assert file.removed_at is not None


def test_the_hash_of_the_files_changes_with_any_of_them(cast, case):
    before = files_hash(case)
    add_files(cast.dorota, case, file=[cases.scan()])

    assert files_hash(case) != before


def test_uploads_are_counted(cast, case, sign_in):
    client = sign_in(cast.dorota)
    for _ in range(60):
        upload(client, case, ("x.txt", b"nothing"))

    answer = upload(client, case, ("a.pdf", papers.pdf()))

    assert "Too many attempts" in answer.content.decode()
