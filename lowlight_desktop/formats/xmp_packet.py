"""XMP packets, changed where they lie: what is not ours keeps every byte.

Libraries write a packet anew from what they have understood of it. Exiv2 adds fields to exif:Flash
that nobody has set, makes texts of links, drops comments, and leaves nothing of a damaged packet.
So the properties of one namespace are cut out of the text, and put in again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from lowlight_desktop.photo.sentence import Sentence

EMPTY = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    " </rdf:RDF>\n"
    "</x:xmpmeta>\n"
    '<?xpacket end="w"?>\n'
).encode()
"""A packet without properties."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ABOUT = (f"{_RDF} about", "about")  # early XMP wrote it without the namespace
_ATTRIBUTE = rb"\s+([^\s=]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_START_TAG = re.compile(rb"<([^\s/>]+)(?:" + _ATTRIBUTE + rb")*\s*(/?)>")
_SPACE = b" \t\r\n"


def with_properties(
    packet: bytes, namespace: str, prefix: str, properties: Mapping[str, str]
) -> bytes:
    """A packet in which these are the properties of one namespace, and everything else stays.

    Args:
        packet: XMP, as it stands in a file of its own; UTF-8, or another that ASCII is a part of.
        namespace: Whose properties of the photo are replaced.
        prefix: What the namespace is called in the packet.
        properties: Simple values by their names.

    Raises:
        ValueError: If the packet is damaged or no XMP; the text is a clause.
    """
    found = _Search(packet, namespace).found
    attributes = "".join(
        f'\n   {prefix}:{name}="{escape(value)}"' for name, value in properties.items()
    )
    put_in = (
        f'\n  <rdf:Description xmlns:rdf="{_RDF}" rdf:about="{escape(found.about)}"'
        f'\n    xmlns:{prefix}="{namespace}"{attributes}/>'
    ).encode("ascii", "xmlcharrefreplace")
    kept, start = b"", 0
    for cut in sorted(found.cuts, key=lambda cut: cut.start):
        kept += packet[start : cut.start]
        start = cut.stop
    kept += packet[start : found.end]
    if found.is_closed:
        return kept + b">" + put_in + b"\n </" + found.tag + b">" + packet[found.end + 2 :]
    return kept + put_in + packet[found.end :]


@dataclass(slots=True)
class _Found:
    """Where things are in a packet, in bytes.

    Attributes:
        about: What the properties are said of; the same in the whole packet.
        cuts: Everything of the namespace; ranges that do not overlap.
        end: Where the content of rdf:RDF ends; the slash of one that has none.
        is_closed: Whether it has none: <rdf:RDF/>.
        tag: What rdf:RDF is called.
    """

    about: str = ""
    cuts: list[slice] = field(default_factory=list[slice])
    end: int = -1
    is_closed: bool = False
    tag: bytes = b""


@dataclass(slots=True)
class _Node:
    """An rdf:Description, with what of it belongs to the namespace."""

    cuts: list[slice] = field(default_factory=list[slice])
    has_others: bool = False


class _Search:
    """Goes through a packet once.

    Raises:
        ValueError: If it is damaged or no XMP.
    """

    def __init__(self, packet: bytes, namespace: str) -> None:
        self.found = _Found()
        self._packet, self._namespace = packet, namespace
        self._open: list[int] = []
        self._rdf_depth = 0
        self._node = _Node()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.StartElementHandler = self._on_start
        self._parser.EndElementHandler = self._on_end
        self._parser.StartDoctypeDeclHandler = self._on_doctype
        if b"\0" in packet:
            raise ValueError(Sentence("it is not in UTF-8"))
        try:
            self._parser.Parse(packet, True)
        except expat.ExpatError as error:
            raise ValueError(Sentence("it is damaged in line {0}", error.lineno)) from error
        if self.found.end < 0:
            raise ValueError(Sentence("it is no XMP"))

    def _on_doctype(self, *_declared: object) -> None:
        # XMP has no declarations; with entities places would lie.
        raise ValueError(Sentence("it is no XMP"))

    def _on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append(self._parser.CurrentByteIndex)
        depth = len(self._open)
        if not self._rdf_depth:
            if depth <= 2 and _plain(name) == f"{_RDF} RDF" and self.found.end < 0:
                self._rdf_depth = depth
        elif depth == self._rdf_depth + 1:
            self._node = self._begun(attributes)
        elif depth == self._rdf_depth + 2 and not self._is_ours(name):
            self._node.has_others = True

    def _on_end(self, name: str) -> None:
        depth, start = len(self._open), self._open.pop()
        if not self._rdf_depth or depth > self._rdf_depth + 2:
            return
        tag = self._start_tag(start)
        is_closed = bool(tag[3])
        at = self._parser.CurrentByteIndex
        whole = slice(start, tag.end() if is_closed else self._packet.index(b">", at) + 1)
        if depth == self._rdf_depth + 2 and self._is_ours(name):
            self._node.cuts.append(self._with_space(whole))
        elif depth == self._rdf_depth + 1 and self._node.cuts:
            alone = not self._node.has_others
            self.found.cuts += [self._with_space(whole)] if alone else self._node.cuts
        elif depth == self._rdf_depth:
            end = tag.start(3) if is_closed else self._with_space(slice(at, at)).start
            self.found.end, self.found.is_closed, self.found.tag = end, is_closed, tag[1]
            self._rdf_depth = 0

    def _begun(self, attributes: Mapping[str, str]) -> _Node:
        """A Description at its start, with the attributes of the namespace."""
        ours = [name for name in attributes if self._is_ours(name)]
        about = [value for name, value in attributes.items() if _plain(name) in _ABOUT]
        self.found.about = self.found.about or "".join(about)
        node = _Node(has_others=len(attributes) > len(ours) + len(about))
        prefixes = {name.split(" ")[2].encode() + b":" for name in ours}
        tag = self._start_tag(self._open[-1])
        for one in _ATTRIBUTES.finditer(self._packet, tag.end(1), tag.end()):
            if any(one[1].startswith(prefix) for prefix in prefixes):
                node.cuts.append(slice(*one.span()))
        return node

    def _is_ours(self, name: str) -> bool:
        return name.startswith(f"{self._namespace} ")

    def _start_tag(self, start: int) -> re.Match[bytes]:
        found = _START_TAG.match(self._packet, start)
        assert found is not None, "expat has seen a tag there"
        return found

    def _with_space(self, part: slice) -> slice:
        """A part with the empty space before it."""
        return slice(len(self._packet[: part.start].rstrip(_SPACE)), part.stop)


def _plain(name: str) -> str:
    """A name as expat gives it, "namespace name prefix", without the prefix."""
    return " ".join(name.split(" ")[:2])
