"""The pages of a case, in the order in which its claimant meets them; and the page of an objection."""

from __future__ import annotations

from django.urls import path

from klucznik.declarations import views

app_name = "declarations"

urlpatterns = [
    path("objection/<str:secret>/", views.objection, name="objection"),
    path("<str:public_id>/", views.case, name="case"),
    path("<str:public_id>/document/", views.document, name="document"),
    path("<str:public_id>/files/", views.add, name="add_files"),
    path("<str:public_id>/files/<str:file>/remove/", views.remove, name="remove_file"),
    path("<str:public_id>/submit/", views.submit, name="submit"),
    path("<str:public_id>/accept/", views.accept, name="accept"),
    path("<str:public_id>/withdraw/", views.withdraw, name="withdraw"),
]
