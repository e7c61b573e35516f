"""What a company sees of the accounting office that serves it, and what it decides about it."""

from __future__ import annotations

from django.urls import path

from klucznik.offices.views import deciding, served

app_name = "served"

urlpatterns = [
    path("office/", served.office, name="office"),
    path("office/export/<str:form>/", served.export, name="export"),
    path("office/<str:share>/agree/", deciding.agree, name="agree"),
    path("office/<str:share>/refuse/", deciding.refuse, name="refuse"),
    path("office/<str:share>/end/", deciding.end, name="end"),
    path("office/<str:share>/powers/<str:kind>/take/", deciding.take, name="take_power"),
    path("office/<str:share>/powers/<str:kind>/give/", deciding.give, name="give_power"),
]
