"""The entity whose books are open, and *Rejestracja klienta biura rachunkowego*: its registration from the program."""

from __future__ import annotations

from klucznik_client import AccountMismatch, Client, Entity
from reference.desktop import accounts
from reference.desktop.registering import number_of
from reference.desktop.terminal import Terminal

ENTITY = "program_entity"  # where the program keeps whose books are open
CHOICES = ("client", "own", "later")


def opened(client: Client) -> tuple[str, str]:
    """Tax ID and name of the open entity; empty where no books of clients are kept."""
    kept = client.state.table(ENTITY)
    return str(kept.get("tax_id", "")), str(kept.get("name", ""))


def read_only(client: Client) -> Entity | None:
    """The open entity where it can only be read."""
    tax_id, _name = opened(client)
    entity = client.entity(tax_id) if tax_id else None
    return None if entity is None or entity.can_change else entity


def open_entity(terminal: Terminal, client: Client) -> None:
    """Other books: from now on the program asks about them."""
    tax_id, name = terminal.ask("ask_tax_id"), terminal.ask("ask_name")
    client.state.update(**{ENTITY: {"tax_id": tax_id, "name": name}})
    tell(terminal, client, force=True)


def tell(terminal: Terminal, client: Client, *, force: bool = False) -> None:
    """How the open entity stands, asked when it is time."""
    tax_id, name = opened(client)
    if not tax_id:
        return
    entity = client.check_entity(tax_id, name=name, force=force)
    terminal.say("entity_line", name=name, tax_id=entity.tax_id, sentence=entity.sentence)
    if entity.days_left:
        terminal.say("entity_days", days=entity.days_left)


def register(terminal: Terminal, client: Client) -> None:
    """F13: connected to the right account, the entity becomes a client, the office's own one, or waits."""
    tax_id, _name = opened(client)
    if not tax_id:
        terminal.say("no_entity")
    elif not number_of(client):
        terminal.say("no_number")
    elif accounts.signed_in(terminal, client):
        chosen = terminal.choose([terminal.word(f"as_{choice}") for choice in CHOICES])
        if chosen is not None:
            send(terminal, client, CHOICES[chosen])


def send(terminal: Terminal, client: Client, choice: str) -> None:
    """With another account the person may connect the right one and go on."""
    tax_id, name = opened(client)
    try:
        told = client.register_office_entity(
            [number_of(client)], tax_id=tax_id, name=name, choice=choice
        )
    except AccountMismatch as refused:
        terminal.show(str(refused))
        if not terminal.agrees("change_account"):
            return
        accounts.sign_out(terminal, client)
        if accounts.sign_in(terminal, client):
            send(terminal, client, choice)
        return
    terminal.show(str(told.get("sentence", "")))
    tell(terminal, client, force=True)
