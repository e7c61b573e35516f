"""Why a notice cannot be published, continued, moved, ended or withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class TitleMissing(DomainError):
    """A draft nobody could find again."""

    code = "notice_title_missing"
    message = _("Type a title, at least in Polish.")
    field = "title_pl"


class PolishMissing(DomainError):
    """Half of the words."""

    code = "notice_polish_missing"
    message = _(
        "The Polish words are missing. Customers read Polish and English, so type the title and the text in both."
    )
    field = "title_pl"


class EnglishMissing(DomainError):
    """The other half."""

    code = "notice_english_missing"
    message = _(
        "The English words are missing. Customers read Polish and English, so type the title and the text in both."
    )
    field = "title_en"


class WordsBroken(DomainError):
    """The renderer would leave something out."""

    code = "notice_words_broken"
    message = _("The text holds something that cannot be shown: %(problem)s")


class WordsMissing(DomainError):
    """A progress that tells half of the readers nothing."""

    code = "notice_progress_words_missing"
    message = _("Say how it goes on, in Polish and in English.")
    field = "words_pl"


class HoursMissing(DomainError):
    """A break without hours."""

    code = "notice_hours_missing"
    message = _("Say when the break begins and ends. Customers plan their work around it.")
    field = "starts_at"


class EndBeforeStart(DomainError):
    """The end is not after the beginning."""

    code = "notice_end_before_start"
    message = _(
        "The end has to be later than the beginning. Mind the date when it is after midnight."
    )
    field = "ends_at"


class BreakInThePast(DomainError):
    """A break that would be over already."""

    code = "notice_in_the_past"
    message = _("This break would be over already. Correct its hours.")
    field = "ends_at"


class TroubleInTheFuture(DomainError):
    """Troubles are not planned."""

    code = "notice_trouble_in_the_future"
    message = _(
        "A trouble has begun already. For something that is still to come choose “planned break”."
    )
    field = "starts_at"


class ServiceMissing(DomainError):
    """Something does not work, and nobody says what."""

    code = "notice_service_missing"
    message = _("Say which part of the service it is about, or that everything works as usual.")
    field = "services"


class DateInThePast(DomainError):
    """A date of publication that has gone."""

    code = "notice_date_in_the_past"
    message = _("This moment has passed. Choose a later one, or publish now.")
    field = "publish_at"


class DateAfterStart(DomainError):
    """It would be told when it has begun."""

    code = "notice_date_after_start"
    message = _("The break would begin before anybody is told. Choose an earlier moment.")
    field = "publish_at"


class TroublesAtOnce(DomainError):
    """A trouble with a date of publication."""

    code = "notice_trouble_at_once"
    message = _("A trouble is told at once. Publish it now.")
    field = "publish_at"


class NobodyConcerned(DomainError):
    """No one would read it."""

    code = "notice_nobody_concerned"
    message = _(
        "It concerns nobody today: no person uses these products. Choose others, or everybody."
    )


class PublishedAlready(DomainError):
    """Somebody was quicker."""

    code = "notice_published_already"
    message = _("This notice is published already.")


class NotPublished(DomainError):
    """A draft has no progress."""

    code = "notice_not_published"
    message = _("This notice is not published.")


class WithdrawnAlready(DomainError):
    """Nothing happens to it any more."""

    code = "notice_withdrawn_already"
    message = _("This notice was withdrawn.")


class OverAlready(DomainError):
    """It has its end."""

    code = "notice_over_already"
    message = _("This is over already. If something happens again, publish a new notice.")


class NotLasting(DomainError):
    """News have no course."""

    code = "notice_not_lasting"
    message = _("Only breaks and troubles have a course and an end.")


class NotBegun(DomainError):
    """A break that is still to come cannot be over."""

    code = "notice_not_begun"
    message = _("This break has not begun. If it will not take place, withdraw the notice.")


class HoursUnchanged(DomainError):
    """Nothing new to tell."""

    code = "notice_hours_unchanged"
    message = _("These are the hours that were announced. Change them, or leave them as they are.")
    field = "starts_at"
