"""Make an empty site and fill it: `python -m bench.making 100000`, with the site's settings in the environment."""

from __future__ import annotations

import os
import sys

from bench.filling import fill


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(int(sys.argv[1]))


if __name__ == "__main__":
    main()
