# SPDX-License-Identifier: MIT
"""The man pages of section 3 from the comments of the public headers: one page a header.

usage: generate.py INCLUDE MAN     writes MAN/dialplan_<noun>.3 for each INCLUDE/dialplan/<noun>.h
       generate.py --lint INCLUDE  prints what the comments lack, one fault a line

The comment of a function says what it does, each parameter (@param), what it returns (@return), its cost, its rule
about threads, and since when it is there (@since); @copydoc takes what is missing from another function.
"""
import pathlib
import re
import sys

TOKEN = re.compile(r"""
    (?P<doc>/\*\*(?!<).*?\*/)
  | (?P<struct>typedef\s+struct\s+\w+\s*\{.*?\}\s*(?P<struct_name>\w+);)
  | (?P<opaque>typedef\s+[\w\s]+;)
  | (?P<enum>enum\s*\{.*?\};)
  | (?P<macro>\#define\s+(?P<macro_name>DIALPLAN_\w+)[ ]+\S+)
  | (?P<function>DIALPLAN_API[^;]*;)
  | (?P<plain>/\*.*?\*/)
""", re.S | re.X)
STATUS = re.compile(r"\b(?:DIALPLAN_)?([EW]_[A-Z_]+)\b")
COST = re.compile(r"constant time|linear|logarithmic|allocat|\bO\(|\b\d+ (ns|us|ms)\b", re.I)


class Doc:
    """A comment, taken apart."""

    def __init__(self, comment):
        text = re.sub(r"^/\*\*|\*/$", "", comment, flags=re.S)
        lines = [re.sub(r"^ ?\*? {0,2}", "", line) for line in text.strip().split("\n")]
        parts = re.split(r"(?:^|\s)@(?=(?:param|return|since|copydoc|file)\b)", "\n".join(lines))
        self.text = parts[0].strip()
        self.params, self.returns, self.since, self.copies, self.file = [], None, None, None, None
        for part in parts[1:]:
            tag, rest = re.match(r"(\w+)\s*(.*)", part, re.S).groups()
            rest = rest.strip()
            if tag == "param":
                self.params.append(tuple(re.match(r"(\w+)\s*(.*)", rest, re.S).groups()))
            elif tag == "return":
                self.returns = rest
            elif tag == "since":
                self.since = rest
            elif tag == "copydoc":
                self.copies, _, more = rest.partition("\n")
                self.copies, self.text = self.copies.strip(), (self.text + "\n" + more).strip()
            elif tag == "file":
                self.file, self.text = rest.split("\n", 1)
                self.text = self.text.strip()

    def everything(self):
        return " ".join([self.text, self.returns or ""] + [text for _, text in self.params])


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


class Function:
    def __init__(self, source, doc):
        declaration = squeeze(source.replace("DIALPLAN_API", "", 1)).rstrip(";")
        head, arguments = re.match(r"(.*?)\((.*)\)$", declaration).groups()
        self.result, self.name = re.match(r"(.*?)(\w+)$", head).groups()
        self.result = self.result.strip()
        self.arguments = [] if arguments == "void" else [a.strip() for a in arguments.split(",")]
        self.names = [re.search(r"(\w+)(\[\d*\])?$", a).group(1) for a in self.arguments]
        self.doc = doc


class Header:
    """What a header declares, in its order: (kind, name, source, doc)."""

    def __init__(self, path):
        self.noun, self.items, self.doc = path.stem, [], Doc("/** */")
        pending = None
        # What is left of the preprocessor: macros of ours that have a value.
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^#(?!define DIALPLAN_(?!API\b)\w+ ).*$|^extern \"C\" \{$|^\}$", "", text, flags=re.M)
        for match in TOKEN.finditer(text):
            kind, source = match.lastgroup, match.group()
            if kind == "struct_name":
                kind = "struct"
            elif kind == "macro_name":
                kind = "macro"
            if kind == "doc":
                doc = Doc(source)
                if doc.file:
                    self.doc = doc
                else:
                    pending = doc
                continue
            if kind == "plain":
                continue
            if kind == "function":
                item = Function(source, pending)
                self.items.append((kind, item.name, item, pending))
            elif kind == "struct":
                self.items.append((kind, match.group("struct_name"), source, pending))
            elif kind == "macro":
                self.items.append((kind, match.group("macro_name"), source, pending))
            else:
                self.items.append((kind, re.search(r"(\w+)\s*;", source).group(1) if kind == "opaque" else "", source,
                                   pending))
            pending = None

    def functions(self):
        return [item for kind, _, item, _ in self.items if kind == "function"]


def headers(include):
    return [Header(path) for path in sorted(pathlib.Path(include, "dialplan").glob("*.h"))]


def members(source):
    """Members of a structure or an enumeration with their comments: (text, comment)."""
    body = source[source.index("{") + 1:source.rindex("}")]
    body = re.sub(r"/\*(?!\*<).*?\*/", "", body, flags=re.S)
    separator = ";" if "typedef" in source else ","
    found, rest = [], body
    while rest.strip():
        match = re.match(r"\s*([^/]*?)(?:" + separator + r"|(?=/\*\*<)|\s*$)\s*(/\*\*<.*?\*/)?", rest, re.S)
        text = squeeze(match.group(1))
        comment = squeeze(re.sub(r"^/\*\*<|\*/$|\n\s*\*", " ", match.group(2) or ""))
        if text:
            found.append((text, comment))
        elif comment and found:
            found[-1] = (found[-1][0], comment)
        rest = rest[match.end():]
    return found


# --- lint ---------------------------------------------------------------------------------------------------------

def lint(include):
    all_headers = headers(include)
    functions = {f.name: f for header in all_headers for f in header.functions()}
    statuses = {name for header in all_headers for kind, _, source, _ in header.items if kind == "enum"
                for name in re.findall(r"\bDIALPLAN_([EW]_[A-Z_]+)\b", source)}
    if not functions or not statuses:
        yield "no function or no status was found in the headers"
    for header in all_headers:
        if not header.doc.text:
            yield f"{header.noun}.h: the @file comment says nothing"
        previous = None
        for kind, name, source, doc in header.items:
            where = f"{header.noun}.h: {name or squeeze(source)[:40]}"
            if kind in ("opaque", "struct", "enum") and not doc and previous != "opaque":
                yield f"{where} has no comment"
            if kind == "struct":
                for text, comment in members(source):
                    if not comment:
                        yield f"{where}: member \"{text}\" has no comment"
            previous = kind  # the codes of a type may stand right behind it, under its comment
        for f in header.functions():
            where = f"{header.noun}.h: {f.name}()"
            if not f.doc:
                yield f"{where} has no comment"
                continue
            source = functions[f.doc.copies].doc if f.doc.copies in functions else f.doc
            if f.doc.copies and f.doc.copies not in functions:
                yield f"{where}: @copydoc of {f.doc.copies}, which is no function"
            if not f.doc.text and not source.text:
                yield f"{where} does not say what it does"
            if [name for name, _ in f.doc.params] != f.names:
                yield f"{where}: @param for {[name for name, _ in f.doc.params]}, but it takes {f.names}"
            for name, text in f.doc.params:
                if not text:
                    yield f"{where}: @param {name} says nothing"
            everything = source.everything() + " " + f.doc.everything()
            if not re.match(r"0\.\d+$|[1-9]\d*\.\d+$", f.doc.since or source.since or ""):
                yield f"{where} has no @since"
            if not re.search(r"thread", everything, re.I):
                yield f"{where} does not say from which threads it may be called"
            if not COST.search(everything):
                yield f"{where} does not say what it costs"
            if f.result == "dialplan_status" and not f.doc.returns and not source.returns:
                yield f"{where} has no @return"
            for status in STATUS.findall(re.sub(r'"[^"]*"', "", everything)):
                if status not in statuses:
                    yield f"{where} returns {status}, which is no status"


# --- pages --------------------------------------------------------------------------------------------------------

def escape(text):
    text = text.replace("\\", "\\e")
    text = re.sub(r"[^\x00-\x7f]", lambda m: f"\\[u{ord(m.group()):04X}]", text)
    return re.sub(r"^([.'])", r"\\&\1", text)


def inline(text):
    """Running text: @p names, constants and functions stand out."""
    text = escape(squeeze(text))
    text = re.sub(r"@p (\w+)", r"\\fI\1\\fP", text)
    text = re.sub(r"\b(DIALPLAN_[A-Z_0-9]*[A-Z0-9](?:_\*)?)", r"\\fB\1\\fP", text)
    text = re.sub(r"\b(dialplan_\w+)\(\)", r"\\fB\1\\fP()", text)
    text = re.sub(r"`([^`]*)`", r"\\fB\1\\fP", text)
    # One sentence a line, as roff likes it.
    return re.sub(r"(?<=[A-Za-z0-9)\"][.]) (?=[A-Z\\])", "\n", text)


def paragraphs(text):
    """Text with its empty lines as .Pp and its "- " lines as a list."""
    out = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lead, *points = re.split(r"(?:^|\n)- ", block)
        if out:
            out.append(".Pp")
        if lead.strip():
            out.append(inline(lead))
        if points:
            out.append(".Bl -bullet -compact")
            for point in points:
                out += [".It", inline(point)]
            out.append(".El")
    return out


def statuses_in_full(text):
    return re.sub(r"(?<![A-Z_])([EW]_[A-Z_]*[A-Z])\b", r"DIALPLAN_\1", text)


def page_function(f):
    out = [f".Ss {f.name}"]
    if not f.doc:
        return out
    text = f.doc.text
    if f.doc.copies:
        out.append(inline(f"As {f.doc.copies}()."))
    if text:
        out += paragraphs(statuses_in_full(text))
    if f.doc.params:
        out.append(".Bl -tag -width indent -compact")
        for name, said in f.doc.params:
            out += [f".It Fa {name}", inline(statuses_in_full(said))]
        out.append(".El")
    if f.doc.returns:
        out += [".Pp", inline("Returns " + statuses_in_full(f.doc.returns))]
    if f.doc.since:
        out += [".Pp", f"Since version {f.doc.since}."]
    return out


def page_list(source, tag):
    entries = members(source)
    if not any(comment for _, comment in entries):
        text = ",\n".join(inline(re.sub(r"\s*=\s*", " = ", text)) for text, _ in entries)
        return [".Pp", text + "."]
    out = [".Bl -tag -width indent -compact"]
    for text, comment in entries:
        out += [f".It {tag} \"{escape(text)}\""]
        if comment:
            out += [inline(comment)]
    return out + [".El"]


def page(header, see_also, date):
    names = [f.name for f in header.functions()]
    out = [f".\\\" SPDX-License-Identifier: MIT", f".\\\" Written by man/generate.py from dialplan/{header.noun}.h.",
           f".Dd {date}", f".Dt DIALPLAN_{header.noun.upper()} 3", ".Os", ".Sh NAME"]
    listed = names or [f"dialplan_{header.noun}"]
    out += [f".Nm {name} ," for name in listed[:-1]] + [f".Nm {listed[-1]}"]
    brief = squeeze(re.split(r"\.\s|\.$|\n\s*\n", header.doc.text)[0])
    out += [f".Nd {inline(brief[0].lower() + brief[1:])}", ".Sh LIBRARY", "libdialplan (\\-ldialplan)", ".Sh SYNOPSIS",
            ".In dialplan.h"]
    for f in header.functions():
        out += [f".Ft \"{f.result}\"", f".Fo {f.name}"]
        out += [f".Fa \"{argument}\"" for argument in f.arguments or ["void"]]
        out.append(".Fc")
    out += [".Sh DESCRIPTION"] + paragraphs(header.doc.text)
    groups = {"macro": [], "other": [], "function": []}
    for kind, name, source, doc in header.items:
        if kind == "function":
            groups["function"] += page_function(source)
        elif kind == "macro":
            if doc:
                groups["macro"] += [".Pp", inline(f"{name}:"), inline(doc.text)]
            elif groups["macro"]:  # one more under the same comment
                groups["macro"][-2] = groups["macro"][-2].removesuffix(":") + ", " + inline(f"{name}:")
        elif kind in ("struct", "opaque"):
            groups["other"] += [f".Ss {name}"] + paragraphs(doc.text)
            if kind == "struct":
                groups["other"] += page_list(source, "Vt")
        else:
            groups["other"] += ([".Pp"] + paragraphs(doc.text) if doc else []) + page_list(source, "Dv")
    out += groups["macro"]
    if groups["other"]:
        out += [".Sh TYPES AND CODES"] + [line for i, line in enumerate(groups["other"]) if i or line != ".Pp"]
    out += [".Sh FUNCTIONS"] + groups["function"]
    out += [".Sh RETURN VALUES",
            "A function that can fail returns a", ".Vt dialplan_status ;", "on failure its outputs are as before, and",
            "the error record, when one was given, says what was wrong and where.",
            "See", ".Xr libdialplan 3", "for the rules that all functions share."]
    out += [".Sh SEE ALSO"]
    references = ["dialplan 1"] + sorted(f"dialplan_{noun} 3" for noun in see_also if noun != header.noun)
    references += ["libdialplan 3"]
    references.sort(key=lambda r: (r[-1], r))
    out += [f".Xr {reference} ," for reference in references[:-1]] + [f".Xr {references[-1]}"]
    return "\n".join(out) + "\n"


def released(changelog):
    """The date of the newest version in the change log, as mdoc writes it."""
    year, month, day = re.search(r"^## .* - (\d{4})-(\d\d)-(\d\d)$", changelog.read_text(encoding="utf-8"), re.M).groups()
    months = "January February March April May June July August September October November December".split()
    return f"{months[int(month) - 1]} {int(day)}, {year}"


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--lint":
        faults = list(lint(arguments[1]))
        print("\n".join(faults), end="\n" if faults else "")
        return 1 if faults else 0
    if len(arguments) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    include, man = arguments
    date = released(pathlib.Path(__file__).resolve().parent.parent / "CHANGELOG.md")
    found = headers(include)
    for header in found:
        pathlib.Path(man, f"dialplan_{header.noun}.3").write_text(page(header, [h.noun for h in found], date),
                                                                  encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
