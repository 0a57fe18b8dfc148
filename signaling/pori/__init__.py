"""The city of Pori as data, for trying the platform out: no real person, nobody's real working hours."""
