"""Everything that the program says, in Polish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # menus
    "back": ("Wróć", "Back"),
    "leave": ("Zakończ", "Leave"),
    "your_choice": ("Wybór:", "Choice:"),
    "no_such_choice": ("Nie ma takiej pozycji.", "There is no such entry."),
    "yes_or_no": ("{question} [t/n]", "{question} [y/n]"),
    "documents": ("Dokumenty", "Documents"),
    "help": ("Pomoc", "Help"),
    "licensing": ("Zarządzanie licencjami", "Manage licenses"),
    "about": ("O programie", "About"),
    "licenses_of_entity": ("Licencje podmiotu", "Licenses of this entity"),
    "enter_number": ("Wpisz numer", "Enter number"),
    "register": ("Zarejestruj", "Register"),
    "sign_in": ("Zaloguj się do Konta", "Sign in to the Account"),
    "sign_out": ("Wyloguj się z Konta", "Sign out of the Account"),
    "state": ("Stan licencji", "State of the license"),
    "free_other": ("Zwolnij inne urządzenie", "Free another device"),
    "free_this": ("Zwolnij to urządzenie", "Free this device"),
    "work_offline": ("Praca bez internetu", "Work without the internet"),
    "office_entities": ("Podmioty biura", "Entities of the office"),
    "by_internet": ("Przez internet", "Over the internet"),
    "by_code": ("Kodem aktywacyjnym", "With an activation code"),
    "request_file": ("Zapisz plik żądania", "Save a request file"),
    "load_file": ("Wczytaj plik licencji", "Load a license file"),
    "fetch_file": ("Pobierz świeży plik licencji", "Fetch a fresh license file"),
    "witnessed": (
        "Program podpisał kod. Strona sprawy w portalu już to pokazuje.",
        "The program has signed the code. The page of the case in the portal shows it now.",
    ),
    # state
    "mode_full": ("pełny", "full"),
    "mode_restricted": ("ograniczony", "restricted"),
    "mode_read_only": ("tylko do odczytu", "read-only"),
    "program_line": ("{name} {version}", "{name} {version}"),
    "mode_line": ("Tryb: {mode}. {sentence}", "Mode: {mode}. {sentence}"),
    "next_line": ("Co dalej: {sentence} {url}", "What next: {sentence} {url}"),
    "notice_line": ("Uwaga: {sentence} {url}", "Notice: {sentence} {url}"),
    "seats_line": ("Zajęte stanowiska: {taken} z {size}", "Seats taken: {taken} of {size}"),
    "valid_line": ("Ważna do: {day}", "Valid to: {day}"),
    "endless_line": ("Ważna: bezterminowo", "Valid: without an end"),
    "days_line": ("Zostało dni: {days}", "Days left: {days}"),
    "offline_line": (
        "Bez internetu działa do: {moment}",
        "Works without the internet until: {moment}",
    ),
    "number_line": ("Numer licencji: {number}", "License number: {number}"),
    "no_number": ("Najpierw wpisz numer licencji.", "Enter the license number first."),
    "source_portal": ("Portal odpowiedział przed chwilą.", "The portal answered just now."),
    "source_answer": ("Według ostatniej odpowiedzi portalu.", "By the last answer of the portal."),
    "source_file": ("Według pliku licencji.", "By the license file."),
    "source_grace": ("Portal dawno się nie odzywał.", "The portal has not been heard of for long."),
    "source_none": ("Nie ma licencji na tym komputerze.", "There is no license on this computer."),
    # number and registration
    "ask_number": ("Numer licencji:", "License number:"),
    "accept_terms": ("Akceptuję warunki licencji", "I accept the terms of the license"),
    "accept_subscription": (
        "Znam zasady abonamentu",
        "I have read how the subscription works",
    ),
    "terms_needed": (
        "Bez tej zgody numer nie zostanie zapisany.",
        "Without this consent the number is not kept.",
    ),
    "number_kept": (
        "Numer zapisany. Teraz wybierz „Zarejestruj”.",
        "Number kept. Now choose “Register”.",
    ),
    "choose_company": ("Wybierz firmę:", "Choose the company:"),
    "no_company": (
        "To Konto nie ma jeszcze firmy. Podłącz ją w portalu.",
        "This Account has no company yet. Connect it in the portal.",
    ),
    "ask_seller": ("Miejsce zakupu (może być puste):", "Place of purchase (may be empty):"),
    "ask_care": ("Opiekun programu (może być puste):", "Care partner (may be empty):"),
    "ask_place": ("Miejsce użytkowania (może być puste):", "Place of use (may be empty):"),
    "check_data": (
        "Sprawdź NIP: {tax_id}, {name}. Po rejestracji nie można go zmienić.",
        "Check the tax ID: {tax_id}, {name}. It cannot be changed after registration.",
    ),
    "accept_data": (
        "Zgadzam się na przetwarzanie danych do rejestracji",
        "I consent to the processing of the data for registration",
    ),
    "not_sent": ("Nic nie wysłano.", "Nothing was sent."),
    "registered": ("Licencja jest zarejestrowana.", "The license is registered."),
    "awaiting": (
        "Rejestracja wysłana. Czeka na akceptację producenta; stan zobaczysz w Koncie.",
        "Registration sent. It waits for the vendor's acceptance; see its state in the Account.",
    ),
    "code_sent": (
        "Kod aktywacyjny dla kolejnych podmiotów przyjdzie e-mailem.",
        "The activation code for further entities comes by e-mail.",
    ),
    "ask_code": ("Kod aktywacyjny:", "Activation code:"),
    "activated": ("To urządzenie ma stanowisko.", "This device has a seat."),
    # sign-in
    "open_address": (
        "Otwórz w przeglądarce {url} i porównaj kod: {code}",
        "Open {url} in the browser and compare the code: {code}",
    ),
    "press_enter": (
        "Enter: sprawdź, czy już potwierdzono. 0: przerwij.",
        "Enter: see whether it was confirmed. 0: stop.",
    ),
    "not_confirmed": ("Jeszcze nie potwierdzono.", "Not confirmed yet."),
    "signed_in": ("Zalogowano: {name} <{email}>", "Signed in: {name} <{email}>"),
    "signed_out": ("Wylogowano.", "Signed out."),
    "sign_in_first": ("Najpierw zaloguj się do Konta.", "Sign in to the Account first."),
    "sign_in_over": ("Logowanie nie powiodło się.", "The sign-in did not succeed."),
    # devices
    "no_free_seat": (
        "Wszystkie stanowiska są zajęte. Zwolnij urządzenie, którego już nie używasz:",
        "All seats are taken. Free a device that you no longer use:",
    ),
    "none_to_free": (
        "Nie ma urządzenia, które możesz zwolnić. Zapytaj administratora firmy.",
        "There is no device that you may free. Ask an administrator of the company.",
    ),
    "maybe_same": (
        "Ten komputer przypomina urządzenie, które ma już stanowisko. Czy to ono?",
        "This computer resembles a device that has a seat already. Is it that one?",
    ),
    "is_new_device": ("Nie, to inny komputer", "No, this is another computer"),
    "freed": ("Urządzenie zwolnione.", "The device was freed."),
    "returns_at": ("Stanowisko wróci: {moment}", "The seat returns: {moment}"),
    "sure_to_free": ("Zwolnić to urządzenie?", "Free this device?"),
    "not_active": ("To urządzenie nie ma stanowiska.", "This device has no seat."),
    # offline
    "ask_path": ("Ścieżka pliku:", "Path of the file:"),
    "request_saved": (
        "Zapisano. Wczytaj ten plik w portalu na stronie licencji, a stamtąd przynieś plik licencji.",
        "Saved. Give this file to the portal on the page of the license, and bring the license file back.",
    ),
    "file_loaded": (
        "Plik licencji wczytany. Działa do: {moment}",
        "License file loaded. It works until: {moment}",
    ),
    "file_trouble": ("Nie udało się: {reason}", "That did not work: {reason}"),
    # entities
    "ask_tax_id": ("NIP podmiotu:", "Tax ID of the entity:"),
    "ask_name": ("Nazwa podmiotu:", "Name of the entity:"),
    "entity_added": ("Podmiot zarejestrowany.", "The entity is registered."),
    "open_entity": ("Otwórz podmiot", "Open an entity"),
    "register_client": (
        "Rejestracja klienta biura rachunkowego",
        "Registration of a client of the accounting office",
    ),
    "entity_line": (
        "Podmiot: {name} ({tax_id}). {sentence}",
        "Entity: {name} ({tax_id}). {sentence}",
    ),
    "entity_days": (
        "Dni do trybu tylko do odczytu dla tego podmiotu: {days}",
        "Days until this entity can only be read: {days}",
    ),
    "no_entity": ("Najpierw otwórz podmiot.", "Open an entity first."),
    "as_client": ("To klient biura", "It is a client of the office"),
    "as_own": ("To podmiot samego biura", "It is the office's own entity"),
    "as_later": ("Zarejestruję później", "I will register it later"),
    "change_account": ("Zmienić Konto?", "Change the Account?"),
    "entity_only_reading": (
        "Dokumenty tego podmiotu możesz czytać i eksportować. {sentence}",
        "You can read and export the documents of this entity. {sentence}",
    ),
    # documents
    "new_document": ("Nowy dokument", "New document"),
    "list_documents": ("Lista dokumentów", "List of documents"),
    "export_documents": ("Eksport", "Export"),
    "ask_text": ("Treść:", "Text:"),
    "document_kept": ("Zapisano dokument {number}.", "Document {number} was saved."),
    "no_documents": ("Nie ma dokumentów.", "There are no documents."),
    "only_reading": (
        "Program pracuje teraz tylko do odczytu. Dokumenty możesz czytać i eksportować. {sentence}",
        "The program is read-only now. You can read and export your documents. {sentence}",
    ),
    "only_some": (
        "Program pracuje w trybie ograniczonym: najwyżej {most} dokumenty.",
        "The program works in restricted mode: at most {most} documents.",
    ),
    "exported": ("Zapisano {count} w pliku {path}.", "Saved {count} in {path}."),
    # trouble
    "no_portal": (
        "Portal nie odpowiada. Spróbuj później; program działa dalej.",
        "The portal does not answer. Try again later; the program goes on working.",
    ),
    "refused": ("Portal odmówił: {reason}", "The portal refused: {reason}"),
    "keys_taken": (
        "Klucze portalu wzięto z niego samego, tylko do prób. Prawdziwy program ma je wbudowane.",
        "The portal's keys were taken from itself, for trying out only. A real program has them built in.",
    ),
    "goodbye": ("Do widzenia.", "Goodbye."),
}
