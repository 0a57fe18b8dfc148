"""A track that is silent until it is opened."""

import asyncio

import av
from aiortc import MediaStreamTrack

from endpoint.capture.reader import PictureReader, SoundReader


class GatedTrack(MediaStreamTrack):
    """While it is shut not one packet leaves, as with `replaceTrack(null)` in a browser. (aiortc's own `replaceTrack` lets the
    frame through that is being waited for.)
    """

    def __init__(self, kind: str, reader: SoundReader | PictureReader) -> None:
        super().__init__()
        self.kind = kind
        self._reader = reader
        self._open = asyncio.Event()

    def set_open(self, is_open: bool) -> None:
        if is_open:
            self._open.set()
        else:
            self._open.clear()

    async def recv(self) -> av.AudioFrame | av.VideoFrame:
        while True:
            await self._open.wait()
            frame = await self._reader.next()
            if self._open.is_set():
                return frame
