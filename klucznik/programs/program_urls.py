"""The short address that a program shows, and the question behind it."""

from __future__ import annotations

from django.urls import path

from klucznik.programs import views

app_name = "program"

urlpatterns = [
    path("", views.enter, name="enter"),
    path("question/", views.question, name="question"),
    path("question/allow/", views.allow, name="allow"),
    path("question/refuse/", views.refuse, name="refuse"),
]
