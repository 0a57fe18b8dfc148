"""Reading the marks of `media.sources` back from what arrived."""
