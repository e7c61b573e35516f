"""A PDF that does something by itself, or hides behind a password, is refused."""

from __future__ import annotations

import pikepdf
import pytest

from klucznik.declarations import errors
from klucznik.declarations.files import inspect
from tests.declarations import papers

Dictionary, Name = pikepdf.Dictionary, pikepdf.Name


def _named_script(document):
    action = document.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=["a", action]))


def _script_on_a_page(document):
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="1"))


def _launch(document):
    document.Root.OpenAction = Dictionary(S=Name.Launch, F="cmd.exe")


def _embedded(document):
    document.attachments["a.exe"] = b"MZ"


def _sends_a_form(document):
    document.Root.OpenAction = Dictionary(S=Name.SubmitForm, F="https://example.org")


def _xfa(document):
    document.Root.AcroForm = Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))


def _attached_to_a_page(document):
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = [document.make_indirect(note)]


def _video(document):
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = [note]


def _deeply_nested(document):
    inner = Dictionary(S=Name.JavaScript, JS="1")
    for _ in range(40):
        inner = Dictionary(Next=pikepdf.Array([inner]))
    document.Root.OpenAction = inner


ACTIVE = [
    papers.script, _named_script, _script_on_a_page, _launch, _embedded, _sends_a_form, _xfa,
    _attached_to_a_page, _video, _deeply_nested,
]  # fmt: skip


@pytest.mark.parametrize("change", ACTIVE)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_does_something_by_itself_is_refused(change, packed: bool):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable

    with pytest.raises(errors.ActiveContent):
        inspect(papers.pdf(change=change, object_stream_mode=mode), name="a.pdf")


def test_a_name_written_in_code_hides_nothing():
    data = papers.raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Open#41ction << /S /Java#53cript /J#53 (1) >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )

    with pytest.raises(errors.ActiveContent):
        inspect(data, name="a.pdf")


def test_links_and_a_place_to_open_at_are_no_active_content():
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, Name.Fit])
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
            A=Dictionary(S=Name.URI, URI="https://example.org"),
        )  # fmt: skip
        document.pages[0].Annots = [link]

    assert inspect(papers.pdf(change=change), name="a.pdf").pages == 1


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_pdf_behind_a_password_is_refused(user: str):
    locked = papers.pdf(encryption=pikepdf.Encryption(owner="owner", user=user))

    with pytest.raises(errors.EncryptedFile):
        inspect(locked, name="a.pdf")
