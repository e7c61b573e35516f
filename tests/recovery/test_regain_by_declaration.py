"""The whole way by a declaration, as the person walks it: from the notice on My products to the keys."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.companies.notices import most_important
from klucznik.declarations.models import Declaration, EvidenceFile, State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.declarations import cases, papers

FORM = {
    "name_1": "Alfred Alfowski",
    "function_1": "prezes zarządu",
    "reason": "Konto poprzedniego administratora zostało usunięte.",
    "language": "pl",
    "consent": "on",
}


@pytest.fixture
def place(cast):
    return cases.lose_the_keys(cast)


@pytest.fixture
def dorota(cast, place, sign_in):
    return sign_in(cast.dorota)


def declare(client, company):
    return client.post(reverse("recovery:declare", args=[company.public_id]), FORM)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_my_products_says_what_is_missing_and_where_to_go(place):
    notice = most_important(place)

    assert "no global administrator" in str(notice.title)
    assert notice.url == reverse("recovery:ways", args=[place.company.public_id])


def test_the_page_of_ways_recommends_the_declaration(cast, dorota):
    text = page(dorota, "recovery:ways", cast.alfa.public_id)

    assert "has no global administrator" in text
    assert reverse("recovery:declare", args=[cast.alfa.public_id]) in text


def test_the_form_shows_the_company_as_it_is_registered(cast, dorota):
    text = page(dorota, "recovery:declare", cast.alfa.public_id)

    assert "Piekarnia Alfa" in text
    assert cast.alfa.tax_id_display in text
    assert "dorota@example.com" in text


def test_without_a_signatory_or_consent_there_is_no_declaration(cast, dorota):
    answer = dorota.post(
        reverse("recovery:declare", args=[cast.alfa.public_id]),
        {"reason": "krótko", "language": "pl"},
    )

    assert answer.status_code == 422
    assert not Declaration.objects.exists()


def test_a_second_signatory_needs_a_function(cast, dorota):
    answer = dorota.post(
        reverse("recovery:declare", args=[cast.alfa.public_id]), FORM | {"name_2": "Beata Alfowska"}
    )

    assert "Give both the name and the function." in answer.content.decode()


def test_a_link_cannot_pose_as_a_name(cast, dorota):
    answer = dorota.post(
        reverse("recovery:declare", args=[cast.alfa.public_id]),
        FORM | {"name_1": "www.wygrana.example.com"},
    )

    assert answer.status_code == 422


def test_the_whole_way(cast, dorota, sign_in, deliver, travel):
    answer = declare(dorota, cast.alfa)
    case = Declaration.objects.get()
    address = reverse("declarations:case", args=[case.public_id])
    assert answer.url == address
    assert case.number == f"OSW/{case.prepared_at.year}/{case.pk:06d}"
    pdf = dorota.get(reverse("declarations:document", args=[case.public_id]))
    assert pdf.content.startswith(b"%PDF-")

    scan = SimpleUploadedFile("skan.pdf", papers.pdf(), "application/pdf")
    dorota.post(reverse("declarations:add_files", args=[case.public_id]), {"file": [scan]})
    assert EvidenceFile.objects.get().name == "skan.pdf"
    dorota.post(reverse("declarations:submit", args=[case.public_id]))
    assert "We check the declaration" in dorota.get(address).content.decode()
    deliver()

    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)
    assert "The waiting period runs" in dorota.get(address).content.decode()
    deliver()
    travel(days=15)
    cases.let_the_clock_work()
    assert cases.fresh(case).state == State.READY
    assert "You can accept the rights" in dorota.get(address).content.decode()

    factories.with_factor(cast.dorota)
    dorota = sign_in(cast.dorota, factor=True)
    accept = reverse("declarations:accept", args=[case.public_id])
    assert "What you take over" in dorota.get(accept).content.decode()
    dorota.post(accept)
    deliver()

    assert cases.place_of(cast.dorota, cast.alfa).role == Role.GLOBAL_ADMINISTRATOR
    assert "on probation" in dorota.get(address).content.decode()
    subjects = [letter.subject for letter in mail.outbox if "dorota@example.com" in letter.to]
    assert any("you are a global administrator" in subject for subject in subjects)


def test_everybody_affected_is_told_and_no_template_is_left_over(cast, dorota, deliver):
    case = cases.in_notice(cast)
    deliver()

    to = {address for letter in mail.outbox for address in letter.to}
    assert {"dorota@example.com", "anna@example.com", "biuro@alfa.example"} <= to
    assert not [letter.body for letter in mail.outbox if "{{" in letter.body or "{%" in letter.body]
    assert Event.objects.filter(kind=Kind.DECLARATION_NOTICE_STARTED).count() == 1
    assert case.number in mail.outbox[0].subject


def test_administrators_learn_who_asks_and_others_a_masked_address(cast, dorota, deliver):
    cases.submitted(cast.dorota, cast.alfa)
    deliver()

    texts = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Dorota Dąb (dorota@example.com)" in texts["anna@example.com"]
    assert "dorota@example.com" not in texts["biuro@alfa.example"]
    assert "d…@e….com" in texts["biuro@alfa.example"]


def test_the_claimant_sees_counts_and_no_names(cast, dorota):
    case = cases.submitted(cast.dorota, cast.alfa)

    text = page(dorota, "declarations:case", case.public_id)

    assert "1 former administrator" in text
    assert "anna@example.com" not in text
    assert "Alfowska" not in text


def test_accepting_asks_for_the_second_step(cast, dorota, travel):
    case = cases.ready(cast, travel)

    answer = dorota.get(reverse("declarations:accept", args=[case.public_id]))

    assert answer.status_code == 302
    assert cases.place_of(cast.dorota, cast.alfa).role == Role.ASSOCIATED


@pytest.mark.parametrize("name", ["case", "document", "accept", "withdraw"])
def test_a_case_of_somebody_else_does_not_exist(cast, dorota, sign_in, name):
    case = cases.submitted(cast.dorota, cast.alfa)

    for stranger in (cast.bartek, cast.celina):
        answer = sign_in(stranger).get(reverse(f"declarations:{name}", args=[case.public_id]))
        assert answer.status_code == 404


def test_one_open_case_per_person(cast, dorota):
    declare(dorota, cast.alfa)
    declare(dorota, cast.alfa)

    assert Declaration.objects.count() == 1


def test_a_withdrawn_case_is_over_and_everybody_told_learns_it(cast, dorota, deliver):
    case = cases.submitted(cast.dorota, cast.alfa)
    dorota.post(reverse("declarations:withdraw", args=[case.public_id]))
    deliver()

    assert cases.fresh(case).state == State.WITHDRAWN
    told = [letter for letter in mail.outbox if "anna@example.com" in letter.to]
    assert "is over" in told[-1].subject
