"""What the stories about members share: addresses of pages, bodies without what differs each time."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership

NOWHERE = "0000000000000000"


def page_of(company: Company, name: str, *more: str) -> str:
    return reverse(name, args=[company.public_id, *more])


def place_of(user: User, company: Company) -> Membership:
    """The person's place in the company, also when it has ended."""
    return (
        Membership.objects.select_related("user", "company")
        .filter(user=user, company=company)
        .latest("pk")
    )


def told(answer: Any) -> tuple[int, str]:
    """Status and body; the form's token and the asked address differ in any two answers."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, body.replace(answer.request["PATH_INFO"], "")
