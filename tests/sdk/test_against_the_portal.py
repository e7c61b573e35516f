"""The package and the desktop program against the portal itself: from the registration to the release of the seat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from klucznik.devices.models import Activation
from klucznik.licensing.actions.keys import make_signing_key, retire_signing_key, revoke_signing_key
from klucznik.licensing.models import License, SigningKey
from klucznik.licensing.numbers import activation_code
from klucznik_client import MaybeSameDevice, NoFreeSeat, Refused, fingerprint, published_keys
from tests import factories
from tests.licensing import lines
from tests.reference.playing import LICENSES, OFFLINE, REGISTER, REQUEST, STATE, Desk
from tests.stub.fixtures import Computer
from tests.stub.live import LivePortal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def computer(live_server, tmp_path, cast):
    """`computer("KASA-1")`, before the portal itself; Anna is the person."""
    make_signing_key()
    portal = LivePortal(live_server.url, cast.anna)

    def make(name, **parts):
        folder = tmp_path / name
        folder.mkdir()
        own = {part: f"{name} {part}" for part in ("system", "board", "disk")} | parts
        hashes = {part: fingerprint.hashed("test", part, value) for part, value in own.items()}
        return Computer(folder, portal, name, hashes, time=datetime.now(UTC))

    return make


def signed_in(desk, *, program="subiekt-gt", **options):
    client = desk.start(program, **options)
    desk.portal.confirm(client.begin_sign_in().user_code)
    assert client.poll().email == desk.portal.person.email
    return client


def test_register_activate_check_and_release(computer, cast):
    license = lines.unregistered(cast.alfa, lines.gt())
    client = signed_in(computer("KASA-1"))

    company = next(one for one in client.me().companies if one.id == cast.alfa.public_id)
    registration = client.register(license.number, company=company.id)
    activated = client.activate(license.number)
    checked = client.check(force=True)
    beat = client.heartbeat()
    file = client.fetch_license_file()
    devices = client.devices(registration.license)
    client.release()

    assert registration.status == "registered"
    assert (activated.verdict, activated.mode, activated.source) == ("valid", "full", "portal")
    assert (checked.verdict, checked.source, checked.taken) == ("valid", "portal", 1)
    assert beat.source == "portal"
    assert timedelta() < file.expires - file.issued <= timedelta(days=31)
    assert [one.name for one in devices] == ["KASA-1"]
    assert not Activation.objects.active().exists()
    client.sign_out()
    assert not client.is_signed_in


def test_a_full_license_and_a_familiar_computer(computer, cast):
    license = factories.license(cast.alfa, amount=1)
    first = signed_in(computer("KASA-1"))
    first.activate(license.number)
    twin = signed_in(computer("KASA-2", system="KASA-1 system", board="KASA-1 board"))
    other = signed_in(computer("INNY"))

    with pytest.raises(MaybeSameDevice) as question:
        twin.activate(license.number)
    with pytest.raises(NoFreeSeat) as refused:
        other.activate(license.number)
    other.release_device(refused.value.devices[0].id)

    assert [one.name for one in question.value.candidates] == ["KASA-1"]
    assert other.activate(license.number).verdict == "valid"
    assert first.check(force=True).verdict == "released"


def test_an_office_registers_a_client_with_the_code_from_the_mail(computer, cast):
    license = lines.unregistered(cast.alfa, lines.office(), variant="office", amount=2)
    person = signed_in(computer("BIURO"), program="rachmistrz-gt")
    registration = person.register(license.number, company=cast.alfa.public_id)
    license.refresh_from_db()
    code = activation_code(license.public_id, license.code_nonce)
    home = computer("DOM").start("rachmistrz-gt")

    by_code = home.register_entity_by_code(
        license.number, code, tax_id="PL7010023466", name="Klient"
    )
    with pytest.raises(Refused) as refused:
        home.register_entity_by_code(
            license.number, "AAAAA-BBBBB-CCCCC", tax_id="PL9542583988", name="Klient 2"
        )

    assert registration.activation_code_sent
    assert by_code["tax_id"] == "PL7010023466"
    assert refused.value.status in {404, 422}


def test_a_computer_without_internet_is_activated_by_files(computer, cast):
    license = factories.license(cast.alfa, amount=1)
    desk = computer("DALEKO")
    client = desk.start()

    first = desk.portal.answer_request(license, client.make_request())
    second = desk.portal.answer_request(license, client.make_request())
    client.load_license_file(first)
    verdict = client.verdict()
    client.load_license_file(second)

    assert (verdict.verdict, verdict.mode, verdict.source) == ("valid", "full", "file")
    assert client.license_file().counter == 2


def test_keys_change_with_overlap_and_a_revoked_one_is_left(computer, cast):
    license = factories.license(cast.alfa, amount=1)
    first = SigningKey.objects.get()
    following = make_signing_key()
    desk = computer("KASA-1")
    client = signed_in(desk, keys=[first.public_key, following.public_key], wants_file=True)
    client.activate(license.number)
    retire_signing_key(None, first)
    revoke_signing_key(None, first)

    verdict = client.check(force=True)

    assert verdict.source == "portal"
    assert client.license_file().counter >= 1
    assert first.key_id in client.keys.revoked
    assert {key.id for key in published_keys(desk.portal.url) if key.is_sound} == {following.key_id}


def test_the_desktop_program_is_played_against_the_portal(computer, cast, tmp_path):
    license = lines.unregistered(cast.alfa, lines.gt())
    till = Desk(computer("KASA-1"))

    till.sign_in()
    till.enter(license.number)
    choice = "1"
    screen = till.play(*LICENSES, REGISTER, "1", choice, "Partner", "", "Wrocław", "t")
    state = till.play(*LICENSES, STATE, OFFLINE, REQUEST, str(tmp_path / "request.txt"))

    assert "Licencja jest zarejestrowana." in screen
    assert "To urządzenie ma stanowisko." in screen
    assert "Tryb: pełny." in state
    assert License.objects.get(pk=license.pk).status == "registered"
