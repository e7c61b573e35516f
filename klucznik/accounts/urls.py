"""Addresses of a person's account; the names that begin with account_ and mfa_ are those allauth looks for."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from klucznik.accounts.views import my_account, notices, second_step, signing_in, signing_up

urlpatterns: list[URLPattern] = [
    # Creating an account
    path("sign-up/", signing_up.sign_up, name="account_signup"),
    path("mailbox/", signing_up.mailbox, name="account_email_verification_sent"),
    path("activate/", signing_up.resend_activation, name="account_resend_activation"),
    path("activate/<str:secret>/", signing_up.activate, name="account_activate"),
    path("activate/<str:secret>/again/", signing_up.activate_again, name="account_activate_again"),
    # Signing in and out
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/code/", second_step.authenticate, name="mfa_authenticate"),
    path("sign-in/unconfirmed/", signing_in.unconfirmed, name="account_unconfirmed"),
    path("sign-in/leaving/", signing_in.leaving, name="account_leaving"),
    path("sign-in/inactive/", signing_in.inactive, name="account_inactive"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    # A forgotten password
    path("forgotten-password/", signing_in.forgotten_password, name="account_reset_password"),
    path("forgotten-password/sent/", signing_in.link_sent, name="account_reset_password_done"),
    path(
        "forgotten-password/done/",
        signing_in.password_is_new,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^forgotten-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing_in.new_password,
        name="account_reset_password_from_key",
    ),
    # My account
    path("", my_account.overview, name="account_overview"),
    path("name/", my_account.name, name="account_name"),
    path("password/", my_account.change_password, name="account_change_password"),
    path("language/", my_account.language, name="account_language"),
    path("sessions/end/", my_account.sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path("delete/", my_account.delete, name="account_delete"),
    # Notifications
    path("notices/", notices.notices, name="account_notices"),
    path("notices/read/", notices.read, name="account_notices_read"),
    path("notices/choices/", notices.choices, name="account_notice_choices"),
    # The second step
    path("confirm/", second_step.confirm_password, name="account_reauthenticate"),
    path("second-step/needed/", second_step.factor_needed, name="factor_needed"),
    path("second-step/", second_step.index, name="mfa_index"),
    path("second-step/confirm/", second_step.confirm_code, name="mfa_reauthenticate"),
    path("second-step/set-up/", second_step.activate, name="mfa_activate_totp"),
    path("second-step/turn-off/", second_step.deactivate, name="mfa_deactivate_totp"),
    path("second-step/codes/", second_step.show_codes, name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", second_step.make_codes, name="mfa_generate_recovery_codes"),
    path("second-step/codes/file/", second_step.download_codes, name="mfa_download_recovery_codes"),
]
