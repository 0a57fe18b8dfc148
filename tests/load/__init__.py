"""What many do at once, and what is done for long: `make soak` and `make fuzz`."""
