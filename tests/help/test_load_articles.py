"""Articles of files: loaded once, changed by a changed file, left alone where the staff wrote; written out again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from klucznik.catalog.loading import load_catalog
from klucznik.events.models import Event
from klucznik.help.actions.publishing import publish, save_draft
from klucznik.help.checking import WrongArticles
from klucznik.help.loading import check, load
from klucznik.help.models import Article, Attachment, Entry, Revision, Text

pytestmark = pytest.mark.django_db

FACTS = {"number": "101", "category": '"account"', "programs": '["gt"]', "pages": '["members:*"]'}
ONE = "Otwórz [stronę](page:account_signup). Masz {activation_hours} godziny.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    load_catalog()
    made = tmp_path / "help"
    made.mkdir()
    write(made, "create-account")
    write(made, "create-account", "en", body="Open the page.\n")
    write(made, "second", number="102", related='["create-account"]', body="![Ekran](file:a.png)\n")
    (made / "files" / "second").mkdir(parents=True)
    picture(made / "files" / "second" / "a.png")
    return made


def write(
    folder: Path,
    key: str,
    language: str = "pl",
    *,
    body: str = ONE,
    title: str = "Tytuł",
    **facts: str,
) -> None:
    given = (FACTS | facts if language == "pl" else {}) | {"title": f'"{title}"'}
    front = "\n".join(f"{name} = {value}" for name, value in given.items())
    (folder / f"{key}.{language}.md").write_text(f"+++\n{front}\n+++\n{body}", encoding="utf-8")


def picture(path: Path, color: str = "white") -> None:
    made = io.BytesIO()
    Image.new("RGB", (3, 3), color).save(made, "PNG")
    path.write_bytes(made.getvalue())


def text(key: str = "create-account", language: str = "pl") -> Text:
    return Text.objects.get(article__key=key, language=language)


def test_files_become_articles_that_are_found(folder):
    done = load([folder])

    article = Article.objects.get(key="create-account")
    assert (done.articles, len(done.texts), done.kept) == (2, 3, [])
    assert (article.number, article.category.code, article.pages) == (101, "account", ["members:*"])
    assert set(article.products.values_list("line__code", flat=True)) == {"gt"}
    assert [one.key for one in Article.objects.get(key="second").related.all()] == [article.key]
    assert "72\u00a0godziny" in text().html
    kept = Attachment.objects.get()
    assert f"/help/files/{kept.public_id}/a.png" in text("second").html
    assert Entry.objects.filter(text__article=article).exists()
    assert Event.objects.get(kind="article.loaded").facts == {"texts": 3, "drafts": 0}


def test_loading_again_does_nothing(folder, django_assert_max_num_queries):
    load([folder])

    with django_assert_max_num_queries(20):
        again = load([folder])

    assert (again.texts, again.drafts, again.again) == ([], [], 0)
    assert Event.objects.filter(kind="article.loaded").count() == 1


def test_a_changed_file_changes_the_article(folder):
    load([folder])
    write(folder, "create-account", number="111", programs="[]", body="Inaczej.\n")
    picture(folder / "files" / "second" / "a.png", "black")

    done = load([folder])

    article = Article.objects.get(key="create-account")
    assert (done.texts, done.again) == (["create-account.pl.md"], 1)
    assert (article.number, article.products.count()) == (111, 0)
    assert "Inaczej." in text().html
    kept = Attachment.objects.get(removed_at=None)
    assert kept.public_id in text("second").html
    assert bytes(Attachment.objects.exclude(pk=kept.pk).get().data) == b""


def test_what_the_staff_wrote_stays_and_the_file_waits_as_a_draft(folder, cast):
    load([folder])
    article = Article.objects.get(key="create-account")
    words = {"summary": "", "keywords": [], "note": ""}
    publish(cast.ewa, save_draft(cast.ewa, article, "pl", title="Nasz", body="Nasze.", **words))
    write(folder, "create-account", body="Z pliku.\n")

    done = load([folder])

    draft = Revision.objects.get(published_at=None, dropped_at=None)
    assert (done.texts, done.drafts) == ([], ["create-account.pl.md"])
    assert (draft.body, draft.source) == ("Z pliku.\n", "file")
    assert "Nasze." in text().html
    assert load([folder]).drafts == []

    save_draft(cast.ewa, article, "pl", title="Nasz", body="Piszemy.", **words)
    write(folder, "create-account", body="Znów z pliku.\n")
    [sentence] = load([folder]).kept
    assert sentence.startswith("create-account.pl.md: the staff changed this text")
    assert Revision.objects.get(published_at=None, dropped_at=None).body == "Piszemy."


def test_what_the_staff_say_an_article_is_about_stays_too(folder):
    load([folder])
    Article.objects.filter(key="create-account").update(pages=["account_login"])
    write(folder, "create-account", number="140")

    [sentence] = load([folder]).kept

    assert "the staff changed what the article is about" in sentence
    assert Article.objects.get(key="create-account").number == 101


def test_texts_are_made_again_when_a_fact_changes(folder, settings):
    load([folder])
    modified = text().modified_at
    settings.ACTIVATION_HOURS = 48

    done = load([folder])

    assert (done.texts, done.again) == ([], 3)
    assert "48\u00a0godziny" in text().html
    assert text().modified_at == modified


def test_the_folder_of_the_vendor_wins(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    write(own, "create-account", body="Nasze własne.\n")

    load([folder, own])

    assert "Nasze własne." in text().html
    assert not Text.objects.filter(article__key="create-account", language="en").exists()


WRONG = [
    'create-account.pl.md: category "nowhere" is not in the catalog.',
    'create-account.pl.md: programs names "x", which is not in the catalog.',
    'create-account.pl.md: related names "y", and there is no such article.',
    "second.pl.md: number 101 belongs to create-account already.",
    'second.pl.md: pages names "no:page", and there is no such page.',
    "second.pl.md, line 9: There is no article “nic”.",
    "second.pl.md, line 11: There is no fact {godziny}.",
    "third.pl.md: colour is not a known key",
    "third.pl.md: number is 'a'; write a whole number",
    "search.pl.md: an article cannot be called search.",
    "fourth.pl.md is missing",
    "Notes.md: not a name like free-device.pl.md.",
    "fifth.pl.md: does not begin with front matter",
    "sixth.pl.md: Invalid value (at line 2",
    "seventh.pl.md: is not UTF-8.",
    "files/nobody: there is no article nobody.",
    "files/second/Zły plik.svg: Articles take pictures",
]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_loaded(folder):
    write(folder, "create-account", category='"nowhere"', programs='["x"]', related='["y"]')
    write(
        folder,
        "second",
        number="101",
        pages='["no:page"]',
        body="\n[a](article:nic)\n\n{godziny}\n",
    )
    write(folder, "third", number='"a"', colour='"red"')
    write(folder, "search", number="104")
    write(folder, "fourth", "en")
    (folder / "Notes.md").write_text("x")
    (folder / "fifth.pl.md").write_text("no front matter")
    (folder / "sixth.pl.md").write_text("+++\ntitle = = 1\n+++\nx")
    (folder / "seventh.pl.md").write_bytes(b"+++\n\xff")
    (folder / "files" / "nobody").mkdir()
    (folder / "files" / "second" / "Zły plik.svg").write_text("<svg/>")

    with pytest.raises(WrongArticles) as wrong:
        load([folder])

    told = "\n".join(wrong.value.problems)
    assert not [sentence for sentence in WRONG if sentence not in told]
    assert not Article.objects.exists()


def test_the_command_loads_checks_and_writes_out(folder, tmp_path, settings, monkeypatch, capsys):
    monkeypatch.setattr("klucznik.help.loading.folders", lambda: [folder])

    call_command("articles", check=True)
    call_command("articles")
    call_command("articles", export=tmp_path / "out")

    told = capsys.readouterr().out
    assert "2 articles: all files are right." in told
    assert "readers see: second.pl.md" in told
    assert "files/second/a.png" in told
    before = {one.pk: one.html for one in Text.objects.all()}
    assert load([tmp_path / "out"]).texts == []
    assert check([tmp_path / "out"]).articles == 2
    assert {one.pk: one.html for one in Text.objects.all()} == before

    write(folder, "create-account", category='"nowhere"')
    with pytest.raises(CommandError, match="nowhere") as wrong:
        call_command("articles", check=True)
    assert wrong.value.returncode == 2
