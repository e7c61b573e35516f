"""What an e-mail is about, and which of them a person may switch off."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from klucznik.mail.models import TopicChoice

if TYPE_CHECKING:
    from klucznik.accounts.models import User


class Topic(TextChoices):
    """Topics in the order of the page on which a person chooses."""

    SECURITY = "security", _("Security and rights")
    PEOPLE = "people", _("People of your companies")
    PRODUCTS = "products", _("Access to products")
    COMPANY = "company", _("Your companies")
    NEWS = "news", _("News and breaks")


# What each topic is, beside its name.
HINTS = {
    Topic.SECURITY: _(
        "Sign-in, password, second step, addresses, roles, recovery of rights, the copy of your data, changed terms,"
        " deletion; also the answers to your tickets. Always sent by e-mail."
    ),
    Topic.PEOPLE: _("Accepted and declined invitations, people who leave, endings of time limits."),
    Topic.PRODUCTS: _(
        "Access given to you, requests for access with their answers, and the licenses of your companies: new ones,"
        " their registration, their end."
    ),
    Topic.COMPANY: _("News of the company itself, for example the monthly receipt of its history."),
    Topic.NEWS: _(
        "Planned breaks and troubles of what you use, new versions, news of the vendor. Changed terms always come."
    ),
}

# The messages that may be switched off. All others are about security, and people must be told (NIST SP 800-63B-4):
# also that a copy of their data lies ready, which somebody else may have asked for, and that terms change, which must
# reach them on something they can keep.
OPTIONAL: dict[str, Topic] = {
    "members/emails/access_granted": Topic.PRODUCTS,
    "members/emails/access_requested": Topic.PRODUCTS,
    "members/emails/access_request_declined": Topic.PRODUCTS,
    "members/emails/access_request_expired": Topic.PRODUCTS,
    "licensing/emails/license_issued": Topic.PRODUCTS,
    "licensing/emails/registration_sent": Topic.PRODUCTS,
    "licensing/emails/registration_accepted": Topic.PRODUCTS,
    "licensing/emails/registration_declined": Topic.PRODUCTS,
    "licensing/emails/app_activated": Topic.PRODUCTS,
    "licensing/emails/trial_started": Topic.PRODUCTS,
    "licensing/emails/licenses_end": Topic.PRODUCTS,
    "licensing/emails/license_extended": Topic.PRODUCTS,
    "licensing/emails/extension_changed": Topic.PRODUCTS,
    "members/emails/invitation_accepted": Topic.PEOPLE,
    "members/emails/invitation_declined": Topic.PEOPLE,
    "members/emails/invitation_asked_again": Topic.PEOPLE,
    "members/emails/ending_of_somebody": Topic.PEOPLE,
    "members/emails/member_left": Topic.PEOPLE,
    "offices/emails/clients_given": Topic.COMPANY,
    "offices/emails/clients_taken": Topic.COMPANY,
    "companies/emails/company_founded": Topic.COMPANY,
    "companies/emails/history_head": Topic.COMPANY,
    "news/emails/notice_published": Topic.NEWS,
    "news/emails/notice_continued": Topic.NEWS,
    "news/emails/notice_moved": Topic.NEWS,
    "news/emails/notice_ended": Topic.NEWS,
    "news/emails/notice_withdrawn": Topic.NEWS,
}


def topic_of(message: str) -> Topic:
    return OPTIONAL.get(message, Topic.SECURITY)


def wants_email(user: User, topic: Topic) -> bool:
    """Whether the person wants this topic by e-mail; security always comes."""
    if topic == Topic.SECURITY:
        return True
    return not TopicChoice.objects.filter(user=user, topic=topic, by_email=False).exists()


def unwilling(people: Collection[User], topic: Topic) -> set[int]:
    """Keys of those who do not want this topic by e-mail; one query for all of them."""
    if topic == Topic.SECURITY:
        return set()
    chosen = TopicChoice.objects.filter(user__in=people, topic=topic, by_email=False)
    return set(chosen.values_list("user_id", flat=True))


def unwanted(user: User) -> set[str]:
    """Topics that the person reads in the portal only."""
    chosen = TopicChoice.objects.filter(user=user, by_email=False)
    return set(chosen.values_list("topic", flat=True))
