"""XMP as other programs write it."""

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'

LIGHTROOMS = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0-c000 1.000000">
 <rdf:RDF {RDF}>
  <!-- a > sign, and lowlight:Raw="kept" -->
  <rdf:Description rdf:about="uuid:1&amp;2"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:studio="https://example.org/studio/2/"
   xmp:Rating="4" crs:Exposure2012="+0.35"
   studio:Client='Müller &amp; "Söhne" > all'
   studio:Lines="first&#10;second"
   studio:Trap=" lowlight:Raw='best' ">
   <crs:ToneCurvePV2012><rdf:Seq><rdf:li>0, 0</rdf:li></rdf:Seq></crs:ToneCurvePV2012>
   <dc:title><rdf:Alt><rdf:li xml:lang="de-DE">Nacht</rdf:li></rdf:Alt></dc:title>
   <exif:Flash exif:Fired="False"/>
   <studio:Site rdf:resource="https://example.org/a?b=1&amp;c=2"/>
   <studio:Rated rdf:parseType="Resource"><rdf:value>good</rdf:value></studio:Rated>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
""".encode()
"""A sidecar with everything that libraries are known to lose."""
