"""An article, what its readers see now in each language, every revision of it, and its files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.catalog.models import Category, Product
from klucznik.core import clock
from klucznik.core.models import PublicIdModel

LANGUAGES = ("pl", "en")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Which articles are meant."""

    def published(self) -> ArticleQuerySet:
        """What readers find: a text in at least one language, and not withdrawn."""
        return self.filter(withdrawn_at=None, texts__isnull=False).distinct()


class Article(PublicIdModel):
    """One subject. Its key is its address (/help/<key>/) and the name of its files, its number the short link."""

    number = models.PositiveIntegerField(unique=True)
    key = models.SlugField(max_length=80, unique=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="articles")
    # None: it is about the portal itself, whatever the program.
    products = models.ManyToManyField(Product, blank=True, related_name="articles")
    related = models.ManyToManyField("self", symmetrical=False, blank=True)
    # Names of the pages on which the panel offers it, the most fitting first: "members:invite", or "members:*".
    pages = models.JSONField(default=list, blank=True)
    # SHA-256 of what its file says of number, category, programs, related articles and pages; empty without a file.
    file_facts = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.key


class Revision(PublicIdModel):
    """The words of an article in one language as somebody left them: a draft, planned, or once published; never changed
    after that."""

    class Source(models.TextChoices):
        FILE = "file", _("from a file")
        STAFF = "staff", _("by the staff")

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True)
    # Other words under which people look for it.
    keywords = models.JSONField(default=list, blank=True)
    body = models.TextField()
    # What changed, for colleagues.
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=5, choices=Source.choices, default=Source.STAFF)
    # SHA-256 of the file that it came from.
    file_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["article", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "number"], name="revision_number_once"
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=Q(published_at=None, dropped_at=None),
                name="one_draft_of_a_text",
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="revision_language_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(dropped_at=None),
                name="revision_published_or_dropped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.language} #{self.number}"


class Text(models.Model):
    """What readers see now of an article in one language: made from one revision by publishing it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True)
    # Rendered once, when it is published: safe HTML, headings for the table of contents, bare words for snippets.
    html = models.TextField()
    headings = models.JSONField(default=list)
    plain = models.TextField()
    # With which renderer and facts: when these change, it is made again (help/loading.py).
    made_with = models.CharField(max_length=64, blank=True)
    # With which change of the index of its language it was put there or taken out (help/indexing.py).
    indexed = models.PositiveBigIntegerField(default=0)
    modified_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_text_per_language"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="text_language_known"),
        ]
        indexes = [models.Index(fields=["language", "indexed"], name="texts_by_change")]

    def __str__(self) -> str:
        return self.title


class Attachment(PublicIdModel):
    """A picture in an article, or a file to download from it; the name is how its Markdown calls it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    is_picture = models.BooleanField(default=False)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # Of the file as it came: pictures are made anew before they are kept.
    original_sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "name"],
                condition=Q(removed_at=None),
                name="attachment_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """PDF, PNG, ...: by the name, whose ending is that of what the file really is."""
        return self.name.rpartition(".")[2].upper()
