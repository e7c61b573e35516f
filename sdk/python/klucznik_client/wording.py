"""The sentences that the package says itself, when the portal is not there to say them, in Polish and English."""

from __future__ import annotations

_WORDS = {
    "valid": ("Licencja jest ważna.", "The license is valid."),
    "in_grace": (
        "Licencja skończyła się, ale program jeszcze działa. Odnów licencję.",
        "The license has ended, but the program still works. Renew the license.",
    ),
    "trial": ("To okres próbny.", "This is a trial."),
    "unregistered": (
        "Program działa bez rejestracji. Zarejestruj licencję, zanim skończy się ten czas.",
        "The program works unregistered. Register the license before this time ends.",
    ),
    "unregistered_over": (
        "Zarejestruj licencję, aby pracować w pełnym zakresie.",
        "Register the license to work without limits.",
    ),
    "awaiting": (
        "Rejestracja czeka na akceptację producenta.",
        "The registration waits for the vendor's acceptance.",
    ),
    "not_yet": ("Licencja jeszcze się nie zaczęła.", "The license has not begun yet."),
    "expired": ("Licencja skończyła się. Odnów licencję.", "The license has ended. Renew it."),
    "suspended": ("Licencja jest zawieszona.", "The license is suspended."),
    "revoked": ("Licencja została cofnięta.", "The license was revoked."),
    "no_seat": (
        "Wszystkie stanowiska są zajęte. Spróbuj ponownie za chwilę.",
        "All seats are taken. Try again in a moment.",
    ),
    "version_not_covered": (
        "Licencja nie obejmuje tej wersji programu. Starsza wersja działa.",
        "The license does not cover this version of the program. An older version works.",
    ),
    "released": (
        "To urządzenie zostało zwolnione. Aktywuj je ponownie.",
        "This device was released. Activate it again.",
    ),
    "entity_registered": ("Podmiot jest zarejestrowany.", "This entity is registered."),
    "entity_unregistered": (
        "Podmiot nie jest zarejestrowany. Zarejestruj go jako klienta biura, zanim skończy się ten czas.",
        "This entity is not registered. Register it as a client of the office before this time ends.",
    ),
    "entity_read_only": (
        "Podmiot nie jest zarejestrowany, więc można go tylko czytać i eksportować. Zarejestruj go jako klienta biura.",
        "This entity is not registered, so it can only be read and exported. Register it as a client of the office.",
    ),
    "no_contact": (
        "Program dawno nie połączył się z portalem. Połącz się z internetem albo wczytaj plik licencji.",
        "The program has not reached the portal for long. Connect to the internet or load a license file.",
    ),
    "clock_back": (
        "Zegar komputera jest cofnięty. Sprawdź datę.",
        "The clock of this computer was set back. Check the date.",
    ),
    "clock_far_back": (
        "Zegar komputera pokazuje złą datę. Licencja liczy dni według ostatniej znanej daty.",
        "The clock of this computer is wrong. The license counts from the last date known.",
    ),
    "clock_ahead": (
        "Zegar komputera jest daleko w przyszłości. Sprawdź datę.",
        "The clock of this computer is far in the future. Check the date.",
    ),
    "device_changed": (
        "Ten komputer zmienił się od aktywacji. Połącz się z internetem.",
        "This computer has changed since it was activated. Connect to the internet.",
    ),
    "not_saved": (
        "Nie udało się zapisać stanu licencji na dysku.",
        "The state of the license could not be saved on the disk.",
    ),
}


def sentence(code: str, language: str) -> str:
    """What to show for a verdict or warning; the code itself when there is no sentence."""
    polish, english = _WORDS.get(code, (code, code))
    return polish if language == "pl" else english
