"""The number, the registration with its statements, and the seat of this computer."""

from __future__ import annotations

from klucznik_client import Client, Company, MaybeSameDevice, NoFreeSeat
from reference.desktop import accounts
from reference.desktop.terminal import Terminal

NUMBER = "program_number"  # where the program keeps the number that was typed


def number_of(client: Client) -> str:
    return client.state.text(NUMBER)


def enter_number(terminal: Terminal, client: Client) -> None:
    """The number is kept once the terms of the license are accepted."""
    number = terminal.ask("ask_number")
    if not number:
        return
    if not (terminal.agrees("accept_terms") and terminal.agrees("accept_subscription")):
        terminal.say("terms_needed")
        return
    client.state.update(**{NUMBER: number})
    terminal.say("number_kept")


def register(terminal: Terminal, client: Client) -> None:
    """Over the internet, or with the activation code that came by e-mail."""
    if not number_of(client):
        terminal.say("no_number")
        return
    way = terminal.choose([terminal.word("by_internet"), terminal.word("by_code")])
    if way == 0:
        register_online(terminal, client)
    elif way == 1:
        activate(terminal, client, code=terminal.ask("ask_code"))


def register_online(terminal: Terminal, client: Client) -> None:
    if not accounts.signed_in(terminal, client):
        return
    company = choose_company(terminal, client)
    if company is None:
        return
    seller, care = terminal.ask("ask_seller"), terminal.ask("ask_care")
    place = terminal.ask("ask_place")
    terminal.say("check_data", tax_id=company.tax_id, name=company.name)
    if not terminal.agrees("accept_data"):
        terminal.say("not_sent")
        return
    sent = client.register(
        number_of(client),
        company=company.id,
        seller=seller,
        care_partner=care,
        place_of_use=place,
    )
    terminal.say("awaiting" if sent.is_awaiting else "registered")
    if sent.activation_code_sent:
        terminal.say("code_sent")
    activate(terminal, client)


def choose_company(terminal: Terminal, client: Client) -> Company | None:
    companies = client.me().companies
    if not companies:
        terminal.say("no_company")
        return None
    terminal.say("choose_company")
    chosen = terminal.choose([f"{one.name} ({one.tax_id})" for one in companies])
    return None if chosen is None else companies[chosen]


def activate(
    terminal: Terminal, client: Client, *, code: str = "", same_as: str = "", is_new: bool = False
) -> None:
    """Take a seat; when none is free or the computer looks familiar, the person decides."""
    number = number_of(client)
    try:
        client.activate(number, code=code, same_as=same_as, is_new=is_new)
    except MaybeSameDevice as question:
        terminal.say("maybe_same")
        names = [one.name for one in question.candidates]
        chosen = terminal.choose([*names, terminal.word("is_new_device")])
        if chosen is None:
            return
        if chosen == len(names):
            activate(terminal, client, code=code, is_new=True)
        else:
            activate(terminal, client, code=code, same_as=question.candidates[chosen].id)
    except NoFreeSeat as refused:
        if make_room(terminal, client, refused):
            activate(terminal, client, code=code, same_as=same_as, is_new=is_new)
    else:
        terminal.say("activated")


def make_room(terminal: Terminal, client: Client, refused: NoFreeSeat) -> bool:
    """Free a device from the refusal itself. Whether its seat is free at once."""
    if not refused.devices:
        terminal.show(str(refused))
        terminal.say("none_to_free")
        return False
    terminal.say("no_free_seat")
    chosen = terminal.choose([one.name for one in refused.devices])
    if chosen is None:
        return False
    told = client.release_device(refused.devices[chosen].id)
    terminal.say("freed")
    returns_at = told.get("seat_returns_at")
    if returns_at:
        terminal.say("returns_at", moment=returns_at)
    return not returns_at
