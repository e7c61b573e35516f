"""An application in the browser that knows everybody through the portal, as those opened with the Account do."""
