"""Random Mustache templates and values, of what two renderers have to render alike.

A seed gives the same ones every time. The first letter of a name says what its value is: `t` a text, a number or null, `b` true or false, `o` an
object, `l` a list of objects, `s` a list of texts, `g` a list of lists of texts, `x` what is never there.

The specification decides where swift-mustache 2.1.1 departs from it, so these are not generated:

- `{{.}}` in a section of `true` or in an inverted one: it puts no `true` before the values, and puts an empty list there.
- A section that begins alone in its line and ends within one, or the other way round: it takes the next line for one with, or without, text.
- Delimiters of one character: it crashes in an empty section. A brace within other delimiters: it looks for `%>}` instead of `}%>`. The first
  character of a delimiter before it, as in `~~]`, or as the last of the template: it looks for the rest.
- Delimiters that change within a section and not back: with the section's end it forgets them.
- White space that ends the template: it keeps that behind a tag that stands alone, and loses that of a line that has nothing else.
- An indented partial that is not there or empty: it writes the indentation.
- In indented partials: a break of lines as CR LF or at the end of a value, a section of several items, a partial within a line that has several
  lines, and one whose last line has no end. It indents the text as it is rendered, and not as it stands in the partial.
- Names with letters beyond ASCII, which it refuses. Lists and objects as text, which it writes as Swift prints them, and we refuse.
"""

import random

TEXTS = ["", "Ann", "<b>", "a & b", "\"it's\"", "{{t1}}", "{{{x}}}", "}}", "é 日本 😀", "two\nlines", " ", "&amp;", "<% t1 %>"]
NUMBERS = [0, 1, -7, 42, 1.5, 0.25]
DELIMITERS = [("{{", "}}"), ("<%", "%>"), ("<<<", ">>>"), ("||", "||"), ("[~", "~]")]


class Values:
    """Values by the letters of their names."""

    def __init__(self, random):
        self.random = random

    def text(self):
        return self.random.choice([self.random.choice(TEXTS), self.random.choice(TEXTS), self.random.choice(NUMBERS), None])

    def texts(self):
        return [self.random.choice(TEXTS + NUMBERS) for _ in range(self.random.randint(0, 3))]

    def object(self, depth):
        made = {f"t{n}": self.text() for n in range(4) if self.random.random() < 0.6}
        made |= {f"b{n}": self.random.random() < 0.6 for n in range(2) if self.random.random() < 0.8}
        made |= {f"s{n}": self.texts() for n in range(2) if self.random.random() < 0.5}
        if self.random.random() < 0.4:
            made["g0"] = [self.texts() for _ in range(self.random.randint(0, 2))]
        if depth:
            made |= {f"o{n}": self.object(depth - 1) for n in range(2) if self.random.random() < 0.6}
            for n in range(2):
                if self.random.random() < 0.5:
                    made[f"l{n}"] = [self.object(depth - 1) for _ in range(self.random.randint(0, 3))]
        return made


class Writer:
    """Writes one template. `indented` is one of a partial that may stand alone in an indented line."""

    def __init__(self, random, partials=(), indented_partials=(), indented=False):
        self.random = random
        self.partials = partials
        self.indented_partials = indented_partials
        self.indented = indented
        self.line_end = "\n" if indented else random.choice(["\n", "\n", "\r\n"])
        self.delimiters = DELIMITERS[0]

    def chance(self, likely):
        return self.random.random() < likely

    def tag(self, sign, name):
        opening, closing = self.delimiters
        ending = "}" if sign == "{" else ""
        space = self.random.choice(["", "", "", " ", "  ", "\t"])
        return opening + sign + space + name + self.random.choice(["", space]) + ending + closing

    def name(self, letter):
        path = [f"o{self.random.randrange(2)}" for _ in range(self.random.choice([0, 0, 0, 0, 1, 1, 2]))]
        return ".".join([*path, f"{letter}{self.random.randrange(1 if letter == 'g' else 4 if letter == 't' else 2)}"])

    def variable(self, dot):
        name = "." if dot and self.chance(0.5) else self.name(self.random.choice("ttttttbx"))
        return self.tag(self.random.choice(["", "", "{", "&"] if self.delimiters == DELIMITERS[0] else ["", "&"]), name)

    def comment(self):
        return self.tag("!", self.random.choice(["", "note", "t1", "= *", "#b1", "a\n b"]))

    def change(self):
        new = self.random.choice(DELIMITERS)
        opening, closing = self.delimiters
        self.delimiters, tag = new, f"{opening}={new[0]} {new[1]}={closing}"
        return tag

    def change_to(self, old):
        opening, closing = self.delimiters
        if self.delimiters == old:
            return ""
        self.delimiters = old
        return f"{opening}={old[0]} {old[1]}={closing}"

    def words(self):
        words = [" ", "a", "bc ", "é", "d. ", "'", '"', "&", "> ", "{ ", "} ", "[x] ", "| ", "(x) "]
        return "".join(self.random.choice(words) for _ in range(self.random.randint(1, 3)))

    def section_name(self):
        """A name, and whether what is in its section may be `{{.}}`."""
        letter = self.random.choice("tbox" if self.indented else "tbbolssgx")
        return self.name(letter), letter

    def inline(self, depth, dot=False):
        pieces = []
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.random()
            if kind < 0.45:
                pieces.append(self.words())
            elif kind < 0.75:
                pieces.append(self.variable(dot))
            elif kind < 0.8:
                pieces.append(self.comment())
            elif kind < 0.95 and depth:
                pieces.append(self.section(depth, dot, self.inline, self.inline_parts))
            elif self.partials and not self.indented:
                pieces.append("." + self.tag(">", self.random.choice(self.partials)))
        return "".join(pieces)

    def inline_parts(self, start, content, end):
        return start + content + end

    def section(self, depth, dot, content, parts):
        name, letter = self.section_name()
        if self.chance(0.3):
            start = self.tag("^", name)
            return parts(start, content(depth - 1, False), self.tag("/", name))
        start = self.tag("#", name)
        if letter == "g":
            inner = self.tag("#", ".")
            inside = parts(inner, content(depth - 1, True), self.tag("/", "."))
        else:
            inside = content(depth - 1, letter in "st")
        return parts(start, inside, self.tag("/", name))

    def alone(self, tag, indentation=("", "", " ", "\t", "   ")):
        return self.random.choice(indentation) + tag + self.random.choice(["", "", " ", "\t"]) + self.line_end

    def block_parts(self, start, content, end):
        return self.alone(start) + content + self.alone(end)

    def line(self, depth, dot=False):
        return self.inline(depth, dot) + self.line_end

    def block(self, depth, dot=False):
        lines = []
        before = self.delimiters
        for _ in range(self.random.choice([0, 1, 1, 2, 2, 3])):
            kind = self.random.random()
            if kind < 0.5:
                lines.append(self.line(1, dot))
            elif kind < 0.55:
                lines.append(self.line_end)
            elif kind < 0.85 and depth:
                lines.append(self.section(depth, dot, self.block, self.block_parts))
            elif kind < 0.9:
                lines.append(self.alone(self.comment()))
            elif kind < 0.95:
                lines.append(self.alone(self.change()))
            elif self.indented_partials and self.chance(0.5):
                lines.append(self.alone(self.tag(">", self.random.choice(self.indented_partials))))
            elif self.partials:
                lines.append(self.alone(self.tag(">", self.random.choice(self.partials)), [""]))
        if self.delimiters != before:
            lines.append(self.alone(self.change_to(before)))
        return "".join(lines)

    def template(self):
        text = ("-" if self.indented else "") + self.line(1)
        text += "".join(self.block(2) for _ in range(self.random.randint(1, 3)))
        return text + self.words().rstrip(" {|") if self.chance(0.5) and not self.indented else text


def generated(seed):
    """A template, its partials, and a value: the line that MustacheProbe and MustacheOracle take."""
    source = random.Random(f"template {seed}")
    return {
        "template": Writer(source, ["p0", "p1", "none"], ["q0", "q1"]).template(),
        "partials": {
            "p0": Writer(source, ["p1", "none"], ["q0"]).template(),
            "p1": "." + Writer(source).inline(1),
            "q0": Writer(source, (), ["q1"], indented=True).template(),
            "q1": Writer(source, indented=True).template(),
        },
        "value": Values(source).object(2),
    }
