"""The shape of every knowledge file, one kind a module."""
