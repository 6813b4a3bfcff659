<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Dropping</name>
    <message numerus="yes">
        <source>%n photos were put into the queue.</source>
        <translation>
            <numerusform>%n photo was put into the queue.</numerusform>
            <numerusform>%n photos were put into the queue.</numerusform>
        </translation>
    </message>
</context>
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
    <name>QueueDesk</name>
    <message numerus="yes">
        <source>%n photos of the last export are waiting.</source>
        <translation>
            <numerusform>%n photo of the last export is waiting.</numerusform>
            <numerusform>%n photos of the last export are waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueSheet</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionDesk</name>
    <message numerus="yes">
        <source>%n photos were open.</source>
        <translation>
            <numerusform>%n photo was open.</numerusform>
            <numerusform>%n photos were open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos are open again.</source>
        <translation>
            <numerusform>%n photo is open again.</numerusform>
            <numerusform>%n photos are open again.</numerusform>
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
