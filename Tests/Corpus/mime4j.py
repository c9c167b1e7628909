"""Reads the expected output of Apache James mime4j.

Beside each mail lies `<stem>_decoded.xml`: the part tree, with raw header fields, preambles
and epilogues, and for each leaf the name of a file that holds its decoded body. What those
files hold, as the data shows:

- The bytes after the transfer encoding is undone, and nothing else: no charset conversion
  (qp-body holds 0xA4, the euro sign of ISO-8859-15), line ends as in the mail
  (bad-newlines-multiple-parts holds a bare LF). So bodies are compared byte for byte.
- Only files that the XML names count. Three files of older runs lie beside them
  (multipartemptypart_decoded_1_2, multipartnestedemptyparts_decoded_1_1,
  missing-inner-boundary_decoded_1_2_1).
- The numbers are Postroom's: `_decoded_1_2.txt` is part 1.2, and the message in a
  message/rfc822 part 1.2 is 1.2.1.
- A multipart without parts has only a preamble there. That is its whole body if no close
  delimiter of it is in the mail; else the bytes aren't told, and only the place is compared.

Mails named `malformedHeaderStartsBody-*` are the same bytes as `malformedHeader-*`, read with
mime4j's option of that name, which is off by default. Their leaves are counted apart: one
parser can't agree with both readings of the same bytes.
"""

import re
import xml.etree.ElementTree as ElementTree

from mails import Mail
from tree import Node, Reading

PEER = "mime4j"
OPTION_PREFIX = "malformedHeaderStartsBody-"
OPTION_NOTE = "of a mail read with an option that isn't mime4j's default, not compared"


def read(mail: Mail) -> Reading | None:
    """What mime4j makes of the mail; None if no expected output lies beside it."""
    file = mail.beside("_decoded.xml")
    if mail.folder != "mime4j" or not file.exists():
        return None
    # XML readers turn CRLF into LF; a character reference keeps the CR.
    document = ElementTree.fromstring(file.read_bytes().strip().replace(b"\r", b"&#13;"))
    return Reading(PEER, mail.name, _Reader(mail).node(document, "1", "text/plain"), mail.path)


def is_read_with_option(mail: Mail) -> bool:
    return mail.path.name.startswith(OPTION_PREFIX)


class _Reader:
    def __init__(self, mail: Mail) -> None:
        self.mail = mail

    def node(self, element: ElementTree.Element, path: str, default_type: str) -> Node:
        """The node of a `message` or `body-part` element."""
        field = _content_type_field(element)
        node = Node(path, _media_type(field) or default_type)
        for child in element:
            if child.tag == "message":
                node.children.append(self.node(child, node.child_path(), "text/plain"))
            elif child.tag == "multipart":
                self.multipart(child, node, field)
            elif child.tag in ("text-body", "binary-body"):
                node.body = self.mail.path.with_name(child.attrib["name"]).read_bytes()
        return node

    def multipart(self, element: ElementTree.Element, node: Node, field: str) -> None:
        default_type = "message/rfc822" if node.content_type == "multipart/digest" else "text/plain"
        for part in element.findall("body-part"):
            node.children.append(self.node(part, node.child_path(), default_type))
        if not node.children and not self._is_closed(field):
            # The text starts after the line end that the XML's layout adds.
            preamble = element.findtext("preamble", "\r\n").removeprefix("\r\n")
            node.body = preamble.encode("latin-1")

    def _is_closed(self, field: str) -> bool:
        boundary = re.search(r'boundary="?([^";\s]*)', field)
        return boundary is not None and f"--{boundary[1]}--".encode() in self.mail.data


def _content_type_field(element: ElementTree.Element) -> str:
    for field in element.findall("header/field"):
        name, colon, value = (field.text or "").partition(":")
        if colon and name.strip().lower() == "content-type":
            return value
    return ""


def _media_type(field: str) -> str:
    return field.partition(";")[0].strip().lower()
