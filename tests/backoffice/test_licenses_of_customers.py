"""Staff find a license by its whole number, read everything about it, and act on it with a reason and a fresh step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import Extension, License, Period
from klucznik.licensing.tasks import send_license_digest
from tests import factories
from tests.backoffice.desk import at_work, forget_second_step, portal_administrator

NUMBER = "ALFA1-22222-33333-44444"


@pytest.fixture
def henryk(cast, sign_in):
    return at_work(sign_in, cast.henryk)


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


def address(license, act=""):
    return f"/staff/licenses/{license.public_id}/{act}"


def fresh(license):
    return License.objects.told().get(pk=license.pk)


@pytest.mark.parametrize("number", [NUMBER, "alfa1 22222 33333 44444", "ALFA1222223333344444"])
def test_a_license_is_found_by_its_whole_number_which_no_address_shows(cast, ewa, number):
    answer = ewa.post("/staff/licenses/", {"number": number})

    assert answer["Location"] == address(cast.alfa_license)
    page = ewa.get(answer["Location"]).content.decode()
    assert "ALFA1-…-444" in page
    assert "22222" not in page


@pytest.mark.parametrize("number", ["ALFA1", "ALFA1-22222-33333-44445", "x" * 80, ""])
def test_a_part_or_a_wrong_number_finds_nothing(cast, ewa, number):
    answer = ewa.post("/staff/licenses/", {"number": number})

    assert answer.status_code == 422
    assert number not in answer.request.get("QUERY_STRING", "") or not number


def test_a_look_at_a_license_is_a_look_at_its_company(cast, ewa):
    ewa.get(address(cast.alfa_license))
    ewa.get(address(cast.alfa_license))

    looks = Event.objects.filter(kind=Kind.STAFF_VIEWED_COMPANY, company=cast.alfa)
    assert looks.count() == 1


def test_support_reads_and_issues_but_stops_nothing(cast, ewa):
    page = ewa.get(address(cast.alfa_license)).content.decode()

    assert "Suspend" not in page
    for act in ("suspend/", "revoke/", "extend/", "extensions/add/", "resume/"):
        assert ewa.post(address(cast.alfa_license, act), {"reason": "x"}).status_code == 403
    assert fresh(cast.alfa_license).status == "registered"


def test_a_lead_suspends_resumes_and_revokes(cast, henryk, deliver):
    for act, words, status in [
        ("suspend/", {"reason": "Unpaid"}, "suspended"),
        ("resume/", {}, "registered"),
        ("revoke/", {"reason": "Fraud"}, "revoked"),
    ]:
        assert henryk.get(address(cast.alfa_license, act)).status_code == 200
        assert henryk.post(address(cast.alfa_license, act), words).status_code == 302
        assert fresh(cast.alfa_license).status == status
    deliver()

    assert [letter.subject.split(": ")[1] for letter in mail.outbox if "anna" in letter.to[0]] == [
        "the license of Subiekt Gt was suspended",
        "the license of Subiekt Gt works again",
        "the license of Subiekt Gt was revoked",
    ]
    page = henryk.get(address(cast.alfa_license)).content.decode()
    assert "Fraud" in page
    assert "Henryk Hen" in page


@pytest.mark.parametrize("act", ["suspend/", "revoke/"])
def test_without_a_reason_nothing_is_stopped(cast, henryk, act):
    assert henryk.post(address(cast.alfa_license, act), {"reason": " "}).status_code == 422
    assert fresh(cast.alfa_license).status == "registered"


def test_an_act_that_is_not_possible_now_is_refused_in_words(cast, henryk):
    answer = henryk.post(address(cast.alfa_license, "resume/"))

    assert answer.status_code == 422
    assert "it is registered" in answer.content.decode()


def test_a_period_is_added_from_the_day_after_the_last(cast, henryk):
    last = clock.today() + timedelta(days=20)
    License.objects.filter(pk=cast.alfa_license.pk).update(valid_to=last)

    form = henryk.get(address(cast.alfa_license, "extend/")).context["form"]
    henryk.post(
        address(cast.alfa_license, "extend/"),
        {
            "kind": "validity",
            "starts_on": form.initial["starts_on"],
            "ends_on": last + timedelta(days=365),
            "reference": "FV/1",
        },
    )

    assert fresh(cast.alfa_license).valid_to == last + timedelta(days=365)
    period = Period.objects.get()
    assert (period.source, period.reference, period.added_by) == ("staff", "FV/1", cast.henryk)


def test_an_extension_is_added_and_ended(cast, henryk):
    factories.product("plus-gt", kind="extension", extends=["subiekt-gt"], name="PLUS")
    shown = henryk.get(address(cast.alfa_license, "extensions/add/")).content.decode()
    assert "PLUS" in shown

    henryk.post(
        address(cast.alfa_license, "extensions/add/"),
        {"product": "", "amount": 2, "starts_on": clock.today()},
    )
    assert fresh(cast.alfa_license).size == 5
    one = Extension.objects.get()
    henryk.post(address(cast.alfa_license, f"extensions/{one.public_id}/end/"))

    assert fresh(cast.alfa_license).size == 3
    wrong = {"product": "", "amount": 0, "starts_on": clock.today()}
    answer = henryk.post(address(cast.alfa_license, "extensions/add/"), wrong)
    assert answer.status_code == 422


def test_acts_need_a_second_step_of_a_moment_ago(cast, henryk):
    forget_second_step(henryk)

    answer = henryk.post(address(cast.alfa_license, "suspend/"), {"reason": "Unpaid"})

    assert "second-step" in answer["Location"]
    assert fresh(cast.alfa_license).status == "registered"


@pytest.mark.parametrize("ended", [False, True])
def test_nobody_of_the_staff_acts_on_a_company_of_their_own(cast, henryk, ended):
    place = factories.membership(cast.alfa, cast.henryk, Role.USER)
    if ended:
        place.ended_at = clock.now()
        place.save()

    page = henryk.get(address(cast.alfa_license)).content.decode()
    assert "a colleague acts here" in page
    for act, words in [("suspend/", {"reason": "x"}), ("revoke/", {"reason": "x"}), ("code/", {})]:
        assert henryk.post(address(cast.alfa_license, act), words).status_code == 403
    issued = henryk.post(
        f"/staff/companies/{cast.alfa.public_id}/licenses/issue/", issue("subiekt-gt")
    )
    assert issued.status_code == 403
    assert fresh(cast.alfa_license).status == "registered"


def issue(product, **more):
    return {
        "product": product,
        "amount": 4,
        "variant": "standard",
        "edition": "",
        "valid_from": clock.today(),
        "valid_to": "",
        **more,
    }


def test_support_issues_a_license_and_the_company_is_told(cast, ewa, deliver):
    address = f"/staff/companies/{cast.alfa.public_id}/licenses/issue/"
    assert ewa.get(address).status_code == 200

    answer = ewa.post(address, issue("subiekt-gt", variant="education", reference="ZAM/9"))
    deliver()

    made = License.objects.get(variant="education")
    assert answer["Location"] == f"/staff/licenses/{made.public_id}/"
    assert (made.status, made.amount, made.company) == ("unregistered", 4, cast.alfa)
    assert {letter.to[0] for letter in mail.outbox} >= {cast.anna.email}
    assert ewa.post(address, issue("nothing")).status_code == 422
    backwards = issue("subiekt-gt", valid_to=clock.today() - timedelta(days=1))
    assert ewa.post(address, backwards).status_code == 422
    assert ewa.post(address, issue("subiekt-gt", variant="trial")).status_code == 422


def test_a_paper_card_registers_a_license_of_a_line_that_takes_cards(cast, ewa):
    nexo = factories.product("subiekt-nexo", line="nexo", rules={"ways": ["online", "card"]})
    nexo.line.registration = "program_or_portal"
    nexo.line.save()
    license = factories.license(cast.alfa, product=nexo, status="unregistered")
    assert "paper card" in ewa.get(address(license)).content.decode()
    assert ewa.post(address(license, "card/"), {"seller": "Sklep"}).status_code == 422

    ewa.post(address(license, "card/"), {"seller": "Sklep", "signed": "on"})

    registration = fresh(license).registrations.get()
    assert (fresh(license).status, registration.way) == ("registered", "card")
    assert (registration.seller, registration.asked_by) == ("Sklep", cast.ewa)
    event = Event.objects.get(kind=Kind.LICENSE_REGISTERED)
    assert event.by_staff


def test_a_line_that_registers_in_the_program_only_takes_no_card(cast, ewa):
    License.objects.filter(pk=cast.alfa_license.pk).update(status="unregistered")

    assert "paper card" not in ewa.get(address(cast.alfa_license)).content.decode()
    refused = ewa.post(address(cast.alfa_license, "card/"), {"signed": "on"})
    assert refused.status_code == 422


def test_the_activation_code_is_sent_again(cast, ewa, deliver):
    License.objects.filter(pk=cast.alfa_license.pk).update(code_nonce="nonce")
    assert "activation code again" in ewa.get(address(cast.alfa_license)).content.decode()

    ewa.post(address(cast.alfa_license, "code/"))
    deliver()

    assert {letter.to[0] for letter in mail.outbox} == {cast.anna.email, cast.bartek.email}


def test_support_frees_a_device_whatever_the_limits_of_the_company(cast, ewa, deliver):
    place = factories.activation(cast.alfa_license)
    page = ewa.get(address(cast.alfa_license)).content.decode()
    assert place.device.name in page

    freed = ewa.post(address(cast.alfa_license, f"devices/{place.public_id}/free/"))
    again = ewa.post(address(cast.alfa_license, f"devices/{place.public_id}/free/"), follow=True)

    place.refresh_from_db()
    assert freed.status_code == 302
    assert (place.ended_at is not None, place.ended_by) == (True, cast.ewa)
    assert again.status_code == 200
    assert Event.objects.get(kind=Kind.DEVICE_RELEASED).by_staff


def test_a_device_of_another_license_is_not_there(cast, ewa):
    place = factories.activation(cast.beta_license)

    answer = ewa.post(address(cast.alfa_license, f"devices/{place.public_id}/free/"))

    assert answer.status_code == 404


def test_the_page_is_whole_with_everything_on_it(cast, henryk, django_assert_max_num_queries):
    for number in range(20):
        Period.objects.create(
            license=cast.alfa_license,
            kind="subscription",
            starts_on=clock.today() - timedelta(days=number),
            source="erp",
        )
        Extension.objects.create(
            license=cast.alfa_license, metric="seats", amount=1, starts_on=clock.today()
        )
    henryk.get(address(cast.alfa_license))

    with django_assert_max_num_queries(32):
        page = henryk.get(address(cast.alfa_license)).content.decode()
    assert "23 seats" in page


def test_the_licenses_of_a_company_lead_to_their_pages(cast, ewa):
    page = ewa.get(f"/staff/companies/{cast.alfa.public_id}/licenses/").content.decode()

    assert address(cast.alfa_license) in page
    assert "Issue a license" in page


def test_the_weekly_digest_goes_to_those_who_issue_licenses(cast, deliver):
    last = clock.today() + timedelta(days=9)
    License.objects.filter(company=cast.alfa).update(valid_to=last)
    iga = portal_administrator()

    send_license_digest()
    deliver()

    digests = [letter for letter in mail.outbox if "within 30 days" in letter.subject]
    told = {letter.to[0]: letter.body for letter in digests}
    assert set(told) == {cast.ewa.email, cast.henryk.email, iga.email}
    assert "GT: 1" in told[iga.email]
    assert "Piekarnia Alfa" in told[iga.email]
    assert NUMBER not in told[iga.email]
