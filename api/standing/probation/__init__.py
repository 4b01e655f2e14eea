"""预备期: the steps of a probation, each decided by people, and the reminders between them."""
