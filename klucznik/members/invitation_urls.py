"""The page behind the link of an invitation."""

from __future__ import annotations

from django.urls import path

from klucznik.members.views import joining

app_name = "invitations"

urlpatterns = [path("<str:secret>/", joining.show, name="show")]
