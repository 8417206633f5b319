"""Pages and the player's API. No rules and no sums: it asks `app` and shows what it says."""
