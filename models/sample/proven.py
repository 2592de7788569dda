"""Evidence of the sample: scans that are drawn here, most of them linked, some still to be sorted."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import bundles, evidence, kept_files
from models.certificates.record import PaymentCertificate
from models.contracts.record import Contract
from models.evidence import AddDraft, LinkDraft, TakenFile
from models.kept_files import EVIDENCE
from models.media import IMAGE
from models.sample import people
from models.store.book import Book
from models.variations.record import VariationOrder

WIDE, HIGH = 420, 594
_PAPER, _INK, _LINE, _SEAL = range(4)
_COLOURS = bytes.fromhex("fbfaf53a3a40b9b8b2c8322d")


def keep_evidence(book: Book, today: date) -> None:
    """Certificates and contracts with their signed papers, a photo or two that nobody has sorted yet."""
    with book.read() as session:
        wanted = list(_wanted(session, today))
    for place, (name, day, link) in enumerate(wanted):
        keep_scan(book, place, name, day, link)


def keep_scan(book: Book, place: int, name: str, day: date, link: LinkDraft | None) -> None:
    """A sheet that was scanned on a day; each ``place`` looks different."""
    stored = kept_files.keep_stream(book.folder, io.BytesIO(scan(place)), EVIDENCE, name)
    taken = TakenFile(stored.digest, stored.size, name, IMAGE, 1, f"{day.isoformat()}T10:{place % 60:02}:00")
    with book.write(evidence.ADD) as session:
        evidence.add(session, AddDraft((taken,), people.US, "sample", link))


def keep_bundle(book: Book, today: date) -> None:
    """What would go to court for the oldest contract."""
    with book.write(bundles.RECORD) as session:
        oldest = session.scalars(select(Contract.id).order_by(Contract.number)).first()
        draft = bundles.proposed(session, oldest or "", "", today)
        if draft.items:
            bundles.record(session, draft)


def _wanted(session: Session, today: date) -> Iterator[tuple[str, date, LinkDraft | None]]:
    contracts = select(Contract.id, Contract.number, Contract.signed_on).order_by(Contract.number)
    for key, number, signed in session.execute(contracts.limit(6)):
        yield f"{number} 合同扫描件.png", signed or today, LinkDraft("", "contracts", key, "contract", signed)
    signed_ones = select(PaymentCertificate).where(PaymentCertificate.certified_on.is_not(None))
    for row in session.scalars(signed_ones.order_by(PaymentCertificate.number).limit(9)):
        assert row.certified_on
        link = LinkDraft("", "certificates", row.id, "certificate", row.certified_on)
        yield f"{row.number} 计价单签字版.png", row.certified_on, link
    variation = session.scalars(select(VariationOrder).order_by(VariationOrder.number)).first()
    if variation is not None:
        link = LinkDraft("", "variations", variation.id, "sign_off", today - timedelta(40))
        yield f"{variation.number} 现场签证单.png", today - timedelta(40), link
    unsigned = select(PaymentCertificate.number).order_by(PaymentCertificate.number.desc())
    yield f"{session.scalars(unsigned).first()} 收方单.png", today - timedelta(6), None
    yield f"IMG_{today - timedelta(2):%Y%m%d}_101533.png", today - timedelta(2), None


def scan(seed: int) -> bytes:
    """A sheet of paper as a scanner shows it: a heading, lines, a table, a round seal; a PNG of a few kilobytes."""
    dice = Random(seed)
    rows = [bytearray(bytes([_PAPER]) * WIDE) for _ in range(HIGH)]
    _bar(rows, 130, 40, 160, 14, _INK)
    for line in range(dice.randrange(3, 6)):
        _bar(rows, 50, 84 + 16 * line, dice.randrange(180, 320), 4, _LINE)
    top = 190
    for line in range(9):
        _bar(rows, 40, top + 28 * line, 340, 1, _INK)
        _bar(rows, 52, top + 12 + 28 * line, dice.randrange(40, 90), 4, _LINE) if line < 8 else None
        _bar(rows, 300, top + 12 + 28 * line, dice.randrange(30, 70), 4, _INK) if line < 8 else None
    for column in (40, 150, 280, 379):
        _bar(rows, column, top, 1, 28 * 8, _INK)
    _ring(rows, 300 + dice.randrange(-8, 9), 480 + dice.randrange(-8, 9), 46)
    return png(rows)


def _bar(rows: list[bytearray], left: int, top: int, wide: int, high: int, colour: int) -> None:
    for row in rows[top : top + high]:
        row[left : left + wide] = bytes([colour]) * wide


def _ring(rows: list[bytearray], across: int, down: int, radius: int) -> None:
    for y in range(-radius, radius + 1):
        for x in range(-radius, radius + 1):
            away = x * x + y * y
            if (radius - 4) ** 2 <= away <= radius**2 or (away < 110 and abs(x) + abs(y) < 13):
                rows[down + y][across + x] = _SEAL


def png(rows: list[bytearray]) -> bytes:
    """An indexed PNG of these rows."""
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    parts = ((b"IHDR", head), (b"PLTE", _COLOURS), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
