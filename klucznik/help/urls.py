"""Help: its start, search, articles, files, voices and the guide for those who cannot get in."""

from __future__ import annotations

from django.urls import path, re_path

from klucznik.help.views import articles, beside, files, going, guiding, searching, voices

app_name = "help"

urlpatterns = [
    path("", articles.start, name="start"),
    path("search/", searching.search, name="search"),
    path("here/", beside.here, name="here"),
    path("cannot-sign-in/guide/", guiding.guide, name="guide"),
    path("categories/<slug:code>/", articles.category, name="category"),
    path("files/<str:attachment>/<str:name>", files.file, name="file"),
    path("go/<str:name>/", going.go, name="go"),
    re_path(r"^(?P<number>[0-9]{1,6})/$", articles.short_link, name="short_link"),
    path("<slug:key>/voice/", voices.voice, name="voice"),
    path("<slug:key>/", articles.article, name="article"),
]
