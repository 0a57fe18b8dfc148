"""Who gets whom: catalogue, opening hours, matching, the waiting line."""
