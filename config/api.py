"""The API under /api/v1: routers of the apps, sign-in by session (with its CSRF check) or by the token of a program."""

from __future__ import annotations

from ninja.security import django_auth

from klucznik.companies.api import me
from klucznik.companies.api import router as companies
from klucznik.core.problems import Described, translate_errors
from klucznik.devices.api import router as devices
from klucznik.devices.api.once import once_only
from klucznik.licensing.api import programs as licenses
from klucznik.licensing.api import router as licensing
from klucznik.members.api import invitations, members
from klucznik.members.api import router as accesses
from klucznik.news.api import router as notices
from klucznik.offices.api import (
    clients,
    from_offices,
    office_entities,
    served_clients,
    shares,
)
from klucznik.programs.api import router as program_sign_in
from klucznik.programs.bearers import PersonToken

api = Described(
    title="Klucznik",
    version="1",
    description="What people do in the portal, for programs that act for them.",
    auth=django_auth,
    docs_url=None,
    urls_namespace="api",
)
translate_errors(api)
once_only(api)
# What a person also does through a program that they let act for them.
through_programs = [PersonToken(), django_auth]
api.add_router("/program-sign-in", program_sign_in)
api.add_router("/me", me)
api.add_router("/companies", companies)
api.add_router("/companies", licensing, auth=through_programs)
api.add_router("/companies", accesses, auth=through_programs)
api.add_router("/companies", invitations)
api.add_router("/companies", members)
api.add_router("/office", served_clients, auth=through_programs)
api.add_router("", licenses, auth=through_programs)
api.add_router("/companies", clients, auth=through_programs)
api.add_router("/companies", from_offices, auth=through_programs)
api.add_router("", office_entities, auth=through_programs)
api.add_router("/shares", shares)
api.add_router("/notices", notices)
api.add_router("", devices)
