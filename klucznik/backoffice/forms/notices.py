"""What staff type about notices: all of one, and its corrected words."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.core.forms import ActionForm, LineField
from klucznik.news.actions.writing import Content
from klucznik.news.models import Notice
from klucznik.news.parts import services
from klucznik.news.states import Impact, Kind

TEXT = 20_000
# Controls, half characters and unassigned ones.
UNSEEN = {"Cc", "Cs", "Cn"}


class MomentInput(forms.DateTimeInput):
    """The browser's own control for a day and an hour."""

    input_type = "datetime-local"


class MomentField(forms.CharField):
    """A day and an hour on the vendor's clock, as the browser's own control gives them, or typed."""

    # A draft may leave it empty and publishing asks for it: it is not called optional.
    depends = True
    FORMATS: ClassVar[tuple[str, ...]] = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=MomentInput(format=self.FORMATS[0]), **kwargs)

    def clean(self, value: Any) -> Any:
        """A moment, or nothing where that is allowed."""
        typed = super().clean(value)
        return self.read(typed) if typed else None

    def read(self, typed: str) -> datetime:
        """The night on which the clocks change has an hour that is not there, or one that comes twice."""
        found = next((made for one in self.FORMATS if (made := _parsed(typed, one))), None)
        if found is None or not 2000 <= found.year <= 2100:
            example = _("This is not a day and an hour. Example: 2026-12-05 22:00.")
            raise forms.ValidationError(example, code="invalid")
        try:
            return from_current_timezone(found)
        except forms.ValidationError as error:
            moved = _(
                "On this night the clocks change, and this hour does not exist or comes twice. Choose another."
            )
            raise forms.ValidationError(moved, code="moved_clock") from error

    def prepare_value(self, value: Any) -> Any:
        """What is stored, on the vendor's clock; what was typed as it was typed."""
        return timezone.localtime(value) if isinstance(value, datetime) else value


def _parsed(typed: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(typed, form)  # noqa: DTZ007 (the clock is the caller's)
    except ValueError:
        return None


class TitleField(LineField):
    """One line; a draft may lack one of the two."""

    depends = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, required=False, **kwargs)


class MarkdownField(forms.CharField):
    """A text of several lines whose spaces matter; without characters that no page and no feed can carry."""

    depends = True

    def __init__(self, **kwargs: Any) -> None:
        area = forms.Textarea(attrs={"rows": 9, "spellcheck": "true"})
        super().__init__(max_length=TEXT, required=False, widget=area, **kwargs)

    def to_python(self, value: Any) -> str:
        """NUL stays for the validator that refuses it."""
        typed = unicodedata.normalize("NFC", str(super().to_python(value) or ""))
        lines = typed.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(
            one for one in lines if one in "\n\t\0" or unicodedata.category(one) not in UNSEEN
        )


class NoticeForm(ActionForm):
    """All of a notice. A draft may be unfinished; publishing asks for the rest."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the notice is about."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    title_pl = TitleField(label=_("Title in Polish"))
    body_pl = MarkdownField(label=_("Text in Polish"))
    title_en = TitleField(label=_("Title in English"))
    body_en = MarkdownField(
        label=_("Text in English"),
        help_text=_(
            "Markdown, as in help articles: paragraphs, lists, **bold**, [links](https://…)."
        ),
    )
    starts_at = MomentField(
        label=_("Begins"),
        required=False,
        help_text=_(
            "Hours of Warsaw. A break needs both; a trouble without a beginning begins when it is told. "
            "Of changed terms: the day from which they hold."
        ),
    )
    ends_at = MomentField(label=_("Ends"), required=False)
    impact = forms.ChoiceField(
        label=_("What it does"),
        choices=Impact.choices,
        initial=Impact.NONE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it does.")},
    )
    services = forms.MultipleChoiceField(
        label=_("To which parts of the service"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(one.code, one.name) for one in services()],
    )
    products = forms.ModelMultipleChoiceField(
        label=_("Whom it concerns"),
        queryset=Product.objects.programs().sold().select_related("line"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People of companies that use one of these products. None ticked: everybody."),
        error_messages={"invalid_choice": _("Choose products of the catalog.")},
    )
    for_administrators = forms.BooleanField(
        label=_("Only global administrators"),
        required=False,
        help_text=_("Then it does not stand on the open pages."),
    )
    by_email = forms.BooleanField(
        label=_("Send it by e-mail, too"),
        required=False,
        help_text=_(
            "To whoever did not switch off news and breaks. Changed terms are always sent, to everybody."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """As the actions take it; nothing while a field is wrong."""
        typed = super().clean() or {}
        if self.errors:
            return {}
        content = Content(
            kind=typed["kind"],
            impact=typed["impact"],
            services=typed["services"],
            products=list(typed["products"]),
            for_administrators=typed["for_administrators"],
            by_email=typed["by_email"],
            starts_at=typed["starts_at"],
            ends_at=typed["ends_at"],
            **in_languages(typed),
        )
        return {"content": content}

    @classmethod
    def initial_of(cls, notice: Notice) -> dict[str, Any]:
        """What stands in the fields of a stored notice."""
        words = {
            f"{part}_{language}": texts.get(language, "")
            for part, texts in (("title", notice.titles), ("body", notice.bodies))
            for language in ("pl", "en")
        }
        plain = ("kind", "impact", "services", "for_administrators", "by_email")
        return {
            **words,
            **{name: getattr(notice, name) for name in plain},
            "starts_at": notice.starts_at,
            "ends_at": notice.ends_at,
            "products": [product.code for product in notice.products.all()],
        }


class CorrectForm(ActionForm):
    """The words of a published notice; the history keeps who corrected them."""

    title_pl = TitleField(label=_("Title in Polish"))
    body_pl = MarkdownField(label=_("Text in Polish"))
    title_en = TitleField(label=_("Title in English"))
    body_en = MarkdownField(label=_("Text in English"))

    def clean(self) -> dict[str, Any]:
        """As the action takes it."""
        typed = super().clean() or {}
        return {} if self.errors else in_languages(typed)


def in_languages(typed: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Titles and texts by language."""
    return {
        "titles": {"pl": typed["title_pl"], "en": typed["title_en"]},
        "bodies": {"pl": typed["body_pl"], "en": typed["body_en"]},
    }
