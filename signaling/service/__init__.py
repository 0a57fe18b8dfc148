"""Use cases: run a command against the log, timers, presence, fan-out."""
