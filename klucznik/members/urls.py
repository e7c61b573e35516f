"""The users of a company, in the order in which an administrator meets the pages."""

from __future__ import annotations

from django.urls import path

from klucznik.members.views import access, invitations, people

app_name = "members"

urlpatterns = [
    path("members/", people.members, name="members"),
    path("members/invite/", invitations.invite, name="invite"),
    path("members/invitations/<str:invitation>/", invitations.invitation, name="invitation"),
    path("members/invitations/<str:invitation>/again/", invitations.send_again, name="send_again"),
    path("members/invitations/<str:invitation>/revoke/", invitations.revoke, name="revoke"),
    path("members/products/", access.products, name="products"),
    path("members/products/<str:product>/", access.product, name="product"),
    path("members/products/<str:product>/<str:member>/", access.withdraw, name="withdraw"),
    path("members/<str:member>/", people.member, name="member"),
    path("members/<str:member>/role/", people.change_member_role, name="change_role"),
    path("members/<str:member>/products/", people.change_access, name="change_access"),
    path("members/<str:member>/keys/", people.keys, name="keys"),
    path("members/<str:member>/remove/", people.remove, name="remove"),
    path("leave/", people.leave, name="leave"),
]
