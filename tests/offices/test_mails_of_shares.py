"""Who is written to about a share: the invited address, the office, the client's people; and nobody learns too much."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs.queue import enqueue
from klucznik.mail.bouncing import note_bounce
from klucznik.mail.models import SentEmail, pack
from klucznik.offices.actions.ending import record_both
from klucznik.offices.actions.sharing import correct_address, send_again
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.invitations import secret_of
from klucznik.offices.models import Share
from tests import factories
from tests.offices import factory
from tests.offices.sharing import letters, offer, text_to

pytestmark = pytest.mark.django_db
# What an invitation says beside its link.
WORDS = {"office": "Biuro", "client": "Piekarnia", "product": "Subiekt 123", "tax_id": "1"}


def test_the_invited_address_gets_the_link_and_the_number_and_the_portal_keeps_neither(deliver):
    office, head = factory.office()
    share = offer(head, factory.client(office, "Piekarnia Rogal"), email="jan@rogal.pl")

    deliver()

    assert letters() == [("share_invitation", "jan@rogal.pl")]
    body = text_to("jan@rogal.pl")
    assert secret_of(share) in body
    assert share.number in body
    kept = SentEmail.objects.get()
    assert secret_of(share) not in f"{kept.text}{kept.context}{kept.links}"
    assert share.number not in f"{kept.text}{kept.context}{kept.links}"


def test_an_invitation_sent_again_says_that_older_links_are_dead(deliver):
    office, head = factory.office()
    share = offer(head, factory.client(office))
    deliver()

    send_again(head, share)
    deliver()

    assert [name for name, _ in letters()] == ["share_invitation"] * 2
    assert "Links from earlier messages no longer work" in text_to(share.email)


def test_after_a_correction_the_old_address_learns_only_that_nothing_waits_there(deliver):
    office, head = factory.office()
    share = offer(head, factory.client(office, "Piekarnia Rogal"), email="zly@inna.pl")
    deliver()

    share = correct_address(head, share, email="jan@rogal.pl")
    deliver()

    assert sorted(letters()[1:]) == [
        ("share_address_corrected", "zly@inna.pl"),
        ("share_invitation", "jan@rogal.pl"),
    ]
    told = text_to("zly@inna.pl")
    for secret in ("jan@rogal.pl", "Piekarnia Rogal", share.number, secret_of(share)):
        assert secret not in told
    assert secret_of(share) in text_to("jan@rogal.pl")


def test_a_message_that_still_waits_for_the_wrong_address_opens_nothing_after_the_correction(
    deliver,
):
    """The message was written, and the link is made only when it is delivered."""
    office, head = factory.office()
    share = offer(head, factory.client(office), email="zly@inna.pl")
    event = Event.objects.get(kind=Kind.SHARE_OFFERED)
    row = SentEmail.objects.create(
        message="offices/emails/share_invitation",
        address="zly@inna.pl",
        language="en",
        event=event,
        company=office,
        message_id="<waiting@example.com>",
        context=pack(WORDS),
        links={"link": ["share", event.pk], "number": ["share_number", share.pk]},
    )

    share = correct_address(head, share, email="jan@rogal.pl")
    enqueue("mail.deliver", email=row.pk)
    deliver()

    assert secret_of(share) not in text_to("zly@inna.pl")
    assert secret_of(share) in text_to("jan@rogal.pl")


def test_a_correction_tells_those_who_had_been_asked(deliver):
    office, head = factory.office()
    client = factory.client(office)
    boss, company = factories.person(), factories.company(tax_number=client.tax_number)
    factories.membership(company, boss, Role.GLOBAL_ADMINISTRATOR)
    share = factory.share(client, company=company, asked_at=clock.now())

    correct_address(head, share, email="jan@rogal.pl")
    deliver()

    assert ("share_question_taken_back", boss.email) in letters()


def test_the_corrected_address_gets_a_link_that_works_also_where_the_company_was_asked(deliver):
    """The correction stands in two histories, and the second event is no later correction."""
    office, head = factory.office()
    client = factory.client(office)
    boss, company = factories.person(), factories.company(tax_number=client.tax_number)
    factories.membership(company, boss, Role.GLOBAL_ADMINISTRATOR)
    share = factory.share(client, company=company, asked_at=clock.now())

    share = correct_address(head, share, email="jan@rogal.pl")
    deliver()

    assert secret_of(share) in text_to("jan@rogal.pl")


def test_after_a_withdrawal_the_right_person_gets_a_link_that_works(deliver):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))

    share = withdraw_acceptance(head, share, email="wlasciwy@rogal.pl")
    deliver()

    assert secret_of(share) in text_to("wlasciwy@rogal.pl")


def test_a_message_that_comes_back_marks_the_share_and_tells_the_office_once(deliver):
    office, head = factory.office()
    share = offer(head, factory.client(office))
    deliver()
    sent = SentEmail.objects.get()

    note_bounce(sent, "550 no such user")
    note_bounce(sent, "550 no such user")
    deliver()

    share.refresh_from_db()
    assert share.bounced_at
    assert letters()[1:] == [("share_bounced", head.email)]
    assert share.email in text_to(head.email)


def test_whoever_cannot_correct_the_address_reads_who_does(deliver, sign_in):
    office, head = factory.office()
    client, ela = factory.client(office), factory.employee(office)
    factory.assign(client, ela)
    offer(head, client)
    deliver()

    note_bounce(SentEmail.objects.get(), "550 no such user")
    deliver()

    assert "Correct it on the page of the client" in text_to(head.email)
    assert "give it to an administrator of your office" in text_to(ela.email)
    shown = sign_in(ela).get(client.get_absolute_url()).content.decode()
    assert "give it to an administrator of your office" in shown
    assert "Correct it, and the invitation" not in shown


def test_a_message_to_an_address_that_was_corrected_marks_nothing(deliver):
    office, head = factory.office()
    share = offer(head, factory.client(office), email="zly@inna.pl")
    deliver()
    sent = SentEmail.objects.get()
    correct_address(head, share, email="jan@rogal.pl")

    note_bounce(sent, "550 no such user")

    share.refresh_from_db()
    assert share.bounced_at is None


def test_the_office_learns_that_its_client_accepted_or_refused(deliver):
    office, head = factory.office()
    client, employee = factory.client(office), factory.employee(office)
    factory.assign(client, employee)
    share = factory.active_share(client)

    for kind in (Kind.SHARE_ACCEPTED, Kind.SHARE_REFUSED):
        record_both(kind, None, share, person=share.accepted_by)
    deliver()

    assert sorted(letters()) == sorted(
        (name, person.email)
        for name in ("share_accepted", "share_refused")
        for person in (head, employee)
    )
    accepted = {one.to[0]: str(one.body) for one in mail.outbox if "accepted" in one.subject}
    for words in ("Accepted by: Kamil Kliencki.", "take the acceptance back until"):
        assert words in accepted[head.email]
        assert words not in accepted[employee.email]


def test_whoever_lost_a_company_by_a_withdrawal_is_told_in_one_message(deliver):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    company, wrong, colleague = share.company, share.accepted_by, factories.person()
    factories.membership(company, colleague, Role.USER, proven=False)

    withdraw_acceptance(head, share, email="wlasciwy@rogal.pl")
    deliver()

    assert sorted(letters()) == sorted(
        [
            ("share_invitation", "wlasciwy@rogal.pl"),
            ("share_address_corrected", wrong.email),
            ("share_withdrawn", wrong.email),
            ("share_withdrawn", colleague.email),
        ]
    )
    assert office.name in text_to(wrong.email)
    assert "wlasciwy@rogal.pl" not in text_to(wrong.email)


def test_whoever_left_the_office_hears_nothing_any_more(deliver):
    office, head = factory.office()
    manager = factory.employee(office, Role.ADMINISTRATOR)
    share = offer(manager, factory.client(office))
    deliver()
    Membership.objects.filter(user=manager).update(ended_at=clock.now())

    note_bounce(SentEmail.objects.get(), "550")
    deliver()

    assert letters()[1:] == [("share_bounced", head.email)]
    assert Company.objects.filter(pk=office.pk).exists()
    assert Share.objects.get(pk=share.pk).bounced_at
