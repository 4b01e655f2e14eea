"""The forms in which canonical rows leave: CSV, xlsx, PDF."""
