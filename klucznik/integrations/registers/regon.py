"""REGON, the register of the Statistical Office (BIR 1.1): sign in, search by NIP, fetch the full report."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.conf import settings
from django.core.cache import cache

from klucznik.companies.registries import Facts, Status
from klucznik.companies.tax_ids import TaxId
from klucznik.integrations.registers import reading, soap
from klucznik.integrations.registers.asking import Adapter, Found, about
from klucznik.integrations.registers.calling import Caller, NoAnswer

SESSION, SESSION_SECONDS = "register:regon:session", 45 * 60
NOT_FOUND = "4"
LEGAL_PERSON, NATURAL_PERSON = "P", "F"
# The full report of each kind of record: a legal person, or one of the activities ("silos") of a natural one.
REPORTS = {
    "6": "BIR11OsPrawna",
    "1": "BIR11OsFizycznaDzialalnoscCeidg",
    "2": "BIR11OsFizycznaDzialalnoscRolnicza",
    "3": "BIR11OsFizycznaDzialalnoscPozostala",
}
Record = dict[str, str]


class Regon(Adapter):
    """It knows everybody in business, and for legal persons the number in the court register."""

    name = "regon"
    prefills = True
    limits = ("register.regon.minute",)

    def find(self, caller: Caller, number: str, tax_id: TaxId) -> Found:
        if not settings.REGON_KEY:
            raise NoAnswer("no_key")
        service = Service(caller)
        query = (
            f"<ns:pParametryWyszukiwania><dat:Nip>{number}</dat:Nip></ns:pParametryWyszukiwania>"
        )
        records = service.ask("DaneSzukajPodmioty", query)
        if [one.get("errorcode") for one in records] == [NOT_FOUND]:
            return Found(None)
        chosen = _chosen(records)
        about(number, chosen.get("nip", ""))
        return Found(facts_of(chosen, _report(service, chosen)))


class Service:
    """The service with its session, which is kept and renewed when it has run out."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def ask(self, operation: str, body: str) -> list[Record]:
        """The records of an answer; an empty one means that the session is over."""
        for session in (cache.get(SESSION), None):
            answer = self._call(operation, body, session or self._sign_in())
            if records := soap.records(answer):
                return records
        raise NoAnswer("no_session")

    def _sign_in(self) -> str:
        key = f"<ns:pKluczUzytkownika>{escape(settings.REGON_KEY)}</ns:pKluczUzytkownika>"
        session = self._call("Zaloguj", key)
        if not session.isascii() or not session.isalnum():
            raise NoAnswer("refused")
        cache.set(SESSION, session, SESSION_SECONDS)
        return session

    def _call(self, operation: str, body: str, session: str = "") -> str:
        headers = {"Content-Type": "application/soap+xml; charset=utf-8"}
        reply = self.caller.call(
            "POST",
            settings.REGON_URL,
            headers=headers | ({"sid": session} if session else {}),
            body=soap.envelope(operation, body, to=settings.REGON_URL),
        )
        if reply.status != 200 or reply.kind not in soap.KINDS:
            raise NoAnswer("error" if reply.kind in soap.KINDS else "not_soap")
        return soap.result(reply.body, operation)


def _chosen(records: list[Record]) -> Record:
    """The company itself, not one of its branches; of several activities the one that still runs."""
    whole = [one for one in records if one.get("typ") in (LEGAL_PERSON, NATURAL_PERSON)]
    if not whole:
        raise NoAnswer("error" if "errorcode" in records[0] else "malformed")
    return min(whole, key=lambda one: (bool(one.get("datazakonczeniadzialalnosci")), one["typ"]))


def _report(service: Service, record: Record) -> Record:
    """The full report, its names without their beginning (praw_, fiz_); empty where there is none for this kind."""
    name, number = REPORTS.get(record.get("silosid", "")), record.get("regon", "")
    if name is None or not reading.digits(number, 9, 14):
        return {}
    body = f"<ns:pRegon>{number[:9]}</ns:pRegon><ns:pNazwaRaportu>{name}</ns:pNazwaRaportu>"
    reports = service.ask("DanePobierzPelnyRaport", body)
    if "errorcode" in reports[0]:
        raise NoAnswer("error")
    return {key.partition("_")[2]: value for key, value in reports[0].items()}


def facts_of(record: Record, report: Record) -> Facts:
    house, flat = record.get("nrnieruchomosci", ""), record.get("nrlokalu", "")
    town = record.get("miejscowosc", "")
    is_legal = record["typ"] == LEGAL_PERSON
    return Facts(
        name=report.get("nazwa") or record.get("nazwa", ""),
        street=reading.street(record.get("ulica", ""), house, flat, town=town),
        postcode=record.get("kodpocztowy", "")[:12],
        city=town,
        tax_id=record["nip"],
        regon=reading.regon(record.get("regon", "")),
        krs=reading.digits(report.get("numerwrejestrzeewidencji", ""), 10) if is_legal else "",
        status=_status(record, report),
        email=reading.email(report.get("adresemail", "")),
        domain=reading.domain(report.get("adresstronyinternetowej", "")),
    )


def _status(record: Record, report: Record) -> Status:
    bankrupt = report.get("dataorzeczeniaoupadlosci", "")
    suspended = report.get("datazawieszeniadzialalnosci", "")
    ended = (record.get("datazakonczeniadzialalnosci"), report.get("datazakonczeniadzialalnosci"))
    if any(ended):
        return Status.ENDED
    if bankrupt > report.get("datazakonczeniapostepowaniaupadlosciowego", ""):
        return Status.BANKRUPTCY
    if suspended > report.get("datawznowieniadzialalnosci", ""):
        return Status.SUSPENDED
    name = record.get("nazwa", "").upper()
    return Status.LIQUIDATION if "W LIKWIDACJI" in name else Status.ACTIVE
