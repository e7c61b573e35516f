"""Who stands behind a program's call: the person of its token."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from klucznik.programs.errors import ScopeMissing
from klucznik.programs.grants import PREFIX, bearer
from klucznik.programs.models import ProgramToken, Scope


class PersonToken(HttpBearer):
    """`Authorization: Bearer klt_…`: the call is the person's, as `request.user` and `request.program_token`.

    Beside `django_auth` it stands first: `auth=[PersonToken(), django_auth]`. A call without such a token is then asked
    for its session, with the CSRF check. One whose token is dead is refused, whatever session it carries.
    """

    def __init__(self, scope: Scope = Scope.LICENSES) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ProgramToken | None:
        if not token.startswith(PREFIX):
            return None
        found = bearer(token)
        if found is None:
            raise AuthenticationError
        if self.scope not in found.scopes:
            raise ScopeMissing
        request.user = found.person
        request.program_token = found  # type: ignore[attr-defined]
        translation.activate(found.person.language)
        return found
