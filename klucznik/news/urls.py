"""News, the status page and their feeds: open to everybody."""

from __future__ import annotations

from django.urls import path

from klucznik.news.views import feeds, pages, person

app_name = "news"

urlpatterns = [
    path("", pages.news, name="news"),
    path("status/", pages.status, name="status"),
    path("feed.rss", feeds.feed, name="feed"),
    path("status.rss", feeds.status_feed, name="status_feed"),
    path("unsubscribe/<str:token>/", person.unsubscribe, name="unsubscribe"),
    path("<str:notice>/", pages.notice, name="notice"),
    path("<str:notice>/put-away/", person.put_notice_away, name="put_away"),
]
