import pytest

from lowlight_desktop.formats import exiv2
from lowlight_desktop.formats.xmp_packet import EMPTY, with_properties
from tests.formats.xmp_files import LIGHTROOMS, RDF

LOOK = {"Raw": "off", "Limits": '[{"a":"<ü&>"}]'}


def with_ours(packet: bytes, properties: dict[str, str] = LOOK) -> bytes:
    return with_properties(packet, exiv2.NAMESPACE, exiv2.PREFIX, properties)


def ours_in(packet: bytes) -> dict[str, object]:
    """Our properties, as Exiv2 reads them."""
    found = exiv2.read_tags_of(packet).xmp
    start = f"Xmp.{exiv2.PREFIX}."
    return {k.removeprefix(start): v for k, v in found.items() if k.startswith(start)}


@pytest.mark.parametrize("packet", [EMPTY, LIGHTROOMS, b"\xef\xbb\xbf" + LIGHTROOMS])
def test_properties_are_put_in_and_every_other_byte_stays(packet: bytes) -> None:
    written = with_ours(packet)
    assert ours_in(written) == LOOK
    before, after = packet.split(b"\n </rdf:RDF>")
    assert written.startswith(before)
    assert written.endswith(b"\n </rdf:RDF>" + after)


def test_properties_that_were_there_are_replaced_not_doubled() -> None:
    once = with_ours(LIGHTROOMS)
    assert with_ours(once) == once
    assert with_ours(with_ours(LIGHTROOMS, {"Old": "1"})) == once


def test_they_are_said_of_the_same_thing_as_the_others() -> None:
    assert with_ours(LIGHTROOMS).count(b'rdf:about="uuid:1&amp;2"') == 2


def test_properties_that_another_program_has_moved_among_its_own_are_found() -> None:
    merged = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}>
  <rdf:Description rdf:about="" xmlns:l="{exiv2.NAMESPACE}" xmlns:s="https://example.org/s/"
   s:Trap=" l:Raw='1' "
   l:Raw='best'
   s:Place="Bonn">
   <l:Limits><rdf:Seq><rdf:li>1</rdf:li></rdf:Seq></l:Limits>
   <s:Nested rdf:parseType="Resource"><l:Raw>not the photo's</l:Raw></s:Nested>
  </rdf:Description></rdf:RDF></x:xmpmeta>""".encode()
    written = with_ours(merged, {"Detail": "off"})
    for gone in (
        b"\n   l:Raw='best'",
        b"\n   <l:Limits><rdf:Seq><rdf:li>1</rdf:li></rdf:Seq></l:Limits>",
    ):
        assert gone in merged
        merged = merged.replace(gone, b"")
    assert with_ours(written, {}) == with_ours(merged, {})
    assert b"l:Raw='1'" in written
    assert b"not the photo's" in written
    assert ours_in(written) == {"Detail": "off"}


@pytest.mark.parametrize(
    "packet",
    [
        f"<rdf:RDF {RDF}/>",
        f"<rdf:RDF {RDF}></rdf:RDF>",
        f"<rdf:RDF\n{RDF}\n />",
    ],
)
def test_a_packet_that_holds_nothing_can_be_filled(packet: str) -> None:
    whole = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{packet}</x:xmpmeta>'.encode()
    assert ours_in(with_ours(whole)) == LOOK
    assert with_ours(with_ours(whole)) == with_ours(whole)


@pytest.mark.parametrize(
    ("packet", "said"),
    [
        (b"", "damaged in line 1"),
        (b"a note to myself", "damaged in line 1"),
        (LIGHTROOMS[:900], "damaged in line 17"),
        (LIGHTROOMS.replace(b"</rdf:Description>", b""), "damaged in line 21"),
        (LIGHTROOMS.decode().encode("utf-16"), "not in UTF-8"),
        (b"<html><body>404</body></html>", "no XMP"),
        (b'<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', "no XMP"),
    ],
)
def test_what_is_damaged_or_something_else_is_refused(packet: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_ours(packet)
