"""What a person takes out about devices: those that they activated or freed."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.devices.models import Activation


def activations(user: User) -> Rows:
    """Each place with the name of the computer; what the program said of its parts is kept as hashes only."""
    found = Activation.objects.filter(Q(activated_by=user) | Q(ended_by=user)).order_by("pk")
    return [
        {
            "company_name": one.license.company.name,
            "product_name": one.license.product.name,
            "device": one.device.name,
            "system": one.device.system,
            "activated_by_you": one.activated_by_id == user.pk,
            "activated_at": one.activated_at,
            "freed_by_you": one.ended_by_id == user.pk,
            "ended_at": one.ended_at,
        }
        for one in found.select_related("device", "license__company", "license__product")
    ]


PARTS = [Part("program-devices", _("Devices that you activated or freed"), activations)]
