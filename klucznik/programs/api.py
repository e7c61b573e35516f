"""How a program comes to act for somebody: it asks, shows a code, waits for the answer, and signs itself out."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from klucznik.core.problems import Problem
from klucznik.programs.actions import begin_sign_in, fetch_token, sign_out_program
from klucznik.programs.bearers import PersonToken
from klucznik.programs.grants import note_poll
from klucznik.programs.schemas import BeginIn, BeginOut, FetchIn, TokenOut
from klucznik.programs.trying import count_beginning, count_poll

router = Router(tags=["program sign-in"])


@router.post("", auth=None, response={201: BeginOut, (422, 429): Problem})
def begin(request: HttpRequest, asked: BeginIn) -> Status[BeginOut]:
    """Begin: show the person `user_code` and `verification_url`, keep `device_code`."""
    count_beginning()
    return Status(201, BeginOut.of(begin_sign_in(None, **asked.model_dump())))


@router.post("/token", auth=None, response={200: TokenOut, (400, 422, 429): Problem})
def fetch(request: HttpRequest, asked: FetchIn) -> TokenOut:
    """Ask whether the person has answered, every `interval` seconds; the token comes once."""
    count_poll()
    note_poll(asked.device_code)
    return TokenOut.of(fetch_token(None, device_code=asked.device_code))


@router.delete("/token", auth=[PersonToken()], response={204: None, 401: Problem})
def sign_out(request: HttpRequest) -> Status[None]:
    """Sign this program out: its token stops working at once."""
    token = request.program_token  # type: ignore[attr-defined]
    sign_out_program(token.person, public_id=token.public_id)
    return Status(204, None)
