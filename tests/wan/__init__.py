"""A city's lines on one machine: each end in a network of its own, and between them a cloud that loses, delays and narrows.

`net.Net` is what a test uses; `python -m tests.wan --help` shows a line by hand. It needs root and /dev/net/tun, and nothing else:
no kernel module, no firewall, no name that could be left behind. Every network is gone when the last process in it has ended.
"""
