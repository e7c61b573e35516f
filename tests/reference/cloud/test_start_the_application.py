"""The application starts from the command line, speaks two languages and keeps to this machine."""

from __future__ import annotations

import http.client
import os
import select
import subprocess
import sys

import pytest

from reference.cloud.site import Site
from reference.cloud.web import Request
from reference.cloud.words import WORDS, say
from tests.reference.cloud.browsing import Browser
from tools.surroundings import ROOT


def test_every_sentence_has_both_languages_with_the_same_values():
    fields = [[text.count("{") for text in both] for both in WORDS.values()]

    assert all(polish == english for polish, english in fields)
    assert all(all(both) for both in WORDS.values())


def test_no_line_of_polish_ends_with_a_lonely_letter():
    assert say("pl", "confirm_title") == "Potwierdź logowanie w\u00a0Koncie"
    assert say("en", "confirm_title") == "Confirm the sign-in in the Account"


def test_polish_comes_first_and_the_choice_is_remembered(site):
    browser = Browser(site, languages="de")
    assert '<html lang="pl">' in browser.get("/").page

    browser.get("/?lang=en")

    assert '<html lang="en">' in browser.get("/subiekt-123/").page


def test_both_applications_are_on_the_first_page(browser):
    browser.get("/")

    assert "Otwórz Subiekt 123" in browser.page
    assert "Otwórz zarezerwuj.pl" in browser.page


@pytest.mark.parametrize("path", ["/nothing/", "/subiekt-123/a/b/c", "//", "/..%2f"])
def test_other_addresses_are_not_found(browser, path):
    assert browser.get(path).status == 404


def test_pages_may_load_nothing_from_elsewhere_and_run_nothing(browser):
    headers = dict(browser.response("GET", "/").all_headers)

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "HttpOnly; SameSite=Lax" in headers["Set-Cookie"]


def test_another_name_of_this_machine_is_not_answered(portal, tmp_path):
    site = Site(portal.url, tmp_path / "cloud", hosts=["127.0.0.1:8001"])

    assert site.answer(Request("GET", "/", {}, {}, {}, host="evil.example:8001")).status == 400
    assert site.answer(Request("GET", "/", {}, {}, {}, host="127.0.0.1:8001")).status == 200


def test_it_answers_from_the_command_line_and_ends_with_whoever_started_it(portal, tmp_path):
    command = [sys.executable, "-m", "reference.cloud", "--portal", portal.url, "--port", "0"]
    starter = (
        "import subprocess, sys; p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True);"
        "print(p.pid, p.stdout.readline(), flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            starter,
            *command,
            "--data",
            str(tmp_path / "cloud"),
            "--ends-with-parent",
        ],
        cwd=ROOT,
        env={"PYTHONPATH": "sdk/python", "PATH": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    said = parent.stdout.readline()
    port, application = int(said.rsplit(":", 1)[1]), os.pidfd_open(int(said.split()[0]))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()

    parent.kill()
    parent.wait()

    assert answer.status == 200
    assert "Otwórz Subiekt 123" in text
    assert _ends(application)
    os.close(application)


def _ends(application: int) -> bool:
    """Whether the process comes to its end; it looks for its parent once a second."""
    ended, _, _ = select.select([application], [], [], 30)
    return bool(ended)


def test_a_portal_that_is_far_away_is_asked_over_https_only(tmp_path, capsys):
    from reference.cloud.__main__ import main

    code = main(["--portal", "http://konto.example.com", "--data", str(tmp_path / "cloud")])

    assert code == 2
    assert "cannot start" in capsys.readouterr().err
