"""National codes and the forms that rosters write them in: pure functions, no database, no clock."""
