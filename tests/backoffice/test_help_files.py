"""Pictures and files come to an article by their content, are called by a plain name, and stay while they are seen."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from klucznik.help.models import Attachment
from tests.backoffice.desk import at_work
from tests.backoffice.help_desk import article, published

FILES = "/staff/help/articles/create-account/files/"


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


def picture(name: str = "Okno główne.PNG") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def test_a_picture_is_added_and_called_by_its_plain_name(ewa, cast):
    found = article()

    answer = ewa.post(FILES, {"file": picture()}, follow=True)

    kept = found.attachments.get()
    assert (kept.name, kept.is_picture, kept.added_by) == ("okno-glowne.png", True, cast.ewa)
    told = answer.content.decode()
    assert "![what it shows](file:okno-glowne.png)" in told
    assert "not in what readers see" in told


def test_what_is_no_such_file_is_told_at_the_field(ewa):
    found = article()
    ewa.post(FILES, {"file": picture()})
    wrong = [
        {},
        {"file": SimpleUploadedFile("a.png", b"")},
        {"file": SimpleUploadedFile("a.png", b"<svg onload='alert(1)'/>")},
        {"file": SimpleUploadedFile("a.html", b"<script>alert(1)</script>")},
        {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")},
        {"file": SimpleUploadedFile(f"{'a' * 300}.txt", b"x")},
        {"file": SimpleUploadedFile("a.txt", b"x" * (5 * 1024 * 1024 + 1))},
        {"file": picture()},  # once more under the same name
    ]

    for sent in wrong:
        answer = ewa.post(FILES, sent)
        assert answer.status_code == 422, sent
        assert answer.context["form"].errors["file"]
    assert found.attachments.count() == 1


def test_a_file_that_readers_see_is_not_removed(ewa, cast):
    found = article()
    ewa.post(FILES, {"file": picture()})
    kept = Attachment.objects.get()
    published(found, by=cast.ewa, body="![Okno](file:okno-glowne.png)")
    url = f"{FILES}{kept.public_id}/remove/"

    refused = ewa.post(url, follow=True).content.decode()
    published(found, by=cast.ewa, body="Bez obrazka.")
    done = ewa.post(url, follow=True).content.decode()

    assert "Readers see this file in the article" in refused
    assert "readers see it: Polish text" in refused
    assert "“okno-glowne.png” is removed" in done
    assert ewa.post(url).status_code == 404
    assert not Attachment.objects.filter(removed_at=None).exists()


def test_a_file_of_another_article_is_not_here(ewa):
    article()
    ewa.post(FILES, {"file": picture()})
    article("other", 102)

    url = f"/staff/help/articles/other/files/{Attachment.objects.get().public_id}/remove/"

    assert ewa.post(url).status_code == 404
    assert Attachment.objects.filter(removed_at=None).exists()
