"""Adds somebody to the vendor's staff, with an account made for them when they have none."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from klucznik.backoffice.actions.people import create_staff
from klucznik.backoffice.models import StaffRole
from klucznik.core.errors import DomainError
from klucznik.core.text import clean_line
from klucznik.mail.links import path_of


class Command(BaseCommand):
    """`klucznik create-staff EMAIL --role lead --name "Anna Nowak"`."""

    help = "Add somebody to the vendor's staff; prints a link to set the password when the account is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="e-mail address of the person's account")
        parser.add_argument("--role", required=True, choices=StaffRole.values)
        parser.add_argument("--name", default="", help="first and last name, for a new account")

    def handle(self, *args: Any, **options: Any) -> None:
        first_name, _, last_name = clean_line(options["name"]).partition(" ")
        email = options["email"].strip().lower()
        try:
            validate_email(email)
            member = create_staff(
                email=email, first_name=first_name, last_name=last_name, role=options["role"]
            )
        except ValidationError as wrong:
            raise CommandError(f"{email}: this is not an e-mail address.") from wrong
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{member.user.email} is on the staff now, as {member.role}.")
        if member.user.has_usable_password():
            self.stdout.write(
                f"They sign in as always: {settings.PUBLIC_URL}{reverse('backoffice:start')}"
            )
            return
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        self.stdout.write(f"Set the password within {minutes} minutes (the link was mailed, too):")
        self.stdout.write(settings.PUBLIC_URL + path_of("password_reset", member.user.pk))
