"""Writing to the vendor: the form, one's tickets, and the link of somebody without an account."""

from __future__ import annotations

from django.urls import path

from klucznik.contact.views import opening, tickets

app_name = "contact"

urlpatterns = [
    path("", opening.topics, name="topics"),
    path("write/<slug:topic>/", opening.write, name="write"),
    path("sent/", opening.sent, name="sent"),
    path("confirm/<str:token>/", opening.confirm, name="confirm"),
    path("tickets/", tickets.tickets, name="tickets"),
    path("tickets/<str:ticket>/", tickets.ticket, name="ticket"),
    path("tickets/<str:ticket>/write/", tickets.write_again, name="write_again"),
    path("tickets/<str:ticket>/close/", tickets.close, name="close"),
    path("tickets/<str:ticket>/files/<str:file>/", tickets.file, name="file"),
    path("t/<str:token>/", tickets.by_link, name="by_link"),
    path("t/<str:token>/write/", tickets.link_write_again, name="link_write_again"),
    path("t/<str:token>/close/", tickets.link_close, name="link_close"),
    path("t/<str:token>/files/<str:file>/", tickets.link_file, name="link_file"),
]
