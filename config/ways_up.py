"""What a lower part needs from a higher one: each protocol by the dotted path of what fulfills it."""

from __future__ import annotations

OWNERSHIP_PROOF = "klucznik.licensing.proofs.LicenseNumber"
ENTITLEMENTS = "klucznik.licensing.entitlements.LicensedProducts"
# What else lets somebody in as a person, and ends with all their sessions (accounts/sessions.py).
SIGN_OUTS = ["klucznik.programs.grants.end_all"]
DEPARTURES = [
    "klucznik.accounts.holdings.OwnAccount",
    "klucznik.programs.departures.Programs",
    "klucznik.members.departures.Memberships",
    "klucznik.recovery.departures.Cases",
    "klucznik.transactions.departures.Purchases",
    "klucznik.backoffice.departures.StaffPlace",
]
# Parts of the copy of their data that a person takes out, in the order of its files.
TAKE_OUTS = [
    "klucznik.accounts.take_outs.PARTS",
    "klucznik.programs.take_outs.PARTS",
    "klucznik.members.take_outs.PARTS",
    "klucznik.devices.take_outs.PARTS",
    "klucznik.recovery.take_outs.PARTS",
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
PLACE_ENDINGS = ["klucznik.recovery.endings.Requests"]
# What hangs on a role in the parts above ends with it when nobody has checked the role (companies/knowing.py).
FALLEN_BACK = ["klucznik.members.places.drop_what_needs_a_role"]
# What keeps a company from being closed by its only person (companies/holds.py).
COMPANY_HOLDS = [
    "klucznik.members.holds.People",
    "klucznik.licensing.holds.Licenses",
    "klucznik.transactions.holds.Transactions",
    "klucznik.recovery.holds.Matters",
]
COMPANY_NOTICES = [
    "klucznik.recovery.notices.rights",
    "klucznik.members.notices.access_requests",
    "klucznik.members.waiting.invitation_elsewhere",
    "klucznik.licensing.notices.expiry",
    "klucznik.licensing.notices.offers",
    "klucznik.members.notices.deputyship",
    "klucznik.members.notices.keys",
]
# What waits for the viewer behind an entry of a company's rail: page, and who counts it.
WAITING_IN_PLACES = ["klucznik.members.matters.in_places", "klucznik.recovery.matters.in_places"]
# What the parts of the portal have to say to programs, beside the verdict (licensing/notices.py).
PROGRAM_NOTICES = [
    "klucznik.licensing.notices.for_programs",
    "klucznik.recovery.notices.for_programs",
]
# What ends when a license passes to another company: functions of the license and the actor.
LICENSE_ENDINGS = ["klucznik.devices.endings.end_places"]
RAIL_COUNTS = {"members:members": "klucznik.members.notices.waiting_count"}
# What waits for a person whatever the company, on the start page and above the choice of companies.
PERSON_NOTICES = ["klucznik.members.waiting.invitations"]
PERSON_LINKS = ["klucznik.backoffice.menu.staff_link"]
UNREAD_NOTICES = "klucznik.accounts.menu.unread_notices"
LETTERS = {
    "global_administrator": "klucznik.recovery.letters.GlobalAdministrator",
    "first_administrator": "klucznik.recovery.letters.FirstAdministrator",
}
EVENT_LINKS = [
    "klucznik.companies.history.links",
    "klucznik.members.history.links",
    "klucznik.licensing.history.links",
    "klucznik.devices.history.links",
    "klucznik.recovery.history.links",
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
]
# Whose second step is not removed by waiting.
FACTOR_GUARDS = ["klucznik.backoffice.places.is_on_staff"]
BOUNCE_LISTENERS = [
    "klucznik.accounts.bounces.mark_address",
    "klucznik.members.bounces.mark_invitation",
    "klucznik.recovery.bounces.mark_first_invitation",
]
# The tabs of a license, in their order (licensing/showing.py): each takes a license and what the viewer may do.
LICENSE_TABS = [
    "klucznik.licensing.showing.overview",
    "klucznik.devices.showing.tab",
    "klucznik.licensing.showing.people",
    "klucznik.licensing.showing.entities",
    "klucznik.licensing.showing.periods",
    "klucznik.licensing.showing.file",
    "klucznik.licensing.showing.history",
]
# Who counts how much of a license is used (licensing/counting.py).
LICENSE_USAGE = [
    "klucznik.devices.counting.used",
    "klucznik.licensing.counting.users",
    "klucznik.licensing.counting.entities",
]
# What hangs on a license and has a history of its own (licensing/history.py).
LICENSE_SUBJECTS = ["klucznik.licensing.history.subjects", "klucznik.devices.history.subjects"]
# What keeps a license from being passed on for a while: functions (license) -> why, or "" (licensing/transfers.py).
LICENSE_HOLDS = ["klucznik.recovery.holds.why_licenses_stay"]
