"""The pages of the demonstration; they exist only where KLUCZNIK_DEMO is on."""

from __future__ import annotations

from django.urls import path

from klucznik.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("clock/", views.move_clock, name="move_clock"),
    path("sign/", views.sign, name="sign"),
    path("sign/letter/", views.sign_a_letter, name="sign_letter"),
    path("mail/", views.mail, name="mail"),
    path("mail/letter/", views.letter, name="letter"),
    path("mail/reply/", views.write_back, name="reply"),
    path("mail.json", views.mail_json, name="mail_json"),
]
