"""What official registers answer, as their public documentation and open clients show it; invented companies.

Shapes seen in published answers: the frame of REGON, the excerpt of KRS down to the board, the subject of the white
list. Put together from field lists only, to be compared with real answers before they are relied on: KRS section 6
(liquidation, bankruptcy), `dataWykreslenia`, `prokurenci`; CEIDG `upadlosci` and `zarzadcaSukcesyjny`; the error
objects of the white list; the full list of keys of VIES.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

LIMITED = "9721237317"  # Alfa, a company with a board of two
TRADER = "5129139093"  # Jan Kowal, in business for himself
UNKNOWN = "1234563218"
KRS_NUMBER = "0000413516"
BOUNDARY = "uuid:6c3b0b5a+id=17"


def framed(operation: str, inner: str, *, as_text: bool = True) -> tuple[str, bytes]:
    """An answer of the REGON service in its multipart frame: content type and body."""
    told = escape(inner) if as_text else inner
    message = (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
        ' xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header><a:Action s:mustUnderstand="1">'
        f"http://CIS/BIR/PUBL/2014/07/IUslugaBIRzewnPubl/{operation}Response</a:Action></s:Header><s:Body>"
        f'<{operation}Response xmlns="http://CIS/BIR/PUBL/2014/07"><{operation}Result>{told}</{operation}Result>'
        f"</{operation}Response></s:Body></s:Envelope>"
    )
    body = (
        f"\r\n--{BOUNDARY}\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\n"
        'Content-Type: application/xop+xml;charset=utf-8;type="application/soap+xml"\r\n\r\n'
        f"{message}\r\n--{BOUNDARY}--\r\n"
    )
    kind = (
        f'multipart/related; type="application/xop+xml";start="<http://tempuri.org/0>";boundary="{BOUNDARY}";'
        'start-info="application/soap+xml"'
    )
    return kind, body.encode()


def records(*all_of: dict[str, str]) -> str:
    """The XML inside such an answer."""
    flat = "".join(
        "<dane>"
        + "".join(f"<{key}>{escape(value)}</{key}>" for key, value in one.items())
        + "</dane>"
        for one in all_of
    )
    return f"<root>{flat}</root>"


REGON_ALFA = {
    "Regon": "302046830",
    "Nip": LIMITED,
    "StatusNip": "",
    "Nazwa": 'PIEKARNIA "ALFA" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ',
    "Wojewodztwo": "MAŁOPOLSKIE",
    "Powiat": "m. Kraków",
    "Gmina": "Kraków",
    "Miejscowosc": "Kraków",
    "KodPocztowy": "30-001",
    "Ulica": "ul. Długa",
    "NrNieruchomosci": "7",
    "NrLokalu": "2",
    "Typ": "P",
    "SilosID": "6",
    "DataZakonczeniaDzialalnosci": "",
}
REGON_BRANCH = REGON_ALFA | {"Regon": "30204683000021", "Typ": "LP", "Nazwa": "ALFA SKLEP"}
REGON_ZORZA = {
    "Regon": "121130720",
    "Nip": TRADER,
    "Nazwa": "ZAKŁAD STOLARSKI ZORZA JAN KOWAL",
    "Miejscowosc": "Bielsko-Biała",
    "KodPocztowy": "43-300",
    "Ulica": "",
    "NrNieruchomosci": "12",
    "NrLokalu": "",
    "Typ": "F",
    "SilosID": "1",
    "DataZakonczeniaDzialalnosci": "",
}
REGON_EARLIER = REGON_ZORZA | {"SilosID": "4", "DataZakonczeniaDzialalnosci": "2011-01-31"}
NOT_FOUND = {
    "ErrorCode": "4",
    "ErrorMessagePl": "Nie znaleziono podmiotu dla podanych kryteriów wyszukiwania.",
    "ErrorMessageEn": "No data found for the specified search criteria.",
}


def regon_search(nip: str) -> str:
    """A branch beside its company, an ended activity beside the running one, or the error inside the answer."""
    there = {LIMITED: (REGON_BRANCH, REGON_ALFA), TRADER: (REGON_EARLIER, REGON_ZORZA)}
    return records(*there.get(nip, (NOT_FOUND | {"Nip": nip},)))


def regon_report(name: str, changes: dict[str, str]) -> str:
    if name == "BIR11OsPrawna":
        told = {
            "praw_regon9": "302046830",
            "praw_nip": LIMITED,
            "praw_nazwa": 'PIEKARNIA "ALFA" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ',
            "praw_numerWRejestrzeEwidencji": KRS_NUMBER,
            "praw_dataZakonczeniaDzialalnosci": "",
            "praw_dataZawieszeniaDzialalnosci": "",
            "praw_dataOrzeczeniaOUpadlosci": "",
            "praw_adresEmail": "BIURO@ALFA.EXAMPLE",
            "praw_adresStronyinternetowej": "www.alfa.example",
        }
    else:
        told = {
            "fiz_regon9": "121130720",
            "fiz_nazwa": "ZAKŁAD STOLARSKI ZORZA JAN KOWAL",
            "fiz_dataZawieszeniaDzialalnosci": "",
            "fiz_adresEmail": "jan@zorza.example",
            "fizC_numerWRejestrzeEwidencji": "",
        }
    return records(told | changes)


def member(first: str, last: str, function: str) -> dict[str, Any]:
    return {
        "nazwisko": {"nazwiskoICzlon": last},
        "imiona": {"imie": first},
        "identyfikator": {"pesel": "7**********"},
        "funkcjaWOrganie": function,
        "czyZawieszona": False,
    }


BOARD = [
    member("A*****", "A*******", "PREZES ZARZĄDU"),
    member("B*****", "N****", "CZŁONEK ZARZĄDU"),
]
RULE = "DO SKŁADANIA OŚWIADCZEŃ W IMIENIU SPÓŁKI UPOWAŻNIENI SĄ DWAJ CZŁONKOWIE ZARZĄDU DZIAŁAJĄCY ŁĄCZNIE."


SEAT = {
    "siedziba": {"kraj": "POLSKA", "wojewodztwo": "MAŁOPOLSKIE", "miejscowosc": "KRAKÓW"},
    "adres": {
        "ulica": "UL. DŁUGA",
        "nrDomu": "7",
        "nrLokalu": "2",
        "miejscowosc": "KRAKÓW",
        "kodPocztowy": "30-001",
        "poczta": "KRAKÓW",
        "kraj": "POLSKA",
    },
    "adresPocztyElektronicznej": "ZARZAD@ALFA.EXAMPLE",
    "adresStronyInternetowej": "WWW.ALFA.EXAMPLE",
    "adresDoDoreczenElektronicznychWpisanyDoBAE": "AE:PL-59420-30959-DSCHB-14",
}


def excerpt(changes: dict[str, Any]) -> dict[str, Any]:
    """The current excerpt of Alfa; `changes`: board, rule, last_entry, section6, struck_off, name."""
    head = {
        "rejestr": "RejP",
        "numerKRS": KRS_NUMBER,
        "dataCzasOdpisu": "30.11.2026 05:03:05",
        "stanZDnia": "30.11.2026",
        "dataRejestracjiWKRS": "08.03.2012",
        "numerOstatniegoWpisu": 16,
        "dataOstatniegoWpisu": changes.get("last_entry", "15.02.2021"),
        "sygnaturaAktSprawyDotyczacejOstatniegoWpisu": "RDF/277206/21/413",
        "oznaczenieSaduDokonujacegoOstatniegoWpisu": "SYSTEM",
        "stanPozycji": 1,
    }
    if "struck_off" in changes:
        head["dataWykreslenia"] = changes["struck_off"]
    entity = {
        "formaPrawna": "SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ",
        "identyfikatory": {"regon": "30204683000000", "nip": LIMITED},
        "nazwa": changes.get("name", 'PIEKARNIA "ALFA" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ'),
        "daneOWczesniejszejRejestracji": {},
        "czyProwadziDzialalnoscZInnymiPodmiotami": False,
        "czyPosiadaStatusOPP": False,
    }
    body = {
        "nazwaOrganu": "ZARZĄD",
        "sposobReprezentacji": changes.get("rule", RULE),
        "sklad": changes.get("board", BOARD),
    }
    data: dict[str, Any] = {
        "dzial1": {"danePodmiotu": entity, "siedzibaIAdres": SEAT},
        "dzial2": {
            "reprezentacja": body,
            "prokurenci": [member("C***", "W******", "") | {"rodzajProkury": "SAMOISTNA"}],
        },
        "dzial6": changes.get("section6", {}),
    }
    return {"odpis": {"rodzaj": "Aktualny", "naglowekA": head, "dane": data}}


def firm(changes: dict[str, Any]) -> dict[str, Any]:
    one = {
        "id": "9D2531B1-6DED-4538-95EA-22FF2C7D2E20",
        "nazwa": "Zakład Stolarski Zorza Jan Kowal",
        "adresDzialalnosci": {
            "ulica": "ul. Leśna",
            "budynek": "12",
            "lokal": "",
            "miasto": "Bielsko-Biała",
            "kod": "43-300",
            "wojewodztwo": "ŚLĄSKIE",
            "kraj": "PL",
        },
        "wlasciciel": {"imie": "Jan", "nazwisko": "Kowal", "nip": TRADER, "regon": "121130720"},
        "dataRozpoczecia": "2012-05-21",
        "status": "AKTYWNY",
        "telefon": "501 000 000",
        "email": "jan@zorza.example",
        "www": "https://www.zorza.example/o-nas",
        "adresDoreczenElektronicznych": "AE:PL-11111-22222-ABCDE-33",
        "link": "https://dane.biznes.gov.pl/api/ceidg/v3/firma/9D2531B1",
    }
    return {"firma": [one | changes], "properties": {"dc:title": "CEIDG"}}


def subject(nip: str) -> dict[str, Any] | None:
    person = {"companyName": None, "nip": None, "pesel": "71010112345"}
    common = {
        "statusVat": "Czynny",
        "pesel": None,
        "accountNumbers": ["81811000002001004435040001"],
    }
    if nip == LIMITED:
        return common | {
            "name": 'PIEKARNIA "ALFA" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ',
            "nip": nip,
            "regon": "302046830",
            "krs": KRS_NUMBER,
            "residenceAddress": None,
            "workingAddress": "UL. DŁUGA 7/2, 30-001 KRAKÓW",
            "representatives": [
                person | {"firstName": "ALFRED", "lastName": "ALFOWSKI"},
                person | {"firstName": "BARBARA", "lastName": "NOWAK"},
            ],
            "authorizedClerks": [],
            "partners": [],
            "hasVirtualAccounts": False,
        }
    if nip == TRADER:
        return common | {
            "name": "JAN KOWAL",
            "nip": nip,
            "regon": "121130720",
            "krs": None,
            "residenceAddress": "LEŚNA 12, 43-300 BIELSKO-BIAŁA",
            "workingAddress": None,
            "representatives": [],
            "authorizedClerks": [],
            "partners": [],
        }
    return None


def vies(country: str, number: str) -> dict[str, Any]:
    there = (country, number) in {("PL", LIMITED), ("PL", TRADER), ("DE", "136695976")}
    polish = country == "PL"
    return {
        "countryCode": country,
        "vatNumber": number,
        "requestDate": "2026-11-30T15:41:00.000Z",
        "valid": there,
        "requestIdentifier": "",
        "name": "PIEKARNIA ALFA SP. Z O.O." if there and polish else "---",
        "address": "DŁUGA 7/2\n30-001 KRAKÓW" if there and polish else "---",
        "traderName": "---",
    }
