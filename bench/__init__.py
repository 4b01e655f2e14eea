"""Measurements. They print figures and judge nothing: this is where speed is looked at, never in a test."""
