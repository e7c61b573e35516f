"""Forms of one button have no page of their own: a refusal is told on the page to which they lead back."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest


def tell_refusal(request: HttpRequest, form: Form) -> None:
    """Show each sentence of a refused form as a message; nothing when the form went through."""
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, str(sentence))
