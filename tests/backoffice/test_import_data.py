"""The portal's administrator imports a file of the ERP on a page: first a check, then for good."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from klucznik.companies.models import Company
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.integrations.erp.formats import FORMATS, columns_of
from klucznik.integrations.erp.importing import Result
from tests import factories
from tests.backoffice.desk import at_work, forget_second_step, portal_administrator


@pytest.fixture
def client(cast, sign_in):
    return at_work(sign_in, portal_administrator())


def exported() -> bytes:
    """The live companies, written the way the ERP would send them."""
    rows = [list(columns_of(FORMATS["companies"])), *FORMATS["companies"].written()]
    return "\n".join(";".join(row) for row in rows).encode()


def send(client, data: bytes, **more):
    file = SimpleUploadedFile("firmy.csv", data, content_type="text/csv")
    return client.post("/staff/import/", {"kind": "companies", "file": file} | more)


def test_a_check_tells_what_would_change_and_changes_nothing(client, cast):
    send(client, exported())
    data = exported().replace(b"Piekarnia Alfa", b"Piekarnia Alfa i Syn")

    answer = send(client, data, only_check="on")

    assert answer.context["result"] == Result(changed=1, unchanged=1)
    assert "Checked; nothing was stored" in answer.content.decode()
    assert not Company.objects.filter(name="Piekarnia Alfa i Syn").exists()


def test_an_import_stores_and_is_recorded_with_its_actor(client, cast):
    data = exported().replace(b"Piekarnia Alfa", b"Piekarnia Alfa i Syn")

    answer = send(client, data)

    assert "Stored" in answer.content.decode()
    assert Company.objects.filter(name="Piekarnia Alfa i Syn").exists()
    event = Event.objects.get(kind=Kind.ERP_IMPORTED)
    assert (event.actor.email, event.facts["file"]) == ("iga@example.com", "firmy.csv")


def test_a_refused_row_is_told_and_nothing_is_stored(client, cast):
    data = exported().replace(cast.beta.tax_number.encode(), b"1234567890")

    answer = send(client, data)

    assert answer.context["result"].refused == 1
    assert "Nothing was stored: correct the refused rows first" in answer.content.decode()
    assert not Event.objects.filter(kind=Kind.ERP_IMPORTED).exists()


def test_a_file_of_something_else_is_refused_in_words(client):
    answer = send(client, b"a;b\n1;2\n")

    assert answer.status_code == 422
    assert not Event.objects.filter(kind=Kind.ERP_IMPORTED).exists()


def test_nothing_of_the_upload_stays_on_disk(client, settings):
    send(client, exported())

    assert not list(settings.DATA_DIR.glob("import-*"))


def test_importing_needs_a_fresh_second_step(client):
    forget_second_step(client)

    assert send(client, b"").status_code == 302


def test_other_roles_do_not_import(cast, sign_in):
    factories.company()

    assert at_work(sign_in, cast.henryk).get("/staff/import/").status_code == 403
