"""Notices of the vendor: planned breaks, troubles, new versions, changed terms; the public status page."""
