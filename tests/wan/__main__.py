"""A line by hand: two networks, and a shell in one of them. `python -m tests.wan lavia`, or `python -m tests.wan --loss 2 --delay 100`."""

import argparse
import asyncio
import os
from dataclasses import replace

from tests.wan.net import End, net
from tests.wan.profiles import PROFILES


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.wan", description=__doc__)
    parser.add_argument(
        "profile", nargs="?", choices=PROFILES, help="assumed, each: see tests/wan/profiles.py"
    )
    parser.add_argument("--loss", type=float, help="in a hundred, each way")
    parser.add_argument("--burst", type=float, help="packets lost one after the other, in the mean")
    parser.add_argument("--delay", type=float, help="milliseconds, each way")
    parser.add_argument("--jitter", type=float, help="milliseconds by which the delay is more or less")
    parser.add_argument("--rate", type=float, help="bits a second, each way")
    parser.add_argument("--port", type=int, default=8080, help="of the server on this machine's localhost")
    parser.add_argument(
        "--run", default=os.environ.get("SHELL", "/bin/sh"), help="a program instead of a shell"
    )
    options = parser.parse_args()
    asked = {
        "loss": options.loss and options.loss / 100,
        "burst": options.burst,
        "delay": options.delay and options.delay / 1000,
        "jitter": options.jitter and options.jitter / 1000,
        "rate": options.rate,
    }
    changes = {name: value for name, value in asked.items() if value is not None}
    line = PROFILES.get(options.profile, End())
    here = replace(line, out=replace(line.out, **changes), home=replace(line.home, **changes))
    async with net(options.port, here=here) as made:
        print(
            f"here {made.address('here')}, server {made.address('server')}; out {here.out}, home {here.home}",
            flush=True,
        )
        process = await asyncio.create_subprocess_exec(*made.namespace("here").command(options.run))
        await process.wait()
        for name, count in zip(("out", "home"), await made.counts("here"), strict=True):
            print(f"{name}: {count}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
