"""What is done to pictures and sound; knows nothing of visits."""
