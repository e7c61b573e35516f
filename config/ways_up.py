"""What a lower part needs from a higher one: each protocol by the dotted path of what fulfills it."""

from __future__ import annotations

OWNERSHIP_PROOF = "klucznik.licensing.proofs.LicenseNumber"
# Numbers that lead to an invitation wherever they are shown (companies/proofs.py).
INVITED_NUMBER = "klucznik.offices.actions.finding.SharedNumber"
ENTITLEMENTS = "klucznik.offices.entitlements.LicensesAndShares"
# Official registers by the names of the setting REGISTERS (companies/registries.py).
REGISTER_ADAPTERS = {
    "regon": "klucznik.integrations.registers.regon.Regon",
    "krs": "klucznik.integrations.registers.krs.Krs",
    "ceidg": "klucznik.integrations.registers.ceidg.Ceidg",
    "white_list": "klucznik.integrations.registers.white_list.WhiteList",
    "vies": "klucznik.integrations.registers.vies.Vies",
}
# What else lets somebody in as a person, and ends with all their sessions (accounts/sessions.py).
SIGN_OUTS = ["klucznik.programs.grants.end_all"]
DEPARTURES = [
    "klucznik.accounts.holdings.OwnAccount",
    "klucznik.programs.departures.Programs",
    "klucznik.members.departures.Memberships",
    "klucznik.recovery.departures.Cases",
    "klucznik.offices.departures.Offices",
    "klucznik.letters.departures.Letters",
    "klucznik.contact.departures.Tickets",
    "klucznik.transactions.departures.Purchases",
    "klucznik.help.departures.Voices",
    "klucznik.news.departures.News",
    "klucznik.backoffice.departures.StaffPlace",
]
# Parts of the copy of their data that a person takes out, in the order of its files.
TAKE_OUTS = [
    "klucznik.accounts.take_outs.PARTS",
    "klucznik.programs.take_outs.PARTS",
    "klucznik.members.take_outs.PARTS",
    "klucznik.devices.take_outs.PARTS",
    "klucznik.recovery.take_outs.PARTS",
    "klucznik.offices.take_outs.PARTS",
    "klucznik.letters.take_outs.PARTS",
    "klucznik.help.take_outs.PARTS",
    "klucznik.contact.take_outs.PARTS",
    "klucznik.news.take_outs.PARTS",
    "klucznik.backoffice.take_outs.PARTS",
]
# Names of the pages that stay open to whoever has not agreed to new terms: the ways out, and what they lead through.
DESPITE_TERMS = [
    "account_terms",
    "account_terms_refused",
    "account_delete",
    "account_take_out",
    "account_take_out_file",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "members:hand_over",
    "members:hand_over_to",
    "members:choose_deputy",
    "members:name_deputy",
    "members:leave",
    "companies:close",
]
# What the parts above lose with a place in a company (members/endings.py).
PLACE_ENDINGS = [
    "klucznik.recovery.endings.Requests",
    "klucznik.offices.endings.Assignments",
]
# What hangs on a role in the parts above ends with it when nobody has checked the role (companies/knowing.py).
FALLEN_BACK = [
    "klucznik.members.places.drop_what_needs_a_role",
    "klucznik.offices.endings.end_with_role",
    "klucznik.offices.endings.end_powers_of_unproven",
]
# Names of companies that nobody else could get into: a function (user) -> list of names (accounts/depending.py).
DEPENDING_ON = "klucznik.members.health.depending_on"
# What keeps a company from being closed by its only person (companies/holds.py).
COMPANY_HOLDS = [
    "klucznik.members.holds.People",
    "klucznik.licensing.holds.Licenses",
    "klucznik.transactions.holds.Transactions",
    "klucznik.recovery.holds.Matters",
    "klucznik.offices.holds.Relations",
]
COMPANY_NOTICES = [
    "klucznik.companies.measures.notice",
    "klucznik.recovery.notices.rights",
    "klucznik.offices.words_of_offices.notice",
    "klucznik.offices.notices.unanswered",
    "klucznik.members.notices.access_requests",
    "klucznik.members.waiting.invitation_elsewhere",
    "klucznik.offices.waiting.share_elsewhere",
    "klucznik.offices.matters.notice",
    "klucznik.licensing.notices.expiry",
    "klucznik.licensing.notices.offers",
    "klucznik.offices.unregistered.notice",
    "klucznik.members.notices.deputyship",
    "klucznik.members.notices.keys",
    "klucznik.news.notices.for_company",
]
# What waits for the viewer behind an entry of a company's rail: page, and who counts it.
WAITING_IN_PLACES = [
    "klucznik.members.matters.in_places",
    "klucznik.recovery.matters.in_places",
    "klucznik.offices.matters.in_places",
]
# What the parts of the portal have to say to programs, beside the verdict (licensing/notices.py).
PROGRAM_NOTICES = [
    "klucznik.licensing.notices.for_programs",
    "klucznik.recovery.program_notices.for_programs",
    "klucznik.offices.unregistered.for_programs",
]
# How an entity stands for which a program works: a function (license, tax ID, name) -> devices.entities.EntityStanding
# or None; and the rows with which such a program is told something beside its verdict (devices/compiled.py).
ENTITY_STANDING = "klucznik.offices.actions.seen.tell_entity"
QUICK_WATCHES = ["klucznik.offices.unregistered.watched"]
# What ends when a license passes to another company: functions of the license and the actor.
LICENSE_ENDINGS = ["klucznik.devices.endings.end_places"]
RAIL_COUNTS = {
    "members:members": "klucznik.members.notices.waiting_count",
    "served:office": "klucznik.offices.matters.in_rail",
}
# Pages that not every company has: who says whether this one does.
RAIL_CONDITIONS = {
    "offices:clients": "klucznik.offices.standing.in_office",
    "served:office": "klucznik.offices.standing.in_client",
}
# What waits for a person whatever the company, on the start page and above the choice of companies.
PERSON_NOTICES = [
    "klucznik.members.waiting.invitations",
    "klucznik.offices.waiting.shares",
    "klucznik.news.notices.for_person",
]
# What whoever cannot sign in should know: a function () -> companies.notices.Notice or None.
STANDING_NOTICE = "klucznik.news.notices.before_sign_in"
PERSON_LINKS = ["klucznik.contact.menu.tickets_link", "klucznik.backoffice.menu.staff_link"]
UNREAD_NOTICES = "klucznik.accounts.menu.unread_notices"
# Addresses that nobody gets for a while, because they may come back: functions (address) -> person or None.
HELD_ADDRESSES = ["klucznik.letters.addresses.held_for"]
LETTERS = {
    "global_administrator": "klucznik.recovery.letters.GlobalAdministrator",
    "first_administrator": "klucznik.recovery.letters.FirstAdministrator",
    "deputy": "klucznik.recovery.deputies.SteppingIn",
    "office_client": "klucznik.recovery.office_clients.OfficeClient",
    "owner_death": "klucznik.letters.letters.deaths.OwnerDeath",
    "sign_in_address": "klucznik.letters.letters.addresses.SignInAddress",
    "account_merge": "klucznik.letters.letters.merges.AccountMerge",
    "license_transfer": "klucznik.letters.letters.transfers.LicenseTransfer",
    "seats_rest": "klucznik.letters.letters.seats.SeatsRest",
    "seats_resume": "klucznik.letters.letters.seats.SeatsResume",
}
# Why a deputy cannot step in now: a function (membership) -> a sentence, or "" when they can (members/deputies.py).
STEPPING_IN = "klucznik.recovery.deputies.why_not_now"
# Shares of accounting offices that made a company: functions (company) -> recovery.offices.Share or None.
OFFICE_SHARES = ["klucznik.offices.recovering.share_of"]
# Further evidence of a case (declarations/proving.py): an invoice of the company by number and gross amount, and its
# programs that can sign as witnesses.
INVOICES = "klucznik.transactions.invoices.fits"
WITNESSES = "klucznik.devices.witnesses.of_company"
# The accounting office's word for a claimant: a function (case) -> bool.
OFFICE_WORD = "klucznik.offices.words_of_offices.confirms"
# Who gets a message of their own in place of the usual one when a letter was sent: functions (case) -> keys of voices.
ASKED_OTHERWISE = ["klucznik.offices.words_of_offices.voices_asked"]
# Whom of the company's accounting offices a case is told to: functions (case) -> people (recovery/recipients.py).
OFFICE_ADDRESSES = ["klucznik.offices.words_of_offices.addressees"]
EVENT_LINKS = [
    "klucznik.companies.history.links",
    "klucznik.members.history.links",
    "klucznik.licensing.history.links",
    "klucznik.devices.history.links",
    "klucznik.recovery.history.links",
    "klucznik.offices.history.links",
    "klucznik.contact.history.links",
]
# Names that a password may not consist of: each takes a person and gives texts.
PASSWORD_WORDS = [
    "klucznik.companies.wording.names_of_companies",
    "klucznik.catalog.wording.names_of_products",
]
EVENT_WORDS = [
    "klucznik.licensing.naming.fact_in_words",
    "klucznik.companies.wording.fact_in_words",
    "klucznik.backoffice.wording.fact_in_words",
    "klucznik.contact.wording.fact_in_words",
    "klucznik.offices.powers.fact_in_words",
]
# Whose second step is not removed by waiting.
FACTOR_GUARDS = ["klucznik.backoffice.places.is_on_staff"]
# What a removed second step may not outlive: functions (person) -> whether the removal has to wait.
FACTOR_PAUSES = ["klucznik.letters.addresses.is_moved"]
# Deputies who agreed and may not step in for now.
DEPUTIES_STOPPED = ["klucznik.recovery.situations.vetoed_deputies"]
BOUNCE_LISTENERS = [
    "klucznik.accounts.bounces.mark_address",
    "klucznik.members.bounces.mark_invitation",
    "klucznik.recovery.bounces.mark_first_invitation",
    "klucznik.companies.bounces.mark_contact",
    "klucznik.declarations.bounces.mark_voice",
    "klucznik.offices.bounces.mark_share",
    "klucznik.contact.bounces.mark_ticket",
]
# Mailboxes that a person proved with an account of theirs that was merged: functions (person) -> list of addresses.
MERGED_ADDRESSES = ["klucznik.letters.addresses.of_merged"]
# Who takes messages that came in, the first that knows what to do with one (mail/receiving.py).
INBOUND_MAIL = [
    "klucznik.mail.bouncing.take_report",
    "klucznik.contact.actions.mailing_in.take_letter",
]
# The tabs of a license, in their order (licensing/showing.py): each takes a license and what the viewer may do.
LICENSE_TABS = [
    "klucznik.licensing.showing.overview",
    "klucznik.devices.showing.tab",
    "klucznik.licensing.showing.people",
    "klucznik.licensing.showing.entities",
    "klucznik.offices.showing.tab",
    "klucznik.licensing.showing.periods",
    "klucznik.licensing.showing.file",
    "klucznik.licensing.showing.history",
]
# What a company uses without a license of its own, below its licenses (licensing/showing.py).
BORROWED_PRODUCTS = ["klucznik.offices.showing.shared_products"]
# Who counts how much of a license is used (licensing/counting.py).
LICENSE_USAGE = [
    "klucznik.devices.counting.used",
    "klucznik.licensing.counting.users",
    "klucznik.licensing.counting.entities",
    "klucznik.offices.counting.shares",
]
# What hangs on a license and has a history of its own (licensing/history.py).
LICENSE_SUBJECTS = [
    "klucznik.licensing.history.subjects",
    "klucznik.devices.history.subjects",
    "klucznik.offices.history.subjects",
]
# What keeps a license from being passed on for a while: functions (license) -> why, or "" (licensing/transfers.py).
LICENSE_HOLDS = [
    "klucznik.recovery.holds.why_licenses_stay",
    "klucznik.offices.holds.why_license_stays",
]
# Numbers of the parts above help that its articles name in braces: each a dict of functions (help/facts.py).
HELP_FACTS: list[str] = [
    "klucznik.recovery.facts.FACTS",
    "klucznik.devices.facts.FACTS",
    "klucznik.contact.facts.FACTS",
    "klucznik.offices.facts.FACTS",
    "klucznik.letters.facts.FACTS",
    "klucznik.news.facts.FACTS",
]
