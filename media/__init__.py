"""What is done to pictures and sound, knowing nothing of visits; nothing of it is written yet."""
