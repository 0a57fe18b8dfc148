"""The mark in a test picture: 32 large cells, black or white, that outlive scaling and compression.

Four cells are the reference (white, black, black, white); 28 bits follow, most significant first: 8 of identity, 12 of
frame number, 8 of CRC (polynomial 0x07, as ITU-T I.432.1 uses it) over the first 20.
"""

COLUMNS = 8
ROWS = 4
REFERENCE = (1, 0, 0, 1)
FRAMES = 1 << 12


def crc8(value: int, bits: int) -> int:
    """CRC-8 of the `bits` low bits of `value`, most significant first, start value 0."""
    crc = 0
    for i in range(bits - 1, -1, -1):
        feedback = (crc >> 7) ^ ((value >> i) & 1)
        crc = (crc << 1) & 0xFF
        if feedback:
            crc ^= 0x07
    return crc


def cells(identity: int, frame: int) -> tuple[int, ...]:
    """The 32 cells, row by row, 1 for white. `identity` 0..255; `frame` counts modulo 4096.

    Raises ValueError when `identity` does not fit.
    """
    if not 0 <= identity <= 0xFF:
        raise ValueError(f"identity must be 0..255, not {identity}")
    payload = (identity << 12) | (frame % FRAMES)
    word = (payload << 8) | crc8(payload, 20)
    return REFERENCE + tuple((word >> i) & 1 for i in range(27, -1, -1))
