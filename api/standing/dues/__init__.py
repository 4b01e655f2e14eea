"""党费: what was paid for which month. It is recorded, never collected, and never advanced by the branch."""
