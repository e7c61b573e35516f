"""The examples for applications in the browser run, in their order, against the portal."""

from __future__ import annotations

from tests.sdk.test_documentation import program
from tests.stub.world import ALFA

PAGE = "docs/integrate/apps.md"
READ_ONLY = {
    "opens": True,
    "mode": "read_only",
    "verdict": "opens",
    "sentence": "Ended.",
    "url": "",
}


def test_the_examples_run(portal, capsys):
    portal.world.clients = [
        {
            "id": "client1",
            "name": "Piekarnia Rogal",
            "tax_id": "PL7010023466",
            "office": {"id": "office1", "name": "Biuro Saldo"},
            "shared": {"product": "subiekt-123", "company": "rogal"},
        }
    ]
    portal.world.accesses[ALFA["id"], "subiekt-123"] = READ_ONLY

    def wait(seconds):
        for sign_in in portal.world.sign_ins.values():
            portal.confirm(sign_in.user_code)

    source = program(PAGE).replace("https://konto.example.com", portal.url)
    names = {"wait": wait}
    exec(compile(source, PAGE, "exec"), names)

    said = capsys.readouterr().out
    assert "Signed in: Anna Nowak" in said
    assert "Piekarnia Rogal of the office Biuro Saldo" in said
    assert "Read-only: Ended." in said
    assert portal.world.asked_for == [("701-002-34-66", "AAAAA-BBBBB-CCCCC-DDDDD")]
