"""The start page signs anybody in as anybody of the cast; a real site has no such page."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.translation import override

from klucznik.accounts.actions.leaving import delete_account
from klucznik.catalog.loading import load_catalog
from klucznik.demo.casting import engage, person
from klucznik.demo.people import CAST, PASSWORD
from klucznik.demo.stories import SHELVES
from tests.accounts.departing import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def jan_and_filip(demo_settings):
    """A customer without a second step and a reviewer with one."""
    load_catalog()
    engage("jan", "filip")


def test_it_names_everybody_and_shows_the_codes_of_those_who_need_one(client, jan_and_filip):
    page = client.get("/demo/").content.decode()

    assert all(one.email in page for one in CAST.values())
    assert PASSWORD in page
    assert "Sign in as Jan" in page


def test_it_tells_stories_by_subject_and_only_the_first_lies_open(client, demo_settings):
    page = client.get("/demo/").content.decode()

    titles = [told.title for shelf in SHELVES for told in (shelf, *shelf.stories)]
    with override("en"):
        assert [title for title in titles if escape(str(title)) not in page] == []
    assert page.count('<details class="more" open>') == 1


def test_no_story_is_longer_than_seven_steps():
    stories = [story for shelf in SHELVES for story in shelf.stories]

    assert len({story.title for story in stories}) == len(stories)
    assert all(1 <= len(story.steps) <= 7 for story in stories)


def test_a_story_signs_in_those_who_play_in_it_in_their_order():
    with override("pl"):
        played = [[one.key for one in story.people] for story in SHELVES[0].stories]

    assert played[0] == ["jan", "filip", "grazyna"]
    assert all(key in CAST for keys in played for key in keys)


def test_one_click_signs_in_and_confirms_the_second_step(client, jan_and_filip):
    answer = client.post("/demo/sign-in/", {"person": "filip"})

    methods = [method["method"] for method in client.session["account_authentication_methods"]]
    assert answer["Location"] == reverse("backoffice:start")
    assert client.session["_auth_user_id"] == str(person("filip").pk)
    assert methods == ["password", "mfa"]


def test_a_customer_without_a_second_step_has_only_the_password(client, jan_and_filip):
    client.post("/demo/sign-in/", {"person": "jan"})

    methods = [method["method"] for method in client.session["account_authentication_methods"]]
    assert methods == ["password"]


def test_somebody_who_deleted_the_account_cannot_be_signed_in(client, jan_and_filip):
    jan = person("jan")
    decide(jan)
    delete_account(None, jan)

    answer = client.post("/demo/sign-in/", {"person": "jan"}, follow=True)

    assert "does not exist any more" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_code_of_a_key_is_shown(client, demo_settings):
    shown = client.get("/demo/", {"secret": "JBSW Y3DP EHPK 3PXP"}).content.decode()
    refused = client.get("/demo/", {"secret": "not a key 189"}).content.decode()

    assert 'id="code"' in shown
    assert "This is not a key." in refused


@pytest.mark.parametrize(
    "path", ["/demo/", "/demo/mail/", "/demo/mail.json", "/demo/clock/", "/demo/sign-in/"]
)
def test_a_real_site_has_no_demonstration(client, path):
    assert client.get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:start")
