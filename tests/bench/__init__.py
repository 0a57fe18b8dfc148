"""Benchmarks: each beside something a user would pick instead, in the same run, as a ratio."""
