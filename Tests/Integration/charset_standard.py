"""The decoders of the WHATWG Encoding Standard, word for word as state machines, over its own index files.

Slow, and written without a look at ours: they say which bytes each error takes.
"""

from bisect import bisect_right
from functools import cache
from pathlib import Path

ERROR = "\ufffd"
# Of ISO-2022-JP: the two bytes behind an ESC, and the state they lead to.
ESCAPES = {(0x28, 0x42): "ascii", (0x28, 0x4A): "roman", (0x28, 0x49): "katakana", (0x24, 0x40): "lead", (0x24, 0x42): "lead"}


class Standard:
    def __init__(self, folder):
        self.folder = Path(folder)

    @cache  # noqa: B019 - there is one of these
    def index(self, name):
        result = {}
        for line in (self.folder / f"index-{name}.txt").read_text(encoding="utf-8").split("\n"):
            if line.strip() and not line.startswith("#"):
                pointer, scalar = line.split("\t")[:2]
                result[int(pointer)] = int(scalar, 16)
        return result

    def character(self, name, pointer):
        scalar = self.index(name).get(pointer)
        return None if scalar is None else chr(scalar)

    def single_byte(self, name, data):
        return "".join(chr(byte) if byte < 0x80 else self.character(name, byte - 0x80) or ERROR for byte in data)

    def two_bytes(self, data, leads, pair, single):
        """Decoders of one lead and one trail byte: `pair` gives the character, `single` that of a byte which is no lead."""
        result, lead, position = [], None, 0
        while position < len(data):
            byte = data[position]
            position += 1
            if lead is not None:
                character = pair(lead, byte)
                lead = None
                if character is None and byte < 0x80:
                    position -= 1
                result.append(character or ERROR)
            elif byte < 0x80:
                result.append(chr(byte))
            elif byte in leads:
                lead = byte
            else:
                result.append(single(byte))
        return "".join(result) + (ERROR if lead is not None else "")

    def big5(self, data):
        def pair(lead, byte):
            if not (0x40 <= byte <= 0x7E or 0xA1 <= byte <= 0xFE):
                return None
            pointer = (lead - 0x81) * 157 + byte - (0x40 if byte < 0x7F else 0x62)
            two = {1133: "\u00ca\u0304", 1135: "\u00ca\u030c", 1164: "\u00ea\u0304", 1166: "\u00ea\u030c"}
            return two.get(pointer) or self.character("big5", pointer)

        return self.two_bytes(data, range(0x81, 0xFF), pair, lambda byte: ERROR)

    def euc_kr(self, data):
        def pair(lead, byte):
            return self.character("euc-kr", (lead - 0x81) * 190 + byte - 0x41) if 0x41 <= byte <= 0xFE else None

        return self.two_bytes(data, range(0x81, 0xFF), pair, lambda byte: ERROR)

    def shift_jis(self, data):
        def pair(lead, byte):
            if not (0x40 <= byte <= 0x7E or 0x80 <= byte <= 0xFC):
                return None
            pointer = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 188 + byte - (0x40 if byte < 0x7F else 0x41)
            return chr(0xE000 - 8836 + pointer) if 8836 <= pointer <= 10715 else self.character("jis0208", pointer)

        def single(byte):
            return chr(byte) if byte == 0x80 else chr(0xFF61 - 0xA1 + byte) if 0xA1 <= byte <= 0xDF else ERROR

        return self.two_bytes(data, [*range(0x81, 0xA0), *range(0xE0, 0xFD)], pair, single)

    def euc_jp(self, data):
        result, lead, is0212, position = [], 0, False, 0
        while position < len(data):
            byte = data[position]
            position += 1
            if lead == 0x8E and 0xA1 <= byte <= 0xDF:
                lead = 0
                result.append(chr(0xFF61 - 0xA1 + byte))
            elif lead == 0x8F and 0xA1 <= byte <= 0xFE:
                is0212, lead = True, byte
            elif lead:
                character = None
                if 0xA1 <= lead <= 0xFE and 0xA1 <= byte <= 0xFE:
                    character = self.character("jis0212" if is0212 else "jis0208", (lead - 0xA1) * 94 + byte - 0xA1)
                lead, is0212 = 0, False
                if character is None and byte < 0x80:
                    position -= 1
                result.append(character or ERROR)
            elif byte < 0x80:
                result.append(chr(byte))
            elif byte in (0x8E, 0x8F) or 0xA1 <= byte <= 0xFE:
                lead = byte
            else:
                result.append(ERROR)
        return "".join(result) + (ERROR if lead else "")

    def range_scalar(self, pointer):
        if 39419 < pointer < 189000 or pointer > 1237575:
            return None
        if pointer == 7457:
            return 0xE7C7
        ranges = self.index("gb18030-ranges")
        starts = sorted(ranges)
        start = starts[bisect_right(starts, pointer) - 1]
        return ranges[start] + pointer - start

    def gb18030(self, data):
        result, first, second, third, rest = [], 0, 0, 0, list(data)
        while rest:
            byte = rest.pop(0)
            if third:
                if not 0x30 <= byte <= 0x39:
                    rest[:0] = [second, third, byte]
                    result.append(ERROR)
                else:
                    pointer = ((first - 0x81) * 10 + second - 0x30) * 1260 + (third - 0x81) * 10 + byte - 0x30
                    scalar = self.range_scalar(pointer)
                    result.append(ERROR if scalar is None else chr(scalar))
                first = second = third = 0
            elif second:
                if 0x81 <= byte <= 0xFE:
                    third = byte
                else:
                    rest[:0] = [second, byte]
                    first = second = 0
                    result.append(ERROR)
            elif first:
                if 0x30 <= byte <= 0x39:
                    second = byte
                    continue
                lead, first, character = first, 0, None
                if 0x40 <= byte <= 0x7E or 0x80 <= byte <= 0xFE:
                    character = self.character("gb18030", (lead - 0x81) * 190 + byte - (0x40 if byte < 0x7F else 0x41))
                if character is None and byte < 0x80:
                    rest.insert(0, byte)
                result.append(character or ERROR)
            elif byte < 0x80:
                result.append(chr(byte))
            elif byte == 0x80:
                result.append("\u20ac")
            elif byte == 0xFF:
                result.append(ERROR)
            else:
                first = byte
        return "".join(result) + (ERROR if first else "")

    def iso_2022_jp(self, data):
        """But for the rule of two escape sequences without text between them, which ours leaves out."""
        result, state, output_state, lead, rest = [], "ascii", "ascii", 0, list(data)
        while True:
            byte = rest.pop(0) if rest else None
            if state in ("ascii", "roman"):
                if byte is None:
                    return "".join(result)
                if byte == 0x1B:
                    state = "escape start"
                elif byte < 0x80 and byte not in (0x0E, 0x0F):
                    result.append({0x5C: "\u00a5", 0x7E: "\u203e"}.get(byte, chr(byte)) if state == "roman" else chr(byte))
                else:
                    result.append(ERROR)
            elif state == "katakana":
                if byte is None:
                    return "".join(result)
                if byte == 0x1B:
                    state = "escape start"
                else:
                    result.append(chr(0xFF61 - 0x21 + byte) if 0x21 <= byte <= 0x5F else ERROR)
            elif state == "lead":
                if byte is None:
                    return "".join(result)
                if byte == 0x1B:
                    state = "escape start"
                elif 0x21 <= byte <= 0x7E:
                    lead, state = byte, "trail"
                else:
                    result.append(ERROR)
            elif state == "trail":
                if byte == 0x1B:
                    state = "escape start"
                    result.append(ERROR)
                    continue
                state = "lead"
                is_pair = byte is not None and 0x21 <= byte <= 0x7E
                result.append(is_pair and self.character("jis0208", (lead - 0x21) * 94 + byte - 0x21) or ERROR)
            elif state == "escape start":
                if byte in (0x24, 0x28):
                    lead, state = byte, "escape"
                else:
                    rest[:0] = [] if byte is None else [byte]
                    state = output_state
                    result.append(ERROR)
            else:
                if (lead, byte) in ESCAPES:
                    state = output_state = ESCAPES[lead, byte]
                else:
                    rest[:0] = [lead] + ([] if byte is None else [byte])
                    state = output_state
                    result.append(ERROR)

    def utf_16(self, data, is_big):
        """UTF-16BE or UTF-16LE without its mark."""
        result, lead_byte, lead, rest = [], None, None, list(data)
        while rest:
            byte = rest.pop(0)
            if lead_byte is None:
                lead_byte = byte
                continue
            unit = lead_byte << 8 | byte if is_big else byte << 8 | lead_byte
            first, lead_byte = lead_byte, None
            if lead is not None:
                if 0xDC00 <= unit <= 0xDFFF:
                    result.append(chr(0x10000 + ((lead - 0xD800) << 10) + unit - 0xDC00))
                else:
                    rest[:0] = [first, byte]
                    result.append(ERROR)
                lead = None
            elif 0xD800 <= unit <= 0xDBFF:
                lead = unit
            else:
                result.append(ERROR if 0xDC00 <= unit <= 0xDFFF else chr(unit))
        return "".join(result) + (ERROR if lead is not None or lead_byte is not None else "")
