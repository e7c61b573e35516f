"""Where links of articles may lead: to articles, pages of the portal, files, the safe web and mail; nowhere else."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.translation import gettext as _

from klucznik.companies.models import Company
from klucznik.help.facts import fill
from klucznik.help.rendering.known import Known

KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PAGE: Final = re.compile(r"[a-z_]+(?::[a-z_]+)?")
HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")
MAILBOX: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
# Pages of the vendor's staff, of programs and of the demonstration are nowhere offered to readers.
NOT_FOR_READERS: Final = ("backoffice", "demo", "api-1.0.0", "erp")
SAFE_IN_ADDRESSES: Final = "/?#[]@!$&'()*+,;=:%~-._"


class NoLink(ValueError):
    """It leads nowhere; the text says why."""


def address(target: str, known: Known) -> str:
    """The address behind a link as it is written in an article."""
    target = fill(unquote(target) if "%7B" in target else target, known.facts)
    scheme, _colon, rest = target.partition(":")
    match scheme:
        case "article":
            return _article(rest, known)
        case "page":
            return page_address(rest)
        case "file":
            return _file(rest, known)
        case "https":
            return _web(target)
        case "mailto" if MAILBOX.fullmatch(rest):
            return f"mailto:{rest}"
    raise NoLink(_("“%(target)s” is not a link that articles may have.") % {"target": target[:80]})


def page_address(name: str) -> str:
    """A page of the portal by its name; one inside a company leads through the choice of the company."""
    if PAGE.fullmatch(name) and name.partition(":")[0] not in NOT_FOR_READERS:
        try:
            return reverse(name)
        except NoReverseMatch:
            if is_in_company(name):
                return reverse("help:go", args=[name])
    raise NoLink(_("There is no page “%(name)s”.") % {"name": name[:80]})


def is_page(name: str) -> bool:
    """Whether readers have such a page, whatever its address needs; `members:*` is every page of a part."""
    group, _colon, page = name.rpartition(":")
    resolver: URLResolver = get_resolver()
    if group in NOT_FOR_READERS:
        return False
    if group:
        if group not in resolver.namespace_dict:
            return False
        resolver = resolver.namespace_dict[group][1]
    return (page == "*" and bool(group)) or page in resolver.reverse_dict


def address_in(company: Company, name: str) -> str:
    """A page inside a company."""
    return reverse(name, kwargs={"company": company.public_id})


def is_in_company(name: str) -> bool:
    """Whether a page needs nothing but a company."""
    if not PAGE.fullmatch(name) or name.partition(":")[0] in NOT_FOR_READERS:
        return False
    try:
        reverse(name, kwargs={"company": "0"})
    except NoReverseMatch:
        return False
    return True


def _article(key: str, known: Known) -> str:
    if key in known.articles and KEY.fullmatch(key):
        return reverse("help:article", args=[key])
    raise NoLink(_("There is no article “%(key)s”.") % {"key": key[:80]})


def _file(name: str, known: Known) -> str:
    if name in known.files:
        return known.files[name].address
    raise NoLink(_("The article has no file “%(name)s”.") % {"name": name[:80]})


def _web(target: str) -> str:
    """https with a plain host: no names or passwords in front of it, nothing invisible."""
    try:
        parts = urlsplit(target)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except ValueError:
        host = ""
    if not HOST.fullmatch(host) or not target.isprintable() or " " in target:
        raise NoLink(
            _("“%(target)s” is not an address that begins with https://.") % {"target": target[:80]}
        )
    rest = target.partition("//")[2][len(parts.netloc) :]
    return f"https://{host}{quote(rest, safe=SAFE_IN_ADDRESSES)}"
