"""Everything that the application says, in Polish and English. Sentences about rights come from the portal."""

from __future__ import annotations

import re

LANGUAGES = ("pl", "en")

WORDS: dict[str, tuple[str, str]] = {
    # frame
    "applications": ("Aplikacje", "Applications"),
    "stand_in": (
        "Aplikacja na próbę: pokazuje, jak program w przeglądarce korzysta z Konta. Dokumenty są na niby.",
        (
            "An application for trying things out: it shows how a program in the browser uses the Account."
            " Its documents are pretended."
        ),
    ),
    "other_language": ("English", "Polski"),
    "sign_out": ("Wyloguj się", "Sign out"),
    "signed_in_as": ("Zalogowano: {name}", "Signed in: {name}"),
    "back": ("Wróć", "Back"),
    "skip": ("Przejdź do treści", "Skip to the content"),
    # start
    "start_lead": (
        "Wybierz aplikację. Logujesz się swoim Kontem, a o tym, co otworzysz, decyduje firma.",
        "Choose an application. You sign in with your Account, and the company decides what you open.",
    ),
    "open": ("Otwórz {name}", "Open {name}"),
    "sales_about": (
        "Dokumenty sprzedaży firmy: zapisz, przejrzyj, pobierz do arkusza.",
        "A company's sales documents: add them, look at them, download them.",
    ),
    "bookings_about": (
        "Rezerwacje wizyt: zapisz, przejrzyj, pobierz do arkusza.",
        "Bookings of visits: add them, look at them, download them.",
    ),
    # entrance
    "enter_lead": (
        "Zaloguj się Kontem, którego używasz w firmie.",
        "Sign in with the Account that you use in the company.",
    ),
    "sign_in": ("Zaloguj się Kontem", "Sign in with the Account"),
    "have_number": (
        "Mam numer licencji od biura rachunkowego",
        "I have a license number from an accounting office",
    ),
    "ended": (
        "Konto zakończyło to logowanie. Zaloguj się ponownie.",
        "The Account has ended this sign-in. Sign in again.",
    ),
    # signing in
    "confirm_title": ("Potwierdź logowanie w Koncie", "Confirm the sign-in in the Account"),
    "confirm_lead": (
        "Otwórz Konto, porównaj kod i wybierz „Zezwól”. Potem wróć na tę stronę i wybierz „Dalej”.",
        "Open the Account, compare the code and choose “Allow”. Then come back to this page and choose “Go on”.",
    ),
    "code": ("Kod", "Code"),
    "open_account": ("Otwórz Konto", "Open the Account"),
    "go_on": ("Dalej", "Go on"),
    "still_waiting": (
        "Konto jeszcze nie potwierdziło logowania. Wybierz w nim „Zezwól”, a po kilku sekundach tutaj „Dalej”.",
        "The Account has not confirmed it yet. Choose “Allow” there, and “Go on” here some seconds later.",
    ),
    "over_title": ("Nie zalogowano", "Not signed in"),
    "access_denied": (
        "W Koncie wybrano „Odmów”. Jeśli to pomyłka, zacznij od nowa.",
        "“Refuse” was chosen in the Account. If that was a mistake, begin anew.",
    ),
    "expired_token": (
        "Kod stracił ważność. Zacznij od nowa.",
        "The code has run out. Begin anew.",
    ),
    "begin_anew": ("Zacznij od nowa", "Begin anew"),
    # choosing
    "choose_title": ("Wybierz firmę", "Choose a company"),
    "choose_lead": (
        "Każda firma ma własne dokumenty. Tu są Twoje firmy i klienci, których obsługujesz.",
        "Each company has documents of its own. Here are your companies and the clients whom you serve.",
    ),
    "own_companies": ("Twoje firmy", "Your companies"),
    "served_clients": ("Klienci biura", "Clients of the office"),
    "served_by": ("biuro: {office}", "office: {office}"),
    "not_accepted": (
        "klient jeszcze nie przyjął zaproszenia",
        "the client has not accepted the invitation yet",
    ),
    "tax_id": ("NIP {number}", "Tax ID {number}"),
    "next_page": ("Następna strona", "Next page"),
    "no_places_title": ("To Konto nie ma jeszcze firmy", "This Account has no company yet"),
    "no_places": (
        (
            "Masz zaproszenie od biura rachunkowego lub firmy? Otwórz je z wiadomości e-mail."
            " Jeśli masz tylko numer licencji, wyślemy zaproszenie jeszcze raz."
        ),
        (
            "Do you have an invitation of an accounting office or a company? Open it from the e-mail."
            " If you only have a license number, the invitation is sent again."
        ),
    ),
    "go_to_account": ("Przejdź do Konta", "Go to the Account"),
    "switch": ("Zmień firmę", "Change company"),
    "working_for": ("Pracujesz dla klienta jako {office}", "You work for the client as {office}"),
    # no access
    "no_access_title": (
        "Nie masz uprawnienia do aplikacji {name}",
        "You do not have the right to use {name}",
    ),
    "ask_administrator": ("Poproś administratora", "Ask an administrator"),
    "what_next": ("Zobacz, co dalej", "See what comes next"),
    "no_access_kept": (
        "Dokumenty, które firma tu ma, są bezpieczne i czekają.",
        "Documents that the company has here are safe and wait.",
    ),
    "client_gone_title": ("Nie obsługujesz tego klienta", "You do not serve this client"),
    "client_gone": (
        (
            "Klient odebrał biuru uprawnienie, udostępnianie się skończyło albo biuro przekazało klienta komuś innemu."
            " Kto obsługuje klientów, powie administrator biura."
        ),
        (
            "The client took the right from the office, the sharing ended, or the office gave the client to somebody"
            " else. An administrator of the office knows who serves whom."
        ),
    ),
    # notebook
    "sales_title": ("Dokumenty sprzedaży", "Sales documents"),
    "sales_new": ("Nowy dokument", "New document"),
    "sales_what": ("Nabywca", "Buyer"),
    "sales_third": ("Kwota brutto", "Gross amount"),
    "sales_third_wrong": (
        "Wpisz kwotę, na przykład 1234,50.",
        "Enter an amount, for example 1234.50.",
    ),
    "sales_add": ("Zapisz dokument", "Save the document"),
    "sales_saved": ("Zapisano dokument.", "The document was saved."),
    "sales_none": (
        "Nie ma jeszcze dokumentów. Zapisz pierwszy w formularzu poniżej.",
        "There are no documents yet. Save the first one with the form below.",
    ),
    "sales_nothing": ("Nie ma tu dokumentów.", "There are no documents here."),
    "bookings_title": ("Rezerwacje", "Bookings"),
    "bookings_new": ("Nowa rezerwacja", "New booking"),
    "bookings_what": ("Kto przyjdzie", "Who comes"),
    "bookings_third": ("Godzina", "Time"),
    "bookings_third_wrong": (
        "Wpisz godzinę, na przykład 9:30.",
        "Enter a time, for example 9:30.",
    ),
    "bookings_add": ("Zapisz rezerwację", "Save the booking"),
    "bookings_saved": ("Zapisano rezerwację.", "The booking was saved."),
    "bookings_none": (
        "Nie ma jeszcze rezerwacji. Zapisz pierwszą w formularzu poniżej.",
        "There are no bookings yet. Save the first one with the form below.",
    ),
    "bookings_nothing": ("Nie ma tu rezerwacji.", "There are no bookings here."),
    "day": ("Dzień", "Day"),
    "day_wrong": ("Wpisz dzień, na przykład 2026-11-30.", "Enter a day, for example 2026-11-30."),
    "what_wrong": (
        "Wpisz nazwę: od 1 do 120 znaków.",
        "Enter a name of 1 to 120 characters.",
    ),
    "by": ("Zapisane przez", "Saved by"),
    "export": ("Pobierz do arkusza (CSV)", "Download for a spreadsheet (CSV)"),
    "older": ("Starsze", "Older"),
    "read_only_title": ("Tylko do odczytu", "Read-only"),
    "read_only": (
        "Wszystko możesz czytać i pobrać. Nowych wpisów nie da się teraz zapisać.",
        "You can read and download everything. Nothing new can be saved now.",
    ),
    "full": (
        "Ta firma ma tu już najwięcej wpisów, ile mieści aplikacja na próbę.",
        "This company has as many entries here as the application for trying holds.",
    ),
    # first entry
    "first_title": (
        "Numer licencji od biura rachunkowego",
        "A license number from an accounting office",
    ),
    "first_lead": (
        (
            "Biuro udostępniło Ci {name}? Uprawnienia daje zaproszenie, które przyszło e-mailem."
            " Wpisz NIP firmy i numer licencji, a zaproszenie przyjdzie jeszcze raz."
        ),
        (
            "Has an office shared {name} with you? The invitation that came by e-mail gives you the rights."
            " Enter the tax ID of the company and the license number, and the invitation comes again."
        ),
    ),
    "first_tax_id": ("NIP lub VATIN firmy", "Tax ID of the company"),
    "first_number": ("Numer licencji", "License number"),
    "first_send": ("Wyślij zaproszenie ponownie", "Send the invitation again"),
    "first_needed": (
        "Wpisz NIP i numer licencji.",
        "Enter both the tax ID and the license number.",
    ),
    "sent_title": ("Otwórz zaproszenie z wiadomości e-mail", "Open the invitation in your e-mail"),
    "sent": (
        (
            "Jeśli NIP i numer licencji do siebie pasują, zaproszenie wysłano ponownie na adres, który podało biuro."
            " Otwórz je i przyjmij. Ze względów bezpieczeństwa nie pokazujemy tego adresu."
            " Jeśli wiadomość nie przychodzi, poproś biuro, żeby sprawdziło adres."
        ),
        (
            "If the tax ID and the license number belong together, the invitation was sent again to the address that"
            " the office gave. Open it and accept. For safety this address is not shown."
            " If no message comes, ask the office to check the address."
        ),
    ),
    "paper_free": (
        "Pismo do producenta nie jest potrzebne.",
        "No letter to the vendor is needed.",
    ),
    # trouble
    "unreachable_title": ("Konto nie odpowiada", "The Account does not answer"),
    "unreachable": (
        "Nie wiemy, czy możesz teraz otworzyć aplikację. Spróbuj za chwilę. Dokumenty są bezpieczne.",
        "We cannot know whether you may open the application now. Try again in a moment. The documents are safe.",
    ),
    "try_again": ("Spróbuj ponownie", "Try again"),
    "not_found_title": ("Nie ma takiej strony", "There is no such page"),
    "not_found": (
        "Adres mógł się zmienić albo nie masz tu dostępu.",
        "The address may have changed, or you have no access here.",
    ),
    "stale_title": ("Formularz był otwarty za długo", "The form was open for too long"),
    "stale": (
        "Nic nie zapisano. Wróć i wyślij go jeszcze raz.",
        "Nothing was saved. Go back and send it once more.",
    ),
    "refused_title": ("Konto odmówiło", "The Account refused"),
}


# A letter that no line of Polish should end with.
_LONELY = re.compile(r"(?<=[\s(„\u00a0])([aiouwzAIOUWZ]) (?=\S)|^([AIOUWZ]) (?=\S)")


def say(language: str, name: str, /, **values: object) -> str:
    """A sentence in the reader's language."""
    polish, english = WORDS[name]
    if language == "pl":
        return _LONELY.sub(lambda found: found[0][:-1] + "\u00a0", polish).format(**values)
    return english.format(**values)
