"""When contact is due: pure functions of rule, time away, pauses, contacts and the day. Nothing here asks a database."""
