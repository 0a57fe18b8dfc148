"""The line to the server: a socket that says hello, keeps itself alive and returns; commands out, views in."""
