"""Offices, clients and shares for programs: the same acts, limits and refusals as on the pages."""

from __future__ import annotations

from klucznik.offices.api.client_side import router as from_offices
from klucznik.offices.api.clients import router as clients
from klucznik.offices.api.entities import router as office_entities
from klucznik.offices.api.finding import router as shares
from klucznik.offices.api.serving import router as served_clients
from klucznik.offices.api.sharing import router as sharing

clients.add_router("", sharing)

__all__ = ["clients", "from_offices", "office_entities", "served_clients", "shares"]
