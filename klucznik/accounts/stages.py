"""The last step of a sign-in, for somebody who asked for deletion: stop it, or do not come in."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import LoginStage
from django.shortcuts import redirect


class LeavingStage(LoginStage):
    """After password and second step; allauth holds the sign-in until the deletion is stopped."""

    key = "leaving"
    urlname = "account_leaving"

    def handle(self) -> tuple[Any, bool]:
        if self.login.user is None or not self.login.user.is_leaving:
            return None, True
        return redirect(self.urlname), True
