"""The pages of letters and of merging in a person's own account."""

from __future__ import annotations

from django.urls import path

from klucznik.letters.views import account

app_name = "letters_of_account"

urlpatterns = [
    path("letters/", account.letters, name="letters"),
    path("merge/", account.ask, name="ask"),
    path("merge/sent/", account.sent, name="sent"),
    path("merge/<str:secret>/", account.merge, name="merge"),
    path("merge/<str:merging>/back/", account.take_back, name="take_back"),
    path("merged/<str:secret>/", account.undo_merge, name="undo_merge"),
]
