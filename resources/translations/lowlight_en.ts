<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>MessageBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StripMenu</name>
    <message numerus="yes">
        <source>Export %n Photos…</source>
        <translation>
            <numerusform>Export %n Photo…</numerusform>
            <numerusform>Export %n Photos…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StripModel</name>
    <message numerus="yes">
        <source>%n stars</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
</TS>
