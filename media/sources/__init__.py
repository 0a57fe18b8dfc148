"""Synthetic test signals with marks that can be read back at the other end."""
