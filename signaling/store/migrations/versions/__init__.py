"""Steps of the schema. A step that has been released is never changed."""
