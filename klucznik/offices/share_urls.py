"""The pages behind the link of a share's invitation."""

from __future__ import annotations

from django.urls import path

from klucznik.offices.views import finding, invitation

app_name = "shares"

urlpatterns = [
    path("find/", finding.find, name="find"),
    path("found/", finding.found, name="found"),
    path("declined/", invitation.declined, name="declined"),
    path("answers/<str:share>/", invitation.answered, name="answered"),
    path("mine/<str:share>/", invitation.mine, name="mine"),
    path("mine/<str:share>/decline/", invitation.decline_mine, name="decline_mine"),
    path("<str:secret>/", invitation.show, name="show"),
    path("<str:secret>/decline/", invitation.decline, name="decline"),
    path("<str:secret>/correct/", invitation.ask_correction, name="ask_correction"),
]
