#!/usr/bin/env python3
"""Draws the icons of the installed page beside this file: the drawing is that of the icon in index.html.

    python3 style/icons/make.py
"""
import pathlib
import struct
import zlib

SIDE = 32.0
CORNER = 6.0
HALF = 1.3
BLUE = (0x1F, 0x4E, 0x79)
WHITE = (255, 255, 255)
LINES = [
    [(7.5, 10.5), (9.5, 12.5), (13, 8.5)],
    [(7.5, 21.5), (9.5, 23.5), (13, 19.5)],
    [(17, 11), (25, 11)],
    [(17, 22), (25, 22)],
]
PIECES = [(line[at], line[at + 1]) for line in LINES for at in range(len(line) - 1)]
HERE = pathlib.Path(__file__).resolve().parent


def away(x, y, piece):
    """How far a point lies from a piece of a line."""
    (ax, ay), (bx, by) = piece
    dx, dy = bx - ax, by - ay
    part = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return ((x - ax - part * dx) ** 2 + (y - ay - part * dy) ** 2) ** 0.5


def outside(x, y):
    """How far a point lies outside the rounded square; negative inside."""
    dx, dy = (abs(v - SIDE / 2) - (SIDE / 2 - CORNER) for v in (x, y))
    return (max(dx, 0.0) ** 2 + max(dy, 0.0) ** 2) ** 0.5 + min(max(dx, dy), 0.0) - CORNER


def covered(distance, unit):
    """How much of a pixel an edge at that distance leaves covered."""
    return max(0.0, min(1.0, 0.5 - distance / unit))


def drawn(size, maskable):
    """The pixels. A maskable icon fills its square, with the drawing inside the circle that is never cut away."""
    scale = 0.8 if maskable else 1.0
    unit = SIDE / size / scale
    rows = []
    for row in range(size):
        pixels = bytearray([0])
        for column in range(size):
            x, y = (SIDE / 2 + (at + 0.5 - size / 2) * unit for at in (column, row))
            ink = covered(min(away(x, y, piece) for piece in PIECES) - HALF, unit)
            ground = 1.0 if maskable else covered(outside(x, y), unit)
            pixels += bytes(round(b + (w - b) * ink) for b, w in zip(BLUE, WHITE))
            pixels.append(round(255 * ground))
        rows.append(bytes(pixels))
    return b"".join(rows)


def chunk(kind, data):
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(size, pixels):
    """A PNG file with eight bits a channel and transparency."""
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(pixels, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


for name, size, maskable in [("muster-192", 192, False), ("muster-512", 512, False), ("muster-maskable-512", 512, True)]:
    file = HERE / f"{name}.png"
    file.write_bytes(png(size, drawn(size, maskable)))
    print(f"{file.name}: {file.stat().st_size:,} bytes")
