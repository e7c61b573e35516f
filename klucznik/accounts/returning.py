"""Where a person wanted to go before they had to sign in: only ever a path of this site."""

from __future__ import annotations

from typing import Any

from django.utils.http import url_has_allowed_host_and_scheme


def is_path(url: str | None) -> bool:
    """Whether this is a path here: no host, no scheme, nothing that a browser would read as one."""
    return bool(
        url
        and url.startswith("/")
        and url.isprintable()
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


def path_or(url: Any, otherwise: str) -> str:
    """The path when it is one; the other one when it is not."""
    return url if isinstance(url, str) and is_path(url) else otherwise
