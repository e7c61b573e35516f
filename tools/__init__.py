"""The project's own tools behind bin/; nothing here is part of the product."""
