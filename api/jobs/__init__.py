"""Slow work as rows of the product's own database: it survives a crash, and no other program is needed."""
