"""What people see: the pages, and the loader that hands them to the server."""
