"""Joint angles to positions to a drawn figure; knows nothing of pages, sessions or safety."""
