"""What ends with the registration of a client, and what stays, told before it is done."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.offices.life import State
from klucznik.offices.models import Client, Share
from klucznik.offices.serving_people import people_of


def what_ends(client: Client, share: Share | None) -> list[str]:
    """Whatever deregistering takes, in the order in which it matters."""
    told = _end_of_sharing(share) if share is not None else []
    if count := len(people_of(client)):
        words = ngettext(
            "%(count)s person of the office loses access to this client.",
            "%(count)s people of the office lose access to this client.",
            count,
        )
        told.append(words % {"count": count})
    if client.is_registered:
        told.append(_("Its place among the clients is free for another one."))
    else:
        told.append(_("The client disappears from the list of those that wait for a registration."))
    return told


def what_stays(client: Client, share: Share | None) -> list[str]:
    """What nobody has to be afraid for."""
    told = []
    if share is not None and share.state == State.ACTIVE:
        until = clock.now() + timedelta(days=share.license.product.rules.reading_days)
        words = _("Until %(day)s the people of the client can still read and export.")
        told.append(words % {"day": date_long(until)})
    if share is not None and share.accepted_at:
        told.append(_("The company of the client, the accounts of its people and their data."))
        told.append(_("The client may go on with a license of its own."))
    told.append(_("The history of the client in the office."))
    if client.is_registered:
        told.append(_("You can register the same number again while there is a place."))
    else:
        told.append(
            _("The days that have passed: if a program works for this firm again, they go on.")
        )
    return told


def _end_of_sharing(share: Share) -> list[str]:
    words = {"product": share.product.name, "email": share.email}
    freed = _("Its place among the shares is free for another client.")
    match share.state:
        case State.ACTIVE:
            return [
                _("The sharing of %(product)s and all that the office may do in it.") % words,
                freed,
            ]
        case State.INVITED | State.ASKED:
            return [_("The invitation to %(product)s sent to %(email)s.") % words, freed]
    return []
