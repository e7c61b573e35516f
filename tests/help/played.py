"""The plays of all starter articles, by their keys."""

from __future__ import annotations

from tests.help import (
    play_accounts,
    play_companies,
    play_contact,
    play_devices,
    play_licenses,
    play_offices,
    play_recovery,
)
from tests.help.plays import Play

PLAYS: dict[str, Play] = {
    **play_accounts.PLAYS,
    **play_companies.PLAYS,
    **play_recovery.PLAYS,
    **play_licenses.PLAYS,
    **play_devices.PLAYS,
    **play_offices.PLAYS,
    **play_contact.PLAYS,
}
