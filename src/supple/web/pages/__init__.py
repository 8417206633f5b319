"""One module a page: what it asks of `app`, and which template shows it."""
