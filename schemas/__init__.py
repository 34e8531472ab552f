"""What every table, column, unit, privacy class and source setting is. Everything else derives from here."""
