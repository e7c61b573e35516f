"""Programs that show how a vendor's program uses the portal: they know nothing of it but the client package."""
