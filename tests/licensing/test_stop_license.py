"""The vendor suspends, resumes and revokes a license: the company reads why, and nothing of it is lost."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.actions.stopping import resume_license, revoke_license, suspend_license
from klucznik.licensing.errors import NotPossibleNow, ReasonMissing
from klucznik.licensing.models import License, Registration
from tests import factories

WHY = "Chargeback of the last invoice."


def fresh(license: License) -> License:
    return License.objects.get(pk=license.pk)


def test_suspending_keeps_the_moment_the_person_and_the_reason(cast):
    suspend_license(cast.henryk, cast.alfa_license, reason=f"  {WHY} ")

    license = fresh(cast.alfa_license)
    assert (license.status, license.reason, license.suspended_by) == ("suspended", WHY, cast.henryk)
    assert license.suspended_at is not None
    event = Event.objects.get(kind=Kind.LICENSE_SUSPENDED)
    assert (event.by_staff, event.company, event.subject_id) == (True, cast.alfa, license.pk)
    assert WHY not in str(event.facts)


def test_resuming_leaves_nothing_of_the_suspension(cast):
    suspend_license(cast.henryk, cast.alfa_license, reason=WHY)
    resume_license(cast.henryk, cast.alfa_license)

    license = fresh(cast.alfa_license)
    assert (license.status, license.reason) == ("registered", "")
    assert (license.suspended_at, license.suspended_by) == (None, None)


def test_the_administrators_read_the_reason_and_what_it_means(cast, deliver):
    suspend_license(cast.henryk, cast.alfa_license, reason=WHY)
    deliver()

    assert sorted(letter.to[0] for letter in mail.outbox) == [cast.anna.email, cast.bartek.email]
    assert all(WHY in letter.body and "read and exported" in letter.body for letter in mail.outbox)
    assert all(cast.henryk.last_name not in letter.body for letter in mail.outbox)


def test_a_revoked_license_waits_for_nobody_and_never_returns(cast):
    school = factories.license(cast.alfa, status="unregistered", variant="education")
    school.product.stored_rules = {"ways": ["online"]}
    school.product.save()
    waiting = register_license(
        cast.anna,
        school,
        way="online",
        statements=["license_terms", "subscription_information", "data_processing"],
    )

    revoke_license(cast.henryk, school, reason=WHY)

    assert fresh(school).status == "revoked"
    assert not Registration.objects.get(pk=waiting.pk).is_open
    for act in (resume_license, lambda *who: suspend_license(*who, reason=WHY)):
        with pytest.raises(NotPossibleNow):
            act(cast.henryk, school)


@pytest.mark.parametrize("status", ["unregistered", "awaiting", "expired", "suspended", "revoked"])
def test_only_a_registered_license_can_be_suspended(cast, status):
    cast.alfa_license.status = status
    cast.alfa_license.revoked_at = cast.alfa_license.created_at
    cast.alfa_license.save()

    with pytest.raises(NotPossibleNow):
        suspend_license(cast.henryk, cast.alfa_license, reason=WHY)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
def test_nobody_is_stopped_without_a_reason(cast, reason):
    with pytest.raises(ReasonMissing):
        suspend_license(cast.henryk, cast.alfa_license, reason=reason)

    assert not Event.objects.filter(kind=Kind.LICENSE_SUSPENDED).exists()
