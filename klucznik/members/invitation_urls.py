"""The pages of an invited person: behind the link of an invitation, and of those in one's own account."""

from __future__ import annotations

from django.urls import path

from klucznik.members.views import asking, joining

app_name = "invitations"

urlpatterns = [
    path("asked/", asking.asked, name="asked"),
    path("declined/", joining.declined, name="declined"),
    path("mine/<str:invitation>/", joining.mine, name="mine"),
    path("mine/<str:invitation>/decline/", joining.decline_mine, name="decline_mine"),
    path("<str:secret>/", joining.show, name="show"),
    path("<str:secret>/decline/", joining.decline, name="decline"),
    path("<str:secret>/again/", asking.ask_again, name="ask_again"),
    path("<str:secret>/account/", asking.ask, name="ask"),
]
