"""Bytes of a text file into text: by byte-order mark, then UTF-8, then the code pages that exports leave behind."""

import codecs
import re

from planner.workbooks.guard import SPREADSHEET_REMEDY, Refused

SAMPLE = 65_536
WIDE_SAMPLE = 4_096
MOST_CONTROL = 0.02
MOST_NULS = 0.3

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Multi-byte code pages worth believing when the detector names one; for single-byte text Windows-1252 is what
# Excel writes in the United States, and every byte has a character in it once the five holes are filled.
EAST_ASIAN = frozenset(
    {"gb18030", "gb2312", "gbk", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"}
)
WINDOWS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
FILL = "planner-fill"
IDEOGRAPHS = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff01-\uff5e]")
CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x19\x1c-\x1f]")


def decoded(data: bytes) -> str:
    """The text of ``data``, without byte-order mark and NULs.

    Raises:
        Refused: when the bytes are no text in any encoding we know.
    """
    text = _by_mark(data)
    if text is None:
        text = _by_nul_pattern(data)
    if text is None:
        if data[:SAMPLE].count(0) > MOST_NULS * len(data[:SAMPLE]):
            raise _not_text()
        text = _utf8_or_code_page(data)
    sample = text[:SAMPLE]
    if len(CONTROL.findall(sample)) > MOST_CONTROL * len(sample):
        raise _not_text()
    return text.replace("\x00", "")


def _not_text() -> Refused:
    return Refused("is neither a spreadsheet nor a text file", SPREADSHEET_REMEDY)


def _by_mark(data: bytes) -> str | None:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    return None


def _by_nul_pattern(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is NUL, on the side that tells the byte order."""
    sample = data[:WIDE_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    for name, nuls in (("utf-16-le", sample[1::2].count(0)), ("utf-16-be", sample[0::2].count(0))):
        if nuls > 0.6 * half and sample.count(0) - nuls < 0.1 * half:
            return data.decode(name, "replace")
    return None


def _utf8_or_code_page(data: bytes) -> str:
    """As UTF-8, stray bytes of another code page included; else by what the bytes around the first fault look like."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        sample = data[max(0, error.start - SAMPLE) : error.start + SAMPLE]
    if _mostly_utf8(sample):
        return data.decode("utf-8", FILL)
    return data.decode(_code_page(sample), FILL)


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the faults are few beside the characters that UTF-8 explains, as where two files were pasted together."""
    explained = sample.decode("utf-8", "ignore")
    strays = len(sample) - len(explained.encode())
    return sum(character > "\x7f" for character in explained) > 4 * strays


def _code_page(sample: bytes) -> str:
    """An East Asian code page when the text then really is East Asian, else Windows-1252."""
    from charset_normalizer import from_bytes  # slow to load, and few files need it

    best = from_bytes(sample).best()
    if best is not None and best.encoding in EAST_ASIAN:
        foreign = [character for character in str(best) if character > "\x7f"]
        if len(IDEOGRAPHS.findall("".join(foreign))) > len(foreign) / 2:
            return best.encoding
    return "cp1252"


def _fill(error: UnicodeError) -> tuple[str, int]:
    """Bytes that the encoding at hand cannot explain, as Windows-1252 or else Latin-1, so that nothing is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(WINDOWS.get(byte, chr(byte)) for byte in bad), error.end


codecs.register_error(FILL, _fill)
