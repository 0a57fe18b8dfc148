"""A line by hand: two networks, and a shell in one of them. `python -m tests.wan --loss 2 --delay 100 --rate 300000`."""

import argparse
import asyncio
import os

from tests.wan.net import End, net
from tests.wan.way import Way


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.wan", description=__doc__)
    parser.add_argument("--loss", type=float, default=0.0, help="in a hundred, each way")
    parser.add_argument("--delay", type=float, default=0.0, help="milliseconds, each way")
    parser.add_argument("--rate", type=float, help="bits a second, each way")
    parser.add_argument("--port", type=int, default=8080, help="of the server on this machine's localhost")
    parser.add_argument("program", nargs="*", default=[os.environ.get("SHELL", "/bin/sh")])
    options = parser.parse_args()
    way = Way(loss=options.loss / 100, delay=options.delay / 1000, rate=options.rate)
    async with net(options.port, here=End(out=way, home=way)) as made:
        print(f"here {made.address('here')}, server {made.address('server')}", flush=True)
        process = await asyncio.create_subprocess_exec(*made.namespace("here").command(*options.program))
        await process.wait()
        for name, count in zip(("out", "home"), await made.counts("here"), strict=True):
            print(
                f"{name}: {count.packets} packets, {count.loss:.2%} lost, {count.dropped} dropped", flush=True
            )


if __name__ == "__main__":
    asyncio.run(main())
