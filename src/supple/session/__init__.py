"""A clearance becomes a plan; a plan that was played becomes a record. Pure."""
