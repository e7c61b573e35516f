"""Invitations to a company, which of its products each person may open, and deputies."""

from __future__ import annotations

from klucznik.members.models.access import AccessRequest, ProductAccess
from klucznik.members.models.deputies import Deputy
from klucznik.members.models.invitations import AnotherAccount, Invitation

__all__ = ["AccessRequest", "AnotherAccount", "Deputy", "Invitation", "ProductAccess"]
