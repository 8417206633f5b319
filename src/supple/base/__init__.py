"""Ground floor: errors with the fix in them, and the Clock protocol. Imports nothing of ours."""
