"""A small upright picture of a photo or scan, and the time and place it claims; runs in the reader process only."""

from __future__ import annotations

import io
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import pi_heif
from PIL import Image, ImageOps

from reports.reading.looked import Looked

MOST_PIXELS = 200_000_000
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF", "GIF", "BMP")
QUALITY = 85
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _CHANGED = 0x9003, 0x0132
_SOUTH_WEST = ("S", "W")

pi_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def look_at_image(path: Path, edge: int, page: int = 0) -> Looked:
    """A JPEG of at most ``edge`` dots, turned upright; the file itself is never touched."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            pages = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
            width, height = image.size
            exif = image.getexif()
            if 0 < page < pages:
                image.seek(page)
            picture = _small(image, edge) if edge else b""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Looked(fault="too_large")
    return Looked(pages, width, height, _claimed_at(exif), _claimed_place(exif), picture=picture)


def _small(image: Any, edge: int) -> bytes:
    made = io.BytesIO()
    upright(image, edge).save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def upright(image: Any, edge: int) -> Any:
    """A copy of at most ``edge`` dots on white, turned as the camera says it was held."""
    image.draft("RGB", (edge, edge))
    image.thumbnail((edge, edge))
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "P", "PA"):
        clear = turned.convert("RGBA")
        turned = Image.new("RGB", clear.size, "white")
        turned.paste(clear, mask=clear.getchannel("A"))
    elif turned.mode.startswith(("I", "F")):
        turned = ImageOps.autocontrast(turned.convert("L"))
    return turned.convert("RGB")


def _claimed_at(exif: Any) -> str:
    """When it says it was taken: local time, without a zone."""
    try:
        told = exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED) or ""
        taken = datetime.strptime(str(told).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")
    except (ValueError, TypeError, KeyError, OSError, SyntaxError):
        return ""
    return taken.isoformat()


def _claimed_place(exif: Any) -> str:
    """Latitude and longitude, ``30.12345,120.54321``."""
    try:
        told = exif.get_ifd(_GPS)
        latitude, longitude = _degrees(told[2], told.get(1)), _degrees(told[4], told.get(3))
    except (ValueError, TypeError, KeyError, IndexError, ZeroDivisionError, OSError, SyntaxError, OverflowError):
        return ""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or latitude == longitude == 0:
        return ""
    return f"{latitude:.5f},{longitude:.5f}"


def _degrees(told: Any, side: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in told)
    whole = degrees + minutes / 60 + seconds / 3600
    return -whole if str(side).strip("\0 ") in _SOUTH_WEST else whole
