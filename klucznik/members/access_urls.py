"""Where a program sends somebody who may not open it, when it does not know the company."""

from __future__ import annotations

from django.urls import path

from klucznik.members.views import my_access

app_name = "access"

urlpatterns = [path("<str:product>/", my_access.any_company, name="any_company")]
