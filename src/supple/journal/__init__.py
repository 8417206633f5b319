"""Entries over days. Pure; where they are kept is the store's business."""
