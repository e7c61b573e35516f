"""The users of a company, in the order in which an administrator meets the pages."""

from __future__ import annotations

from django.urls import path

from klucznik.members.views import (
    access,
    access_requests,
    asking,
    chosen,
    deputies,
    handing_over,
    invitations,
    joining,
    leaving,
    listing,
    my_access,
    people,
    several,
)

app_name = "members"

urlpatterns = [
    path("members/", listing.members, name="members"),
    path("members/download/", listing.download, name="download"),
    path("members/chosen/<str:act>/", chosen.chosen, name="chosen"),
    path("members/invite/", invitations.invite, name="invite"),
    path("members/invite/several/", several.invite_list, name="invite_list"),
    path("members/invite/file/", several.invite_file, name="invite_file"),
    path("members/invite/file/sample/", several.sample, name="invite_sample"),
    path("members/invite/check/", several.check_list, name="check_list"),
    path("members/invite/send/", several.send_list, name="send_list"),
    path("members/invitations/<str:invitation>/", invitations.invitation, name="invitation"),
    path("members/invitations/<str:invitation>/again/", invitations.send_again, name="send_again"),
    path(
        "members/invitations/<str:invitation>/address/",
        invitations.change_address,
        name="change_address",
    ),
    path("members/invitations/<str:invitation>/revoke/", invitations.revoke, name="revoke"),
    path(
        "members/invitations/<str:invitation>/accounts/<str:account>/allow/",
        asking.allow,
        name="allow_account",
    ),
    path(
        "members/invitations/<str:invitation>/accounts/<str:account>/refuse/",
        asking.refuse,
        name="refuse_account",
    ),
    path("joined/", joining.joined, name="joined"),
    path("members/products/", access.products, name="products"),
    path("members/products/<str:product>/", access.product, name="product"),
    path("members/products/<str:product>/<str:member>/", access.withdraw, name="withdraw"),
    path("members/products/<str:product>/<str:member>/give/", access.give, name="give"),
    path("members/requests/", access_requests.requests, name="requests"),
    path("members/requests/<str:asked>/", access_requests.show_request, name="request"),
    path("members/requests/<str:asked>/grant/", access_requests.grant, name="grant_request"),
    path(
        "members/requests/<str:asked>/role/", access_requests.grant_role_too, name="grant_with_role"
    ),
    path("members/requests/<str:asked>/decline/", access_requests.decline, name="decline_request"),
    path("members/<str:member>/", people.member, name="member"),
    path("members/<str:member>/role/", people.change_member_role, name="change_role"),
    path("members/<str:member>/products/", people.change_access, name="change_access"),
    path(
        "members/<str:member>/products/<str:product>/until/",
        people.change_access_until,
        name="access_until",
    ),
    path("members/<str:member>/until/", people.change_until, name="change_until"),
    path("members/<str:member>/keys/", people.keys, name="keys"),
    path("members/<str:member>/remove/", people.remove, name="remove"),
    path("members/<str:member>/why/<str:product>/", access.why, name="why"),
    path("keys/", deputies.company_keys, name="company_keys"),
    path("keys/advice/later/", deputies.put_off, name="put_off_advice"),
    path("keys/deputies/new/", deputies.choose_deputy, name="choose_deputy"),
    path("keys/deputies/new/<str:member>/", deputies.name_as_deputy, name="name_deputy"),
    path("keys/deputies/<str:deputy>/dismiss/", deputies.dismiss, name="dismiss_deputy"),
    path("keys/hand-over/", handing_over.choose_successor, name="hand_over"),
    path("keys/hand-over/<str:member>/", handing_over.hand_over_to, name="hand_over_to"),
    path("deputyship/", deputies.deputyship, name="deputyship"),
    path("deputyship/accept/", deputies.accept, name="accept_deputyship"),
    path("deputyship/decline/", deputies.decline, name="decline_deputyship"),
    path("deputyship/confirm/", deputies.confirm, name="confirm_deputyship"),
    path("deputyship/resign/", deputies.resign, name="resign_deputyship"),
    path("leave/", leaving.leave, name="leave"),
    path("access/", my_access.my_access, name="my_access"),
    path("access/<str:product>/", my_access.no_access, name="no_access"),
    path("access/<str:product>/withdraw/", my_access.withdraw_asked, name="withdraw_asked"),
]
