"""What is kept and for how long is said for every table, and the jobs that are named exist."""

from __future__ import annotations

import re

from django.apps import apps

from klucznik.jobs.queue import RECURRING, TASKS
from tests.architecture.project import ROOT

PAGE = (ROOT / "docs" / "run" / "retention.md").read_text()


def test_every_table_is_on_the_page():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}

    assert sorted(labels - set(re.findall(r"`(\w+\.\w+)`", PAGE))) == []


def test_every_job_on_the_page_exists():
    last_cells = re.findall(r"\| ([^|]*) \|$", PAGE, re.MULTILINE)
    named = {job for cell in last_cells for job in re.findall(r"`(\w+\.\w+)`", cell)}

    assert sorted(named - set(RECURRING) - set(TASKS)) == []
