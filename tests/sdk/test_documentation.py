"""Every Python example of the documentation runs, in its order, against the portal."""

from __future__ import annotations

import re

import pytest

from tools.surroundings import ROOT

PAGES = ("docs/integrate/python.md", "sdk/python/README.md")


def program(page):
    """All examples of a page as one program that keeps its line numbers."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = ["\n"] * text.count("\n")
    for match in re.finditer(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        start = text.count("\n", 0, match.start(1))
        lines = match.group(1).splitlines(keepends=True)
        found[start : start + len(lines)] = lines
    return "".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_run(page, portal, tmp_path, monkeypatch, capsys):
    license = portal.add_license("GT12AAAA7F3K", "subiekt-gt", size=2)
    source = program(page)
    for placeholder, real in (
        ("https://konto.example.com", portal.url),
        ("PUBLIC KEY OF THE PORTAL", portal.key),
        ("ACTIVATION CODE", license.code),
    ):
        source = source.replace(placeholder, real)
    monkeypatch.chdir(tmp_path)

    def wait(seconds):
        for sign_in in portal.world.sign_ins.values():
            portal.confirm(sign_in.user_code)

    names = {
        "wait": wait,
        "carry_to_the_portal": lambda request: portal.answer_request("GT12AAAA7F3K", request),
    }
    exec(compile(source, page, "exec"), names)

    assert names["verdict"].mode == "full"
    assert capsys.readouterr().out


def test_both_pages_have_examples():
    assert all(program(page).strip() for page in PAGES)


def test_the_command_lists_the_keys_of_the_portal(portal, capsys):
    from klucznik_client.__main__ import main

    portal.rotate_key("next", revoke=True)

    code = main(["keys", portal.url])

    first, second = capsys.readouterr().out.splitlines()
    assert code == 0
    assert portal.key in first
    assert first.endswith("revoked")
    assert second.endswith("active")


def test_the_command_says_what_went_wrong(portal, capsys):
    from klucznik_client.__main__ import main

    portal.accidents = ["hotel"] * 2

    assert main(["keys", "http://konto.example.com"]) == 1
    assert main(["keys", portal.url]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
