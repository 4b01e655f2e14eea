"""Lianxinqiao: keep a village branch and its members away in touch."""
