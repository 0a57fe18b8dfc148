"""Tables, the event log, the directory, sessions."""
