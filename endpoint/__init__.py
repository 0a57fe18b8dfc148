"""The program on a terminal, beside its kiosk browser; nothing of it is written yet."""
