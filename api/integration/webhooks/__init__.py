"""Webhooks: other systems are told what happens, after the Standard Webhooks specification."""
