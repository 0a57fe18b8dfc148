"""Connections to the other ends, over aiortc: what a browser does with RTCPeerConnection. aiortc is imported here alone."""
