"""SOAP 1.2 as the REGON service speaks it: an envelope with an address, answers inside a multipart message."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from klucznik.core.text import clean_line
from klucznik.integrations.registers.calling import NoAnswer

ACTIONS = "http://CIS/BIR/PUBL/2014/07/IUslugaBIRzewnPubl/"
KINDS = frozenset({"multipart/related", "application/soap+xml", "application/xop+xml"})
# The one message in its multipart frame, or without a frame.
MESSAGE = re.compile(rb"<(?:\w+:)?Envelope\b.*</(?:\w+:)?Envelope\s*>", re.DOTALL)
LONGEST_VALUE = 300

ENVELOPE = """<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" \
xmlns:ns="http://CIS/BIR/PUBL/2014/07" xmlns:dat="http://CIS/BIR/PUBL/2014/07/DataContract">\
<soap:Header xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsa:To>{to}</wsa:To>\
<wsa:Action>{action}</wsa:Action></soap:Header>\
<soap:Body><ns:{operation}>{body}</ns:{operation}></soap:Body></soap:Envelope>"""


def envelope(operation: str, body: str, *, to: str) -> bytes:
    """The message of one operation; `body` is XML already."""
    action = f"{ACTIONS}{operation}"
    return ENVELOPE.format(to=escape(to), action=action, operation=operation, body=body).encode()


def parsed(text: str | bytes) -> Element:
    """XML without declarations of its own: no entities, nothing from outside."""
    try:
        found: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as wrong:
        raise NoAnswer("malformed") from wrong
    return found


def result(body: bytes, operation: str) -> str:
    """The text inside the answer to an operation, empty when there is none."""
    message = MESSAGE.search(body)
    if message is None:
        raise NoAnswer("malformed")
    for element in parsed(message.group()).iter():
        if _plain(element.tag) == f"{operation}Result":
            return (element.text or "").strip()
    raise NoAnswer("malformed")


def records(text: str) -> list[dict[str, str]]:
    """The flat records of an answer's inner XML, names in small letters: their spelling changes between reports."""
    if not text:
        return []
    return [
        {_plain(one.tag).lower(): clean_line(one.text or "")[:LONGEST_VALUE] for one in record}
        for record in parsed(text)
        if _plain(record.tag) == "dane"
    ]


def _plain(tag: Any) -> str:
    return str(tag).rpartition("}")[2]
