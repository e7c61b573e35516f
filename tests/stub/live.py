"""The portal itself in the place of the stand-in: what tests of programs ask of a portal, done by its own actions."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik.accounts.models import User
from klucznik.devices.actions.offline import activate_offline
from klucznik.devices.requests import read_request
from klucznik.licensing.models import License, SigningKey
from klucznik.programs import grants, user_codes
from klucznik.programs.actions import allow_program


@dataclass
class LivePortal:
    """The same words as StubPortal, as far as they make sense: nobody moves its clock."""

    url: str
    person: User

    @property
    def key(self) -> str:
        return SigningKey.objects.earliest("pk").public_key

    def confirm(self, user_code: str) -> None:
        """The person types the code in the portal and says yes."""
        allow_program(self.person, grants.waiting_for(self.person, code=user_codes.read(user_code)))

    def answer_request(self, license: License, request: str) -> str:
        """What the page of the license makes of a request file."""
        _, file = activate_offline(self.person, license, request=read_request(request))
        return file.text
