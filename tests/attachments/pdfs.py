"""PDF files as tests need them: Chinese text in a font that is not embedded, as print drivers write it."""

import zlib

_PRINTED = str.maketrans(",;:!?()", "，；：！？（）")


def pdf(pages, encoding="UniGB-UCS2-H", codec="utf-16-be"):
    """A PDF with the lines of each page."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[4 0 R]>>".encode(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join(f"<{line.encode(codec).hex()}> Tj T*" for line in lines)
        stream = zlib.compress(f"BT /F1 12 Tf 18 TL 72 770 Td\n{shown}\nET".encode())
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(stream)}/Filter/FlateDecode>>\nstream\n".encode() + stream + b"\nendstream")
    return written(objects)


def written(objects):
    """The file of the objects, the first of which is its catalog."""
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out + head + table + trailer


def typeset(text, width=68):
    """The paragraphs as a printer sets them: full-width punctuation, indented, 30 lines a page, its number below."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for character in "\u3000\u3000" + paragraph.translate(_PRINTED):
            if _width(line + character) > width and character not in "，。；：！？）":
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    pages = [lines[start : start + 30] for start in range(0, len(lines), 30)]
    return [[*page, f"— {number} —"] for number, page in enumerate(pages, 1)]


def _width(line):
    return sum(1 if character.isascii() else 2 for character in line)
