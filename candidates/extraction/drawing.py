"""What the sandboxed child runs to show pages. Only PDFs have pages of their own."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from candidates.extraction.document import Unreadable
from candidates.extraction.formats import pdf_pages
from candidates.extraction.sniff import sniff


def answer(data: bytes, *, task: str, **options: Any) -> dict[str, Any] | Unreadable:
    """The answer to "draw" (number, width), "scan" (number) or "locate" (pages).

    Exceptions are the child's end, and so its answer.
    """
    if sniff(data) != "pdf":
        return Unreadable.because("unsupported", "Only PDF files have pages that can be shown.")
    if task == "locate":
        return {"pages": [asdict(page) for page in pdf_pages.locate(data, options["pages"])]}
    number = int(options["number"])
    drawn = (
        pdf_pages.draw_for_ocr(data, number)
        if task == "scan"
        else pdf_pages.draw(data, number, int(options["width"]))
    )
    if drawn is None:
        return Unreadable.because("not_found", "The file has no such page.")
    return {"png": base64.b64encode(drawn.png).decode(), "width": drawn.width, "height": drawn.height}
