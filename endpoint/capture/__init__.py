"""What an endpoint shows and says: readers of frames at their time, of a synthetic signal or a file."""
