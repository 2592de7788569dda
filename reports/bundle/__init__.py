"""A bundle of evidence as one folder or archive that opens without this program.

In it: the evidence as one PDF with contents, page numbers and bookmarks; the list of evidence as workbook and text
document; every original byte for byte; ``SHA256SUMS`` for ``sha256sum -c``. ``writing`` puts it together, ``joining``
parses the files in the reader process, ``contents`` draws the list.
"""
