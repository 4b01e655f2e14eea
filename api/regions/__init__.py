"""The places that a form offers: GB/T 2260 and 海外."""
