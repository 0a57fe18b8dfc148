"""The visit: a pure machine whose events are the log."""
