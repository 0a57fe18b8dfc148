"""The server of Etäluukku: visits, routing, the log, and the connections of pages."""
