"""Ground floor: errors with the fix in them, the Clock protocol, rotations. Imports nothing of ours."""
