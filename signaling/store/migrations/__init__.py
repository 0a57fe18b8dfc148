"""The schema as it came to be, one step a file in `versions`."""
