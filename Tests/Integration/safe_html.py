"""Safe HTML by the program that has the library, and what it is judged with: the attacks, and its tree as XML."""

import re
import xml.etree.ElementTree as ElementTree

from mime_probe import framed, frames, run
from postroom import ROOT

ATTACKS = ROOT / "Tests" / "SafeHTMLTests" / "attacks.txt"


def attacks():
    """Name and HTML of each attack."""
    _, *blocks = re.split(r"^### (.*)\n", ATTACKS.read_text(), flags=re.MULTILINE)
    return {
        name: re.sub(r"\{U\+([0-9A-F]{4})\}", lambda code: chr(int(code[1], 16)), html.rstrip("\n"))
        for name, html in zip(blocks[::2], blocks[1::2], strict=True)
    }


def make_safe(documents, *arguments):
    """The safe document and the counts of what was left out, of each."""
    answers = frames(run("safe", *arguments, input=b"".join(framed(html.encode()) for html in documents)))
    return [
        (html.decode(), {kind: int(count) for kind, count in map(str.split, removed.decode().splitlines())})
        for html, removed in zip(answers, answers, strict=True)
    ]


def tree(html):
    """The tree that was written, in one row: names and attributes of elements, text, and a mark where an element ends. Any fault of XML raises."""
    found = []
    _walk(ElementTree.fromstring(html), found)
    return found


def _walk(element, found):
    found.append([element.tag, dict(sorted(element.attrib.items()))])
    # The first line end of `pre` is not of the text, in HTML.
    text = (element.text or "").removeprefix("\n" if element.tag == "pre" else "")
    if text:
        found.append(text)
    for child in element:
        _walk(child, found)
        if child.tail:
            found.append(child.tail)
    found.append([])


# The same of a document in the browser.
TREE = """
function tree(node, found = []) {
    const isHTML = node.namespaceURI === 'http://www.w3.org/1999/xhtml'
    const attributes = Array.from(node.attributes, a => [a.name, a.value]).sort((a, b) => a[0] < b[0] ? -1 : 1)
    found.push([(isHTML ? '' : node.namespaceURI + ' ') + node.localName, Object.fromEntries(attributes)])
    for (const child of node.childNodes) {
        if (child.nodeType === 1) tree(child, found)
        else found.push(child.nodeType === 3 ? child.data : 'node ' + child.nodeType)
    }
    found.push([])
    return found
}
"""
