"""WebSocket sessions, HTTP resources, sign-in, ICE servers, headers."""
