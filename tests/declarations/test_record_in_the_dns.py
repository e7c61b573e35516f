"""A record in the DNS of the domain that the register names."""

from __future__ import annotations

import threading

import dns.flags
import dns.message
import dns.rrset
import pytest
from django.utils import timezone

from klucznik.declarations.actions.proving import look_up_domain
from klucznik.declarations.domains import domain_of
from klucznik.declarations.models import Evidence
from klucznik.declarations.proving import record_of
from klucznik.declarations.scoring import Proof
from klucznik.jobs.models import Job
from tests.declarations import cases, evidence

Status = Evidence.Status
REGISTER = Proof.REGISTER_CODE
CONTACT = Proof.CONTACT_CODE


@pytest.fixture
def case(cast):
    """Dorota's case in review; the register knows an address and a domain of the company."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.register(case, email="zarzad@alfa-piekarnia.example", domain="www.alfa.example")
    return case


def path(case, *rest: str) -> str:
    return "/".join(["/cases", case.public_id, "evidence", *rest, ""])


class Resolver(threading.Thread):
    """A DNS server on this machine; `texts` are what it knows, None keeps it silent."""

    def __init__(self) -> None:
        import socket

        super().__init__(daemon=True)
        self.texts: dict[str, list[str]] | None = {}
        self.asked: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.socket.getsockname()[1]

    def run(self) -> None:
        while True:
            try:
                data, sender = self.socket.recvfrom(4096)
            except OSError:
                return
            if self.texts is not None:
                self.socket.sendto(self.answer(dns.message.from_wire(data)), sender)

    def answer(self, asked: dns.message.Message) -> bytes:
        name = str(asked.question[0].name)
        self.asked.append(name)
        said = dns.message.make_response(asked)
        if name not in self.texts:
            said.set_rcode(3)
        elif self.texts[name]:
            rows = [f'"{text}"' for text in self.texts[name]]
            said.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *rows))
        return said.to_wire()


@pytest.fixture
def resolver(settings, monkeypatch):
    server = Resolver()
    server.start()
    settings.DNS_RESOLVER = server.address
    monkeypatch.setattr("klucznik.declarations.domains.PATIENCE", 0.3)
    yield server
    server.socket.close()


def test_the_record_at_the_companys_domain_counts(cast, case, resolver, sign_in):
    resolver.texts = {"alfa.example.": ["v=spf1 -all", record_of(case)]}
    browser = sign_in(cast.dorota)
    assert record_of(case) in browser.get(path(case, "domain")).content.decode()

    assert browser.post(path(case, "domain")).status_code == 302

    assert resolver.asked == ["alfa.example."]
    assert evidence.row(case, Proof.DOMAIN).status == Status.VALID


@pytest.mark.parametrize(
    "texts", [{}, {"alfa.example.": []}, {"alfa.example.": ["klucznik-case=x"]}]
)
def test_a_record_that_is_not_there_yet_is_looked_for_again(
    cast, case, resolver, texts, sign_in, deliver
):
    resolver.texts = texts
    browser = sign_in(cast.dorota)

    browser.post(path(case, "domain"))

    assert evidence.row(case, Proof.DOMAIN).status == Status.INVALID
    assert "not there yet" in browser.get(path(case, "domain")).content.decode()
    resolver.texts = {"alfa.example.": [record_of(case)]}
    Job.objects.filter(task="declarations.look_up_domain").update(next_at=timezone.now())
    deliver()
    assert evidence.row(case, Proof.DOMAIN).status == Status.VALID


def test_silence_is_unknown_and_looked_at_again(cast, case, resolver):
    resolver.texts = None

    look_up_domain(cast.dorota, case)

    assert evidence.row(case, Proof.DOMAIN).status == Status.UNKNOWN
    assert Job.objects.filter(task="declarations.look_up_domain").count() == 1


def test_after_a_day_nobody_looks_any_more(cast, case, resolver, deliver):
    look_up_domain(cast.dorota, case)

    for _ in range(6):
        Job.objects.filter(task="declarations.look_up_domain").update(next_at=timezone.now())
        deliver()

    assert Job.objects.filter(task="declarations.look_up_domain").count() == 4


def test_the_record_of_another_case_does_not_count(cast, case, resolver):
    resolver.texts = {"alfa.example.": [record_of(case).replace("=", "=x")]}

    look_up_domain(cast.dorota, case)

    assert evidence.row(case, Proof.DOMAIN).status == Status.INVALID


def test_a_record_found_later_shortens_the_wait(cast, resolver):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    evidence.register(case, domain="alfa.example")
    resolver.texts = {"alfa.example.": [record_of(case)]}

    assert look_up_domain(cast.dorota, case).due_at < case.due_at


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("www.alfa.example", "alfa.example"),
        ("https://WWW.Alfa.Example/kontakt?x=1", "alfa.example"),
        ("piekarnia-żółw.example", "xn--piekarnia-w-tkb43c53b.example"),
        ("alfa.example.", "alfa.example"),
        ("", ""),
        ("alfa", ""),
        ("127.0.0.1", ""),
        ("http://[::1]/", ""),
        ("alfa..example", ""),
        ("alfa example.pl", ""),
    ],
)
def test_a_website_in_a_register_becomes_a_domain_or_nothing(website, domain):
    found = domain_of(website)

    assert found == domain or (domain.startswith("xn--") and found.startswith("xn--"))
