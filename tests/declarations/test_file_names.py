"""The name of an uploaded file is shown and sent back, so it is made harmless first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from klucznik.declarations.files.names import safe_name


@given(st.text(max_size=5000) | st.from_regex(r"(\.\./|C:\\|\r\n|\u202e|%00|\.pdf){1,9}.{0,30}"))
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_name_becomes_harmless(name: str):
    safe = safe_name(name, extension=".pdf")

    assert safe.endswith(".pdf")
    assert 4 < len(safe) <= 120
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('/\\<>:"|?*%;\r\n\t\0')
    assert all(sign.isprintable() for sign in safe)
    assert not safe.startswith((".", " "))
    assert safe_name(safe, extension=".pdf") == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Oświadczenie Żółty Rogal.PDF", "Oświadczenie Żółty Rogal.pdf"),
        ("scan.pdf.exe", "scan.pdf.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Anna\\skan.jpeg", "skan.pdf"),
        ("a.pdf\r\nSet-Cookie: x=1", "a.pdf Set-Cookie_ x=1.pdf"),
        ("podpis\u202efdp.exe", "podpisfdp.exe.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("CON.pdf", "document CON.pdf"),
    ],
)
def test_names_that_people_and_attackers_use(name: str, safe: str):
    assert safe_name(name, extension=".pdf") == safe
