"""Programs that act for a person, in their account."""

from __future__ import annotations

from django.urls import path

from klucznik.programs import views

app_name = "programs"

urlpatterns = [
    path("", views.programs, name="programs"),
    path("<str:token>/end/", views.sign_out, name="sign_out"),
]
