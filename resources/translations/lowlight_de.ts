<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Lowlight</source>
        <translation>Über Lowlight</translation>
    </message>
    <message>
        <source>Version {0}, license {1}</source>
        <translation>Version {0}, Lizenz {1}</translation>
    </message>
    <message>
        <source>Version {0}, small edition, license {1}</source>
        <translation>Version {0}, kleine Ausgabe, Lizenz {1}</translation>
    </message>
    <message>
        <source>Lights photographs taken in the dark and cleans their noise. Free software: you may use, study, share and change it; it comes without any warranty.</source>
        <translation>Hellt Fotos auf, die im Dunkeln entstanden sind, und entrauscht sie. Freie Software: Jeder darf sie nutzen, untersuchen, weitergeben und verändern; es gibt keine Gewährleistung.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>&amp;Networks</source>
        <translation>&amp;Netze</translation>
    </message>
    <message>
        <source>&amp;Licenses</source>
        <translation>&amp;Lizenzen</translation>
    </message>
    <message>
        <source>No network is installed.</source>
        <translation>Es ist kein Netz installiert.</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Weights of {0}, {1} trained numbers</source>
        <translation>Gewichte {0}, {1} trainierte Parameter</translation>
    </message>
    <message>
        <source>Trained on:</source>
        <translation>Trainiert mit:</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open Photos…</source>
        <translation>&amp;Fotos öffnen…</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open every photo of a folder</source>
        <translation>Alle Fotos eines Ordners öffnen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Save finished photos</source>
        <translation>Fertige Fotos speichern</translation>
    </message>
    <message>
        <source>Export &amp;Again</source>
        <translation>E&amp;rneut exportieren</translation>
    </message>
    <message>
        <source>Export with the last settings</source>
        <translation>Mit den letzten Einstellungen exportieren</translation>
    </message>
    <message>
        <source>&amp;Watch Folder…</source>
        <translation>Ordner &amp;überwachen…</translation>
    </message>
    <message>
        <source>Export every photo that arrives in a folder, or stop it</source>
        <translation>Jedes Foto exportieren, das in einem Ordner ankommt, oder damit aufhören</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Voreinstellungen…</translation>
    </message>
    <message>
        <source>Device, theme, folders, privacy</source>
        <translation>Gerät, Erscheinungsbild, Ordner, Datenschutz</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Take the last step back</source>
        <translation>Den letzten Schritt zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Den Schritt wiederholen</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Select every photo of the filmstrip</source>
        <translation>Alle Fotos des Filmstreifens auswählen</translation>
    </message>
    <message>
        <source>&amp;Copy Settings</source>
        <translation>Einstellungen &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy this photo&apos;s settings</source>
        <translation>Die Einstellungen dieses Fotos kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste Settings</source>
        <translation>Einstellungen &amp;einfügen</translation>
    </message>
    <message>
        <source>Give them to the selected photos</source>
        <translation>Auf die ausgewählten Fotos anwenden</translation>
    </message>
    <message>
        <source>&amp;Sync Selection</source>
        <translation>Auswahl &amp;synchronisieren</translation>
    </message>
    <message>
        <source>Give this photo&apos;s settings to all</source>
        <translation>Die Einstellungen dieses Fotos auf alle ausgewählten anwenden</translation>
    </message>
    <message>
        <source>Rese&amp;t Photo</source>
        <translation>Foto &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Undo every setting, as one step</source>
        <translation>Alle Einstellungen in einem Schritt zurücknehmen</translation>
    </message>
    <message>
        <source>Fit or 100&amp;%</source>
        <translation>Ganz oder 100 &amp;%</translation>
    </message>
    <message>
        <source>Switch between fit and 100%</source>
        <translation>Zwischen ganzem Foto und 100 % wechseln</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Näher heran</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Further away</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>&amp;Split Compare</source>
        <translation>&amp;Geteilt</translation>
    </message>
    <message>
        <source>Before and after on one photo</source>
        <translation>Vorher und nachher auf einem Foto</translation>
    </message>
    <message>
        <source>Side &amp;by Side</source>
        <translation>&amp;Nebeneinander</translation>
    </message>
    <message>
        <source>Before and after next to each other</source>
        <translation>Vorher und nachher nebeneinander</translation>
    </message>
    <message>
        <source>&amp;Camera&apos;s JPEG</source>
        <translation>Kamera-&amp;JPEG</translation>
    </message>
    <message>
        <source>Compare with the camera&apos;s own picture</source>
        <translation>Mit dem Bild der Kamera vergleichen</translation>
    </message>
    <message>
        <source>&amp;Attention</source>
        <translation>&amp;Einblick</translation>
    </message>
    <message>
        <source>What the networks did, and where</source>
        <translation>Was die Netze getan haben, und wo</translation>
    </message>
    <message>
        <source>C&amp;lipping</source>
        <translation>&amp;Clipping</translation>
    </message>
    <message>
        <source>Mark burned-out and black pixels</source>
        <translation>Ausgefressene und abgesoffene Pixel markieren</translation>
    </message>
    <message>
        <source>&amp;Panel</source>
        <translation>Be&amp;dienfeld</translation>
    </message>
    <message>
        <source>Show the panel</source>
        <translation>Das Bedienfeld zeigen</translation>
    </message>
    <message>
        <source>E&amp;xports</source>
        <translation>E&amp;xporte</translation>
    </message>
    <message>
        <source>Show the photos that are exported</source>
        <translation>Die Fotos zeigen, die exportiert werden</translation>
    </message>
    <message>
        <source>&amp;Filmstrip</source>
        <translation>&amp;Filmstreifen</translation>
    </message>
    <message>
        <source>Show the filmstrip</source>
        <translation>Den Filmstreifen zeigen</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>Nothing but the window</source>
        <translation>Nur das Fenster</translation>
    </message>
    <message>
        <source>&amp;Next Photo</source>
        <translation>&amp;Nächstes Foto</translation>
    </message>
    <message>
        <source>The next photo of the filmstrip</source>
        <translation>Das nächste Foto des Filmstreifens</translation>
    </message>
    <message>
        <source>&amp;Previous Photo</source>
        <translation>&amp;Vorheriges Foto</translation>
    </message>
    <message>
        <source>The photo before</source>
        <translation>Das Foto davor</translation>
    </message>
    <message>
        <source>Save as P&amp;reset…</source>
        <translation>Als Vorgabe &amp;speichern…</translation>
    </message>
    <message>
        <source>Keep these settings under a name</source>
        <translation>Diese Einstellungen unter einem Namen aufheben</translation>
    </message>
    <message>
        <source>&amp;Import Preset…</source>
        <translation>Vorgabe &amp;importieren…</translation>
    </message>
    <message>
        <source>Read a preset from a file</source>
        <translation>Eine Vorgabe aus einer Datei lesen</translation>
    </message>
    <message>
        <source>&amp;Export Preset…</source>
        <translation>Vorgabe &amp;exportieren…</translation>
    </message>
    <message>
        <source>Write these settings to a file</source>
        <translation>Diese Einstellungen in eine Datei schreiben</translation>
    </message>
    <message>
        <source>&amp;Delete Preset…</source>
        <translation>Vorgabe &amp;löschen…</translation>
    </message>
    <message>
        <source>Forget a preset of your own</source>
        <translation>Eine eigene Vorgabe vergessen</translation>
    </message>
    <message>
        <source>Write Edits to &amp;XMP</source>
        <translation>Bearbeitung als &amp;XMP schreiben</translation>
    </message>
    <message>
        <source>Keep the edits beside the photos as XMP</source>
        <translation>Die Bearbeitung als XMP neben die Fotos legen</translation>
    </message>
    <message>
        <source>Lowlight &amp;Guide</source>
        <translation>Lowlight-&amp;Handbuch</translation>
    </message>
    <message>
        <source>What every control does, to read offline</source>
        <translation>Was jedes Bedienelement bewirkt, ohne Netz zu lesen</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Every key</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Willkommen</translation>
    </message>
    <message>
        <source>What the first start shows, and a photo to try</source>
        <translation>Was der erste Start zeigt, und ein Foto zum Ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Geräte</translation>
    </message>
    <message>
        <source>What computes here, and how fast</source>
        <translation>Was hier rechnet, und wie schnell</translation>
    </message>
    <message>
        <source>&amp;About Lowlight</source>
        <translation>Ü&amp;ber Lowlight</translation>
    </message>
    <message>
        <source>Version, license, models</source>
        <translation>Version, Lizenz, Modelle</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close, and leave the file as it is</source>
        <translation>Schließen und die Datei lassen, wie sie ist</translation>
    </message>
    <message>
        <source>Save as Copy…</source>
        <translation>Als Kopie speichern…</translation>
    </message>
    <message>
        <source>Write the result to another file</source>
        <translation>Das Ergebnis in eine andere Datei schreiben</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <source>Write every photo back to its file</source>
        <translation>Jedes Foto in seine Datei zurückschreiben</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Write the result back to the file that was sent</source>
        <translation>Das Ergebnis in die übergebene Datei zurückschreiben</translation>
    </message>
</context>
<context>
    <name>Album</name>
    <message>
        <source>Edits of another program</source>
        <translation>Bearbeitung eines anderen Programms</translation>
    </message>
</context>
<context>
    <name>Attending</name>
    <message>
        <source>Click a place to see what the network compares it with.</source>
        <translation>Auf eine Stelle klicken, um zu sehen, womit das Netz sie vergleicht.</translation>
    </message>
</context>
<context>
    <name>BrushControls</name>
    <message>
        <source>Limit here</source>
        <translation>Begrenzen</translation>
    </message>
    <message>
        <source>Paint over what should stay dark. Esc puts it down.</source>
        <translation>Übermalen, was dunkel bleiben soll. Esc legt den Pinsel weg.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Paint to take strokes away.</source>
        <translation>Striche durch Übermalen entfernen.</translation>
    </message>
    <message>
        <source>Clear strokes</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Take all strokes of this photo away.</source>
        <translation>Alle Striche dieses Fotos entfernen.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Click a place, or move the mark with the arrow keys, with Shift farther.</source>
        <translation>Auf eine Stelle klicken, oder die Marke mit den Pfeiltasten bewegen, mit Umschalt weiter.</translation>
    </message>
    <message>
        <source>Wheel, + and - zoom; drag and arrow keys pan; Z switches fit and 100%.</source>
        <translation>Mausrad, + und - zoomen; Ziehen und Pfeiltasten verschieben; Z wechselt zwischen ganzem Foto und 100 %.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Overlay: {label}; {shares}.</source>
        <translation>Einblick: {label}; {shares}.</translation>
    </message>
    <message>
        <source>Overlay: {label}, from {low} to {high}.</source>
        <translation>Einblick: {label}, von {low} bis {high}.</translation>
    </message>
    <message>
        <source>{name}: {count}, from {low} to {high}.</source>
        <translation>{name}: {count}, von {low} bis {high}.</translation>
    </message>
    <message>
        <source>Channels, each as a whole</source>
        <translation>Kanäle, jeder als Ganzes</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Fundstellen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>CopyField</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>{0} kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CrashDesk</name>
    <message>
        <source>Show Folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open Again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Lowlight made a mistake and goes on. The report cannot be saved.</source>
        <translation>Lowlight hat einen Fehler gemacht und arbeitet weiter. Der Bericht lässt sich nicht speichern.</translation>
    </message>
    <message>
        <source>Lowlight made a mistake and goes on. A report was written; it holds no photo.</source>
        <translation>Lowlight hat einen Fehler gemacht und arbeitet weiter. Ein Bericht wurde geschrieben; er enthält kein Foto.</translation>
    </message>
</context>
<context>
    <name>CurveEditor</name>
    <message>
        <source>Curve parameters</source>
        <translation>Kurvenparameter</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>Schritt {number}</translation>
    </message>
    <message>
        <source>How much this step of the light curve brightens or darkens.</source>
        <translation>Wie stark dieser Schritt der Lichtkurve aufhellt oder abdunkelt.</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Light curve</source>
        <translation>Lichtkurve</translation>
    </message>
    <message>
        <source>Drag the handles up for more light.
Double click: the network&apos;s curve.</source>
        <translation>Griffe nach oben ziehen: mehr Licht.
Doppelklick: die Kurve des Netzes.</translation>
    </message>
    <message>
        <source>Light curve, handle {number} of {all}</source>
        <translation>Lichtkurve, Griff {number} von {all}</translation>
    </message>
    <message>
        <source>Brightness {before}% becomes {after}%</source>
        <translation>Aus Helligkeit {before} % wird {after} %</translation>
    </message>
    <message>
        <source>Up and down keys move, double click resets.</source>
        <translation>Auf und Ab verschieben, Doppelklick setzt zurück.</translation>
    </message>
</context>
<context>
    <name>Darkroom</name>
    <message>
        <source>Opening…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>{0} is not open.</source>
        <translation>{0} ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>Not cleaned</source>
        <translation>Nicht bereinigt</translation>
    </message>
    <message>
        <source>{0} failed; the processor goes on.</source>
        <translation>{0} ist ausgefallen; der Prozessor macht weiter.</translation>
    </message>
    <message>
        <source>Lighting…</source>
        <translation>Aufhellen…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>The camera left no picture of its own in this file.</source>
        <translation>Die Kamera hat in dieser Datei kein eigenes Bild abgelegt.</translation>
    </message>
    <message>
        <source>Limit brush</source>
        <translation>Begrenzungspinsel</translation>
    </message>
</context>
<context>
    <name>DetailSection</name>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Repair what compression has changed, or leave it</source>
        <translation>Reparieren, was die Kompression verändert hat, oder es lassen</translation>
    </message>
    <message>
        <source>Looking for what compression has changed…</source>
        <translation>Spuren der Kompression werden gesucht…</translation>
    </message>
    <message>
        <source>Not looked for.</source>
        <translation>Nicht gesucht.</translation>
    </message>
    <message>
        <source>Detail on</source>
        <translation>Details an</translation>
    </message>
    <message>
        <source>Detail off</source>
        <translation>Details aus</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>Detail: strength</source>
        <translation>Details: Stärke</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>Geräte werden gesucht…</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message numerus="yes">
        <source>%n photos were put into the queue.</source>
        <translation>
            <numerusform>%n Foto wurde eingereiht.</numerusform>
            <numerusform>%n Fotos wurden eingereiht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>&amp;Rückgängig: {0}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>&amp;Wiederholen: {0}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Reset photo</source>
        <translation>Foto zurücksetzen</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>No photo is open</source>
        <translation>Kein Foto ist geöffnet</translation>
    </message>
    <message>
        <source>RAW, JPEG, TIFF, PNG, HEIC, AVIF or WebP, or whole folders</source>
        <translation>RAW, JPEG, TIFF, PNG, HEIC, AVIF oder WebP, auch ganze Ordner</translation>
    </message>
    <message>
        <source>Open Photos…</source>
        <translation>Fotos öffnen…</translation>
    </message>
    <message>
        <source>Choose photos (Ctrl+O)</source>
        <translation>Fotos auswählen (Strg+O)</translation>
    </message>
    <message>
        <source>Open Folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Choose a folder of photos (Ctrl+Shift+O)</source>
        <translation>Einen Ordner mit Fotos auswählen (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>Let go to open</source>
        <translation>Loslassen zum Öffnen</translation>
    </message>
    <message>
        <source>Drop night photos here</source>
        <translation>Nachtfotos hier ablegen</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>The place could not be looked at</source>
        <translation>Die Stelle ließ sich nicht betrachten</translation>
    </message>
    <message>
        <source>There is no device {0!r} here. Available: {1}.</source>
        <translation>Es gibt hier kein Gerät {0!r}. Vorhanden: {1}.</translation>
    </message>
    <message>
        <source>The device does not say how much memory it has</source>
        <translation>Das Gerät sagt nicht, wie viel Speicher es hat</translation>
    </message>
    <message>
        <source>{0} could not be tried</source>
        <translation>{0} ließ sich nicht ausprobieren</translation>
    </message>
    <message>
        <source>{0} needs torch for this, which the small edition of Lowlight does not bring. Install the full edition.</source>
        <translation>{0} braucht dafür torch, das die kleine Ausgabe von Lowlight nicht mitbringt. Die volle Ausgabe installieren.</translation>
    </message>
    <message>
        <source>No model for {0} {1} is installed. See `lowlight models` for what there is.</source>
        <translation>Für {0} {1} ist kein Netz installiert. Was es gibt, sagt `lowlight models`.</translation>
    </message>
    <message>
        <source>the weights of {0}</source>
        <translation>die Gewichte von {0}</translation>
    </message>
    <message>
        <source>the graph of {0}</source>
        <translation>der Graph von {0}</translation>
    </message>
    <message>
        <source>{0}: this is not the file that the card describes. It will not be opened; install Lowlight anew.</source>
        <translation>{0}: Das ist nicht die Datei, die auf der Karte beschrieben ist. Sie wird nicht geöffnet; Lowlight neu installieren.</translation>
    </message>
    <message>
        <source>{0}: the model has no readable card.toml ({1}). Install Lowlight anew.</source>
        <translation>{0}: Das Netz hat keine lesbare card.toml ({1}). Lowlight neu installieren.</translation>
    </message>
    <message>
        <source>{0}/card.toml: the model&apos;s card is damaged ({1}). Install Lowlight anew.</source>
        <translation>{0}/card.toml: Die Karte des Netzes ist beschädigt ({1}). Lowlight neu installieren.</translation>
    </message>
    <message>
        <source>{0}: {1} cannot be read ({2}). Install Lowlight anew.</source>
        <translation>{0}: Nicht lesbar: {1} ({2}). Lowlight neu installieren.</translation>
    </message>
    <message>
        <source>The device failed while it computed ({0}). Choose another one.</source>
        <translation>Das Gerät ist beim Rechnen ausgefallen ({0}). Ein anderes wählen.</translation>
    </message>
    <message>
        <source>{0}: memory ran out. Close other programs.</source>
        <translation>{0}: Der Speicher reicht nicht. Andere Programme schließen.</translation>
    </message>
    <message>
        <source>The device&apos;s memory could not be tidied</source>
        <translation>Der Speicher des Geräts ließ sich nicht aufräumen</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>kein Grund genannt</translation>
    </message>
    <message>
        <source>Memory ran out even with tiles of {0} pixels. Close other programs or choose another device.</source>
        <translation>Der Speicher reicht selbst mit Kacheln von {0} Pixeln nicht. Andere Programme schließen oder ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>The photo could not be surveyed</source>
        <translation>Das Foto ließ sich nicht im Ganzen betrachten</translation>
    </message>
    <message>
        <source>{0} needs the unknown network {1!r}; update Lowlight.</source>
        <translation>{0} braucht das unbekannte Netz {1!r}; Lowlight aktualisieren.</translation>
    </message>
    <message>
        <source>{0} could not be loaded</source>
        <translation>{0} ließ sich nicht laden</translation>
    </message>
    <message>
        <source>{0}: the weights are not in the safetensors format ({1}). They will not be opened; install Lowlight anew.</source>
        <translation>{0}: Die Gewichte sind nicht im Format safetensors ({1}). Sie werden nicht geöffnet; Lowlight neu installieren.</translation>
    </message>
    <message>
        <source>{0}: the weights do not fit the network ({1}).</source>
        <translation>{0}: Die Gewichte passen nicht zum Netz ({1}).</translation>
    </message>
    <message>
        <source>of an unknown kind</source>
        <translation>von unbekannter Art</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ein ZIP-Archiv</translation>
    </message>
    <message>
        <source>a compressed archive</source>
        <translation>ein komprimiertes Archiv</translation>
    </message>
    <message>
        <source>a GIF picture</source>
        <translation>ein GIF-Bild</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>ein Photoshop-Dokument</translation>
    </message>
    <message>
        <source>an OpenEXR picture</source>
        <translation>ein OpenEXR-Bild</translation>
    </message>
    <message>
        <source>a Radiance picture</source>
        <translation>ein Radiance-Bild</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>ein JPEG-XL-Bild</translation>
    </message>
    <message>
        <source>a JPEG 2000 picture</source>
        <translation>ein JPEG-2000-Bild</translation>
    </message>
    <message>
        <source>a GIMP document</source>
        <translation>ein GIMP-Dokument</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>a sound file</source>
        <translation>eine Tondatei</translation>
    </message>
    <message>
        <source>a BMP picture</source>
        <translation>ein BMP-Bild</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>eine Webseite</translation>
    </message>
    <message>
        <source>a text file</source>
        <translation>eine Textdatei</translation>
    </message>
    <message>
        <source>Free some space there, or choose another folder, and run it again.</source>
        <translation>Dort Platz schaffen oder einen anderen Ordner wählen, und von Neuem beginnen.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk space allotted to you is used up</source>
        <translation>Der zugeteilte Speicherplatz ist aufgebraucht</translation>
    </message>
    <message>
        <source>the file grew larger than the disk or a limit allows</source>
        <translation>Die Datei wurde größer, als der Datenträger oder eine Grenze erlaubt</translation>
    </message>
    <message>
        <source>Choose another folder or a smaller format.</source>
        <translation>Einen anderen Ordner oder ein kleineres Format wählen.</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>Der Datenträger lässt sich nur lesen</translation>
    </message>
    <message>
        <source>you may not write there</source>
        <translation>Das Schreiben ist dort nicht erlaubt</translation>
    </message>
    <message>
        <source>the name is too long for this disk</source>
        <translation>Der Name ist zu lang für diesen Datenträger</translation>
    </message>
    <message>
        <source>Shorten the photo&apos;s name.</source>
        <translation>Den Namen des Fotos kürzen.</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>Den Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>Create it, or choose another one.</source>
        <translation>Ihn anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>a part of the path is a file, not a folder</source>
        <translation>Ein Teil des Pfads ist eine Datei, kein Ordner</translation>
    </message>
    <message>
        <source>a folder has this name</source>
        <translation>Ein Ordner heißt so</translation>
    </message>
    <message>
        <source>Rename it, or choose another output folder.</source>
        <translation>Ihn umbenennen oder einen anderen Zielordner wählen.</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>Der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>Check the disk, and choose another folder.</source>
        <translation>Den Datenträger prüfen und einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>no file can have this name</source>
        <translation>So kann keine Datei heißen</translation>
    </message>
    <message>
        <source>Rename the photo.</source>
        <translation>Das Foto umbenennen.</translation>
    </message>
    <message>
        <source>it cannot be written ({0})</source>
        <translation>Lässt sich nicht schreiben ({0})</translation>
    </message>
    <message>
        <source>a {0} picture</source>
        <translation>ein {0}-Bild</translation>
    </message>
    <message>
        <source>it is a RAW file, which is never changed</source>
        <translation>Die Datei ist ein RAW, und ein RAW wird nie verändert</translation>
    </message>
    <message>
        <source>Have the program that sent it send a TIFF, or export it with Lowlight.</source>
        <translation>Aus dem anderen Programm ein TIFF senden, oder das Foto mit Lowlight exportieren.</translation>
    </message>
    <message>
        <source>HDR colors</source>
        <translation>HDR-Farben</translation>
    </message>
    <message>
        <source>{0} bits per channel in a JPEG</source>
        <translation>{0} Bit je Kanal in einem JPEG</translation>
    </message>
    <message>
        <source>CMYK colors</source>
        <translation>CMYK-Farben</translation>
    </message>
    <message>
        <source>a transparent color</source>
        <translation>eine durchsichtige Farbe</translation>
    </message>
    <message>
        <source>a moving picture</source>
        <translation>ein bewegtes Bild</translation>
    </message>
    <message>
        <source>pixels that are black or white</source>
        <translation>Pixel, die schwarz oder weiß sind</translation>
    </message>
    <message>
        <source>colors from a palette</source>
        <translation>Farben aus einer Palette</translation>
    </message>
    <message>
        <source>{0}-bit pixels</source>
        <translation>{0}-Bit-Pixel</translation>
    </message>
    <message>
        <source>its color profile is damaged or for another kind of picture, so it is taken as a picture without one</source>
        <translation>sein Farbprofil ist beschädigt oder für eine andere Art von Bild; es wird als Bild ohne Profil gelesen</translation>
    </message>
    <message>
        <source>it holds {0}, which Lowlight cannot give back unchanged</source>
        <translation>Die Datei enthält {0}, was Lowlight nicht unverändert zurückgeben kann</translation>
    </message>
    <message>
        <source>Have the program that sent it send an RGB TIFF of 8, 16 or 32 bits.</source>
        <translation>Aus dem anderen Programm ein RGB-TIFF mit 8, 16 oder 32 Bit senden.</translation>
    </message>
    <message>
        <source>Have the program that sent it send it once more.</source>
        <translation>Aus dem anderen Programm noch einmal senden.</translation>
    </message>
    <message>
        <source>another program has changed it since Lowlight read it</source>
        <translation>Ein anderes Programm hat die Datei geändert, seit Lowlight sie gelesen hat</translation>
    </message>
    <message>
        <source>Look at it once more, then save again.</source>
        <translation>Noch einmal ansehen, dann von Neuem speichern.</translation>
    </message>
    <message>
        <source>it is write-protected</source>
        <translation>Die Datei ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Take the protection away, or save a copy.</source>
        <translation>Den Schutz aufheben oder eine Kopie speichern.</translation>
    </message>
    <message>
        <source>its folder is write-protected, and Lowlight only replaces a file as a whole</source>
        <translation>Ihr Ordner ist schreibgeschützt, und Lowlight ersetzt eine Datei nur im Ganzen</translation>
    </message>
    <message>
        <source>Have the program that sent it use another folder, or save a copy.</source>
        <translation>Im anderen Programm einen anderen Ordner einstellen, oder eine Kopie speichern.</translation>
    </message>
    <message>
        <source>Close it there and save again, or save a copy.</source>
        <translation>Dort schließen und noch einmal speichern, oder eine Kopie speichern.</translation>
    </message>
    <message>
        <source>it has been deleted or renamed</source>
        <translation>Die Datei wurde gelöscht oder umbenannt</translation>
    </message>
    <message>
        <source>another program holds it open</source>
        <translation>Ein anderes Programm hält die Datei offen</translation>
    </message>
    <message>
        <source>Lab colors</source>
        <translation>Lab-Farben</translation>
    </message>
    <message>
        <source>{0} colors</source>
        <translation>{0}-Farben</translation>
    </message>
    <message>
        <source>a stack of pictures</source>
        <translation>einen Stapel von Bildern</translation>
    </message>
    <message>
        <source>pixels in an unusual compression</source>
        <translation>Pixel in ungewöhnlicher Kompression</translation>
    </message>
    <message>
        <source>pixels of {0}-bit integers</source>
        <translation>Pixel aus {0}-Bit-Ganzzahlen</translation>
    </message>
    <message>
        <source>pixels of {0}-bit signed integers</source>
        <translation>Pixel aus {0}-Bit-Ganzzahlen mit Vorzeichen</translation>
    </message>
    <message>
        <source>pixels of {0}-bit floating point</source>
        <translation>Pixel aus {0}-Bit-Gleitkommazahlen</translation>
    </message>
    <message>
        <source>pixels of {0}-bit numbers</source>
        <translation>Pixel aus {0}-Bit-Zahlen</translation>
    </message>
    <message>
        <source>Copy it once more from the camera or the backup; if it stays so, report it.</source>
        <translation>Noch einmal von der Kamera oder aus der Sicherung kopieren; wenn es so bleibt, bitte melden.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Andere Programme schließen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>the decoder crashed over it ({0}), so it is probably damaged</source>
        <translation>Der Decoder ist daran abgestürzt ({0}), die Datei ist also wahrscheinlich beschädigt</translation>
    </message>
    <message>
        <source>decoding it took longer than {0:.0f} seconds and was stopped</source>
        <translation>Das Dekodieren hat länger als {0:.0f} Sekunden gedauert und wurde abgebrochen</translation>
    </message>
    <message>
        <source>If its disk or network was slow, try again; otherwise the file is probably damaged.</source>
        <translation>Wenn Datenträger oder Netzwerk langsam waren, noch einmal versuchen; sonst ist die Datei wahrscheinlich beschädigt.</translation>
    </message>
    <message>
        <source>decoding it takes more than the {0:.1f} GB of memory that are free</source>
        <translation>Das Dekodieren braucht mehr als die {0:.1f} GB Speicher, die frei sind</translation>
    </message>
    <message>
        <source>a mistake in Lowlight itself ({0})</source>
        <translation>Ein Fehler in Lowlight selbst ({0})</translation>
    </message>
    <message>
        <source>Please report what `lowlight --verbose` says about it.</source>
        <translation>Bitte melden, was `lowlight --verbose` dazu sagt.</translation>
    </message>
    <message>
        <source>the process that decodes photos cannot be started</source>
        <translation>Der Prozess, der Fotos dekodiert, lässt sich nicht starten</translation>
    </message>
    <message>
        <source>the system ended the decoder, perhaps because memory ran short</source>
        <translation>Das System hat den Decoder beendet, vielleicht weil der Speicher knapp wurde</translation>
    </message>
    <message>
        <source>Restart or reinstall Lowlight.</source>
        <translation>Lowlight neu starten oder neu installieren.</translation>
    </message>
    <message>
        <source>no exit code</source>
        <translation>kein Rückgabewert</translation>
    </message>
    <message>
        <source>exit code {0}</source>
        <translation>Rückgabewert {0}</translation>
    </message>
    <message>
        <source>{0} color channels</source>
        <translation>{0} Farbkanäle</translation>
    </message>
    <message>
        <source>it is far too large for settings</source>
        <translation>Die Datei ist für Einstellungen viel zu groß</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>Lässt sich nicht lesen ({0})</translation>
    </message>
    <message>
        <source>it is damaged, or not JSON</source>
        <translation>Die Datei ist beschädigt, oder kein JSON</translation>
    </message>
    <message>
        <source>The name is empty</source>
        <translation>Der Name ist leer</translation>
    </message>
    <message>
        <source>{{{0}}} takes {1}, not {2!r}</source>
        <translation>{{{0}}} nimmt {1}, nicht {2!r}</translation>
    </message>
    <message>
        <source>A name begins below the folder for results, not at the top of a disk</source>
        <translation>Ein Name beginnt unter dem Ordner für Ergebnisse, nicht an der Wurzel eines Laufwerks</translation>
    </message>
    <message>
        <source>A name cannot lead out of the folder for results</source>
        <translation>Ein Name kann nicht aus dem Ordner für Ergebnisse hinausführen</translation>
    </message>
    <message>
        <source>A part of the name is empty</source>
        <translation>Ein Teil des Namens ist leer</translation>
    </message>
    <message>
        <source>{{{0}}} is unknown, there are {1}</source>
        <translation>{{{0}}} ist unbekannt; es gibt {1}</translation>
    </message>
    <message>
        <source>%Y, %m, %d, %H, %M or %S</source>
        <translation>%Y, %m, %d, %H, %M oder %S</translation>
    </message>
    <message>
        <source>a number of digits, as in 04</source>
        <translation>eine Anzahl von Stellen, wie in 04</translation>
    </message>
    <message>
        <source>{{{0}}} takes no format</source>
        <translation>{{{0}}} nimmt keine Form an</translation>
    </message>
    <message>
        <source>{0} leads out of {1}, to {2}</source>
        <translation>{0} führt aus {1} hinaus, nach {2}</translation>
    </message>
    <message>
        <source>the links in {0} lead nowhere</source>
        <translation>Die Verknüpfungen in {0} führen nirgendwohin</translation>
    </message>
    <message>
        <source>Remove that link, or choose another output folder.</source>
        <translation>Diese Verknüpfung entfernen oder einen anderen Zielordner wählen.</translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation>Einen anderen Zielordner wählen.</translation>
    </message>
    <message>
        <source>Convert it to DNG with the maker&apos;s program or Adobe DNG Converter, and open that.</source>
        <translation>Mit dem Programm des Herstellers oder dem Adobe DNG Converter in DNG umwandeln und das öffnen.</translation>
    </message>
    <message>
        <source>it holds {0}, which cannot be unpacked</source>
        <translation>Die Datei enthält {0}, was sich nicht entpacken lässt</translation>
    </message>
    <message>
        <source>this RAW file is damaged, or of a camera not supported</source>
        <translation>Dieses RAW ist beschädigt, oder von einer Kamera, die nicht unterstützt wird</translation>
    </message>
    <message>
        <source>Deflate-compressed integers</source>
        <translation>mit Deflate komprimierte Ganzzahlen</translation>
    </message>
    <message>
        <source>sensor data compressed with VC-5, GoPro&apos;s own</source>
        <translation>mit VC-5, GoPros eigenem Verfahren, komprimierte Sensordaten</translation>
    </message>
    <message>
        <source>sensor data compressed as JPEG XL</source>
        <translation>als JPEG XL komprimierte Sensordaten</translation>
    </message>
    <message>
        <source>it is {0}, not a photo that Lowlight reads</source>
        <translation>Die Datei ist {0}, kein Foto, das Lowlight liest</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>Name und Ordner prüfen.</translation>
    </message>
    <message>
        <source>it is a folder, not a photo</source>
        <translation>Das ist ein Ordner, kein Foto</translation>
    </message>
    <message>
        <source>it is a device, not a file</source>
        <translation>Das ist ein Gerät, keine Datei</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>Copy it once more from the camera.</source>
        <translation>Noch einmal von der Kamera kopieren.</translation>
    </message>
    <message>
        <source>it holds nothing but zeros: its place was taken, but it was never written</source>
        <translation>Die Datei enthält nichts als Nullen: Ihr Platz wurde belegt, aber nie beschrieben</translation>
    </message>
    <message>
        <source>Copy it once more from the camera or the backup.</source>
        <translation>Noch einmal von der Kamera oder aus der Sicherung kopieren.</translation>
    </message>
    <message>
        <source>it has no header that tells which camera made it</source>
        <translation>Der Datei fehlt der Kopf, der sagt, von welcher Kamera sie ist</translation>
    </message>
    <message>
        <source>If it is bare sensor data, convert it to DNG with the program that wrote it.</source>
        <translation>Wenn es bloße Sensordaten sind, mit dem Programm, das sie geschrieben hat, in DNG umwandeln.</translation>
    </message>
    <message>
        <source>you are not allowed to read it</source>
        <translation>Das Lesen ist nicht erlaubt</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Die Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
    <message>
        <source>{0} must be {1}, not {2}</source>
        <translation>{0} muss {1} sein, nicht {2}</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>{0} is a list of {1}, not of {2}</source>
        <translation>{0} ist eine Liste von {1}, nicht von {2}</translation>
    </message>
    <message>
        <source>a group of entries</source>
        <translation>eine Gruppe von Einträgen</translation>
    </message>
    <message>
        <source>{0} lacks {1}</source>
        <translation>In {0} fehlt {1}</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>eins von {0}</translation>
    </message>
    <message>
        <source>the recipe</source>
        <translation>Das Rezept</translation>
    </message>
    <message>
        <source>a recipe</source>
        <translation>ein Rezept</translation>
    </message>
    <message>
        <source>a newer version of Lowlight wrote it</source>
        <translation>Eine neuere Version von Lowlight hat die Datei geschrieben</translation>
    </message>
    <message>
        <source>{0}: {1} is unknown here</source>
        <translation>{0}: {1} ist hier unbekannt</translation>
    </message>
    <message>
        <source>it is not {0}</source>
        <translation>Die Datei ist etwas anderes als {0}</translation>
    </message>
    <message>
        <source>its {0} data is damaged in the middle, a part of the picture is lost</source>
        <translation>Die {0}-Daten sind in der Mitte beschädigt, ein Teil des Bildes ist verloren</translation>
    </message>
    <message>
        <source>the file is cut off: it ends before the picture does</source>
        <translation>Die Datei ist abgeschnitten: Sie endet vor dem Bild</translation>
    </message>
    <message>
        <source>its {0} data is damaged and cannot be decoded</source>
        <translation>Die {0}-Daten sind beschädigt und lassen sich nicht dekodieren</translation>
    </message>
    <message>
        <source>it holds {0}, which Lowlight does not read</source>
        <translation>Die Datei enthält {0}, was Lowlight nicht liest</translation>
    </message>
    <message>
        <source>Open it in another program and save it as a 16-bit RGB TIFF.</source>
        <translation>In einem anderen Programm öffnen und als RGB-TIFF mit 16 Bit speichern.</translation>
    </message>
    <message>
        <source>this computer has not enough free memory to open it</source>
        <translation>Dieser Rechner hat nicht genug freien Speicher, um das Foto zu öffnen</translation>
    </message>
    <message>
        <source>it says that it has no pixels</source>
        <translation>Die Datei sagt, dass sie keine Pixel hat</translation>
    </message>
    <message>
        <source>it claims {0} x {1} pixels, more than the {2} megapixels that Lowlight opens</source>
        <translation>Die Datei nennt {0} x {1} Pixel, mehr als die {2} Megapixel, die Lowlight öffnet</translation>
    </message>
    <message>
        <source>If it really is that large, split it or scale it down first.</source>
        <translation>Wenn es wirklich so groß ist, vorher teilen oder verkleinern.</translation>
    </message>
    <message>
        <source>The photo opens without edits; the file is kept as {0}.</source>
        <translation>Das Foto wird ohne Bearbeitung geöffnet; die Datei bleibt als {0} erhalten.</translation>
    </message>
    <message>
        <source>a file of edits</source>
        <translation>eine Datei mit einer Bearbeitung</translation>
    </message>
    <message>
        <source>Update Lowlight to see these edits; the file stays, as .bak if you edit the photo.</source>
        <translation>Lowlight aktualisieren, um diese Bearbeitung zu sehen; die Datei bleibt, als .bak, falls das Foto bearbeitet wird.</translation>
    </message>
    <message>
        <source>the edits cannot be read, {0}</source>
        <translation>Die Bearbeitung lässt sich nicht lesen: {0}</translation>
    </message>
    <message>
        <source>The photo opens without edits; the file could not be renamed.</source>
        <translation>Das Foto wird ohne Bearbeitung geöffnet; die Datei ließ sich nicht umbenennen.</translation>
    </message>
    <message>
        <source>A rating is 0 to {0}, not {1}</source>
        <translation>Eine Bewertung geht von 0 bis {0}, nicht {1}</translation>
    </message>
    <message>
        <source>A time needs its zone</source>
        <translation>Eine Uhrzeit braucht ihre Zeitzone</translation>
    </message>
    <message>
        <source>the edits cannot be kept, {0}</source>
        <translation>Die Bearbeitung lässt sich nicht aufheben: {0}</translation>
    </message>
    <message>
        <source>signed or complex numbers</source>
        <translation>Zahlen mit Vorzeichen oder komplexe Zahlen</translation>
    </message>
    <message>
        <source>{0}-bit integers</source>
        <translation>{0}-Bit-Ganzzahlen</translation>
    </message>
    <message>
        <source>JPEG holds at most {0} pixels a side, not {1}x{2}</source>
        <translation>JPEG fasst höchstens {0} Pixel je Seite, nicht {1}x{2}</translation>
    </message>
    <message>
        <source>Choose PNG or TIFF.</source>
        <translation>PNG oder TIFF wählen.</translation>
    </message>
    <message>
        <source>AVIF holds at most {0} pixels a side, not {1}x{2}</source>
        <translation>AVIF fasst höchstens {0} Pixel je Seite, nicht {1}x{2}</translation>
    </message>
    <message>
        <source>Choose JPEG XL, PNG or TIFF.</source>
        <translation>JPEG XL, PNG oder TIFF wählen.</translation>
    </message>
    <message>
        <source>the photo&apos;s folder is gone</source>
        <translation>der Ordner des Fotos ist nicht mehr da</translation>
    </message>
    <message>
        <source>Bring it back, or choose another output folder.</source>
        <translation>Zurückbringen oder einen anderen Zielordner wählen.</translation>
    </message>
    <message>
        <source>{0} is a file, not a folder</source>
        <translation>{0} ist eine Datei, kein Ordner</translation>
    </message>
    <message>
        <source>the photo is too large for TIFF&apos;s 4 GB</source>
        <translation>Das Foto ist zu groß für die 4 GB eines TIFF</translation>
    </message>
    <message>
        <source>Choose PNG.</source>
        <translation>PNG wählen.</translation>
    </message>
    <message>
        <source>the photo is too large for DNG&apos;s 4 GB</source>
        <translation>Das Foto ist zu groß für die 4 GB eines DNG</translation>
    </message>
    <message>
        <source>the preview in a DNG holds {0} pixels a side, not {1}x{2}</source>
        <translation>Die Vorschau in einem DNG fasst {0} Pixel je Seite, nicht {1}x{2}</translation>
    </message>
    <message>
        <source>this is the original, which Lowlight never overwrites</source>
        <translation>Das ist das Original, das Lowlight nie überschreibt</translation>
    </message>
    <message>
        <source>it is no XMP</source>
        <translation>Die Datei ist kein XMP</translation>
    </message>
    <message>
        <source>it is not in UTF-8</source>
        <translation>Die Datei ist nicht in UTF-8</translation>
    </message>
    <message>
        <source>it is damaged in line {0}</source>
        <translation>Die Datei ist in Zeile {0} beschädigt</translation>
    </message>
    <message>
        <source>The file stays as it is; repair it, or take it away and write anew.</source>
        <translation>Die Datei bleibt, wie sie ist; sie reparieren, oder sie wegnehmen und neu schreiben.</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>Die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>the XMP cannot be written, {0}</source>
        <translation>Das XMP lässt sich nicht schreiben: {0}</translation>
    </message>
    <message>
        <source>the edits cannot be put into it, {0}</source>
        <translation>Die Bearbeitung lässt sich nicht hineinschreiben: {0}</translation>
    </message>
    <message>
        <source>this page of the guide cannot be read ({0})</source>
        <translation>Diese Seite des Handbuchs lässt sich nicht lesen ({0})</translation>
    </message>
    <message>
        <source>Install Lowlight anew.</source>
        <translation>Lowlight neu installieren.</translation>
    </message>
    <message>
        <source>{0}. Choose another name.</source>
        <translation>{0}. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>the queue of exports is kept here, but {0}, so photos cannot be exported</source>
        <translation>Fotos lassen sich nicht exportieren, denn hier soll ihre Warteschlange liegen: {0}</translation>
    </message>
    <message>
        <source>Have that put right, or set LOWLIGHT_STATE to a folder of yours, and start Lowlight again.</source>
        <translation>Das beheben lassen, oder LOWLIGHT_STATE auf einen eigenen Ordner setzen, und Lowlight neu starten.</translation>
    </message>
    <message>
        <source>what shall be done with it cannot be read</source>
        <translation>Was damit geschehen soll, lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Export it anew. ({0})</source>
        <translation>Neu exportieren. ({0})</translation>
    </message>
    <message>
        <source>it is no color profile that a display can have</source>
        <translation>Das ist kein Farbprofil, das ein Bildschirm haben kann</translation>
    </message>
    <message>
        <source>{0!r}: hosts cannot start a program with such a name; move it.</source>
        <translation>{0!r}: Andere Programme können keines mit einem solchen Namen starten; Lowlight an einen anderen Ort legen.</translation>
    </message>
    <message>
        <source>it does not fit into the memory of this machine</source>
        <translation>Das Foto passt nicht in den Speicher dieses Rechners</translation>
    </message>
    <message>
        <source>{0} must be between {1:g} and {2:g}, got {3:g}</source>
        <translation>{0} muss zwischen {1:g} und {2:g} liegen, nicht bei {3:g}</translation>
    </message>
    <message>
        <source>The light curve has {0} numbers between -1 and 1</source>
        <translation>Die Lichtkurve hat {0} Zahlen zwischen -1 und 1</translation>
    </message>
    <message>
        <source>A noise profile is a gain above 0 and a read noise, got {0:g}, {1:g}</source>
        <translation>Ein Rauschprofil besteht aus einer Verstärkung über 0 und einem Ausleserauschen, nicht aus {0:g}, {1:g}</translation>
    </message>
    <message>
        <source>the machines of the cluster that worked on it died, one after the other</source>
        <translation>Die Rechner des Clusters, die daran arbeiteten, sind nacheinander ausgefallen</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>Lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Try it alone, without --cluster.</source>
        <translation>Allein versuchen, ohne --cluster.</translation>
    </message>
    <message>
        <source>a machine has no Lowlight, or another one ({0})</source>
        <translation>Ein Rechner hat kein Lowlight, oder ein anderes ({0})</translation>
    </message>
    <message>
        <source>the machines gave it back unfinished</source>
        <translation>Die Rechner haben das Foto unfertig zurückgegeben</translation>
    </message>
    <message>
        <source>Try it without --cluster.</source>
        <translation>Ohne --cluster versuchen.</translation>
    </message>
    <message>
        <source>it does not fit into the memory of {0}</source>
        <translation>Das Foto passt nicht in den Speicher von {0}</translation>
    </message>
    <message>
        <source>Close other programs there and try again.</source>
        <translation>Dort andere Programme schließen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Choose TIFF with 16 bits.</source>
        <translation>TIFF mit 16 Bit wählen.</translation>
    </message>
    <message>
        <source>a DNG is made of sensor data under a color filter, and this {0} holds none</source>
        <translation>Ein DNG entsteht aus Sensordaten unter einem Farbfilter, und dieses {0} enthält keine</translation>
    </message>
    <message>
        <source>a linear DNG holds red, green and blue, and its sensor has {0}</source>
        <translation>Ein lineares DNG enthält Rot, Grün und Blau, und dieser Sensor hat {0}</translation>
    </message>
    <message>
        <source>it is {0} pixels, but its reference {1} is {2}</source>
        <translation>Das Foto hat {0} Pixel, sein Vergleichsbild {1} aber {2}</translation>
    </message>
    <message>
        <source>it is smaller than the {0} pixels that SSIM looks at</source>
        <translation>Das Foto ist kleiner als die {0} Pixel, die SSIM betrachtet</translation>
    </message>
    <message>
        <source>you are not allowed to look into this folder</source>
        <translation>Der Zugriff auf diesen Ordner ist nicht erlaubt</translation>
    </message>
    <message>
        <source>this folder cannot be searched ({0})</source>
        <translation>Dieser Ordner lässt sich nicht durchsuchen ({0})</translation>
    </message>
    <message>
        <source>It stays as it is; name another file.</source>
        <translation>Sie bleibt, wie sie ist; eine andere Datei nennen.</translation>
    </message>
    <message>
        <source>this file is not a journal of Lowlight</source>
        <translation>Diese Datei ist kein Journal von Lowlight</translation>
    </message>
    <message>
        <source>It will be begun anew at the next start.</source>
        <translation>Beim nächsten Start wird es neu begonnen.</translation>
    </message>
    <message>
        <source>the journal cannot be written ({0})</source>
        <translation>Das Journal lässt sich nicht schreiben ({0})</translation>
    </message>
    <message>
        <source>the journal was made by a newer version of Lowlight</source>
        <translation>Das Journal stammt von einer neueren Version von Lowlight</translation>
    </message>
    <message>
        <source>It stays as it is; use that version, or another journal.</source>
        <translation>Es bleibt, wie es ist; jene Version benutzen, oder ein anderes Journal.</translation>
    </message>
    <message>
        <source>Free some space there.</source>
        <translation>Dort Platz schaffen.</translation>
    </message>
    <message>
        <source>the journal is damaged</source>
        <translation>Das Journal ist beschädigt</translation>
    </message>
    <message>
        <source>it has no partner in {0}</source>
        <translation>Es hat kein Gegenstück in {0}</translation>
    </message>
    <message>
        <source>a preset</source>
        <translation>eine Vorgabe</translation>
    </message>
    <message>
        <source>{0} comes with Lowlight</source>
        <translation>{0} gehört zu Lowlight</translation>
    </message>
    <message>
        <source>Braces hold one of {0}</source>
        <translation>In Klammern steht eines von {0}</translation>
    </message>
    <message>
        <source>A file name cannot hold &apos;{0}&apos;</source>
        <translation>Ein Dateiname kann „{0}“ nicht enthalten</translation>
    </message>
    <message>
        <source>They last as long as Lowlight is open; export the photo or save a preset to keep them.</source>
        <translation>Sie bleibt, solange Lowlight offen ist; das Foto exportieren oder eine Vorgabe speichern, um sie zu behalten.</translation>
    </message>
    <message>
        <source>a stroke needs at least one point</source>
        <translation>ein Strich braucht mindestens einen Punkt</translation>
    </message>
    <message>
        <source>a stroke must lie on its photo</source>
        <translation>ein Strich muss auf seinem Foto liegen</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>this preset cannot be used, {0}</source>
        <translation>Diese Vorgabe ist nicht zu gebrauchen: {0}</translation>
    </message>
    <message>
        <source>there is another preset called {0}</source>
        <translation>Es gibt schon eine Vorgabe namens {0}</translation>
    </message>
    <message>
        <source>A preset&apos;s name has 1 to {0} characters</source>
        <translation>Der Name einer Vorgabe hat 1 bis {0} Zeichen</translation>
    </message>
    <message>
        <source>A preset&apos;s name is a line of text with a letter or a digit in it</source>
        <translation>Der Name einer Vorgabe ist eine Zeile Text mit einem Buchstaben oder einer Ziffer darin</translation>
    </message>
    <message>
        <source>a noise profile of {0:g},{1:g} cannot be true of its sensor, which has {2:.0f} steps</source>
        <translation>Ein Rauschprofil von {0:g},{1:g} kann auf seinen Sensor nicht zutreffen, der {2:.0f} Stufen hat</translation>
    </message>
    <message>
        <source>Give smaller numbers, or auto.</source>
        <translation>Kleinere Zahlen angeben, oder auto.</translation>
    </message>
    <message>
        <source>the watched folder is gone</source>
        <translation>Der überwachte Ordner ist weg</translation>
    </message>
    <message>
        <source>It is waited for.</source>
        <translation>Lowlight wartet auf ihn.</translation>
    </message>
</context>
<context>
    <name>ExportDesk</name>
    <message>
        <source>Export With P&amp;reset</source>
        <translation>Exportieren &amp;mit Vorgabe</translation>
    </message>
    <message>
        <source>No presets yet: the export dialog saves them</source>
        <translation>Noch keine Vorgaben: Der Exportdialog speichert sie</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Beside each photo</source>
        <translation>Neben jedem Foto</translation>
    </message>
    <message>
        <source>If a file exists</source>
        <translation>Falls Datei existiert</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>{0} exportieren</translation>
    </message>
    <message>
        <source>Export {0} Photos</source>
        <translation>{0} Fotos exportieren</translation>
    </message>
    <message>
        <source>Add a number to the name</source>
        <translation>Eine Nummer an den Namen hängen</translation>
    </message>
    <message>
        <source>Expected time</source>
        <translation>Erwartete Dauer</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>All {0} photos</source>
        <translation>Alle {0} Fotos</translation>
    </message>
    <message>
        <source>This photo</source>
        <translation>Dieses Foto</translation>
    </message>
    <message>
        <source>The one that is selected</source>
        <translation>Das ausgewählte</translation>
    </message>
    <message>
        <source>Every photo of the filmstrip</source>
        <translation>Alle Fotos des Filmstreifens</translation>
    </message>
    <message>
        <source>Overwrite it (never the original)</source>
        <translation>Überschreiben (nie das Original)</translation>
    </message>
    <message>
        <source>Leave it and skip the photo</source>
        <translation>Behalten und das Foto überspringen</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorgabe</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;If a file exists</source>
        <translation>Falls Datei e&amp;xistiert</translation>
    </message>
    <message>
        <source>{0} on this computer</source>
        <translation>{0} auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>{0} failed; the processor goes on.</source>
        <translation>{0} ist ausgefallen; der Prozessor macht weiter.</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>{0} exported to {1}.</source>
        <translation>{0} nach {1} exportiert.</translation>
    </message>
    <message>
        <source>{0} skipped: the name is taken.</source>
        <translation>{0} übersprungen: Der Name ist vergeben.</translation>
    </message>
    <message>
        <source>{0} failed.</source>
        <translation>{0} fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>Der Export wurde abgebrochen.</translation>
    </message>
    <message>
        <source>{0} exported to {1} folders.</source>
        <translation>{0} in {1} Ordner exportiert.</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 Foto</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} Fotos</translation>
    </message>
</context>
<context>
    <name>FileFields</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Farbtiefe</translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>Color space</source>
        <translation>Farbraum</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Depth</source>
        <translation>Farb&amp;tiefe</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualität</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>S&amp;harpening</source>
        <translation>Sc&amp;härfen</translation>
    </message>
    <message>
        <source>&amp;Color space</source>
        <translation>Farb&amp;raum</translation>
    </message>
    <message>
        <source>&amp;Metadata</source>
        <translation>&amp;Metadaten</translation>
    </message>
    <message>
        <source>DNG (linear RAW)</source>
        <translation>DNG (lineares RAW)</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Wenig</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Viel</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Everything but the place</source>
        <translation>Alle außer dem Ort</translation>
    </message>
    <message>
        <source>Only copyright</source>
        <translation>Nur Urheberrecht</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>{0} bits per channel</source>
        <translation>{0} Bit pro Kanal</translation>
    </message>
    <message>
        <source>Sensor data for another program to develop; only of RAW photos</source>
        <translation>Sensordaten, die ein anderes Programm entwickelt; nur von RAW-Fotos</translation>
    </message>
    <message>
        <source>A DNG always holds the sensor&apos;s own colors, with 16 bits and in full size</source>
        <translation>Ein DNG enthält immer die Farben des Sensors, mit 16 Bit und in voller Größe</translation>
    </message>
    <message>
        <source>For a screen, after the photo was made smaller</source>
        <translation>Für den Bildschirm, nach dem Verkleinern</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Filmstrip</source>
        <translation>Filmstreifen</translation>
    </message>
</context>
<context>
    <name>FinishSection</name>
    <message>
        <source>Finish</source>
        <translation>Ausarbeitung</translation>
    </message>
    <message>
        <source>Finish on</source>
        <translation>Ausarbeitung ein</translation>
    </message>
    <message>
        <source>Finish off</source>
        <translation>Ausarbeitung aus</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
</context>
<context>
    <name>FoldOut</name>
    <message>
        <source>Fold or open {title}</source>
        <translation>{title} auf- oder zuklappen</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose {0}</source>
        <translation>{0} auswählen</translation>
    </message>
</context>
<context>
    <name>FolderLine</name>
    <message>
        <source>Open {folder}</source>
        <translation>{folder} öffnen</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Display profile</source>
        <translation>Monitorprofil</translation>
    </message>
    <message>
        <source>Opening begins in</source>
        <translation>Öffnen beginnt in</translation>
    </message>
    <message>
        <source>Where it ended last</source>
        <translation>Wo es zuletzt endete</translation>
    </message>
    <message>
        <source>Own presets</source>
        <translation>Eigene Vorgaben</translation>
    </message>
    <message>
        <source>In your user account</source>
        <translation>Im eigenen Benutzerkonto</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Another language begins with the next start.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Display pro&amp;file</source>
        <translation>Monitor&amp;profil</translation>
    </message>
    <message>
        <source>&amp;Opening begins in</source>
        <translation>Ö&amp;ffnen beginnt in</translation>
    </message>
    <message>
        <source>Own p&amp;resets</source>
        <translation>Eigene &amp;Vorgaben</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>18% gray</source>
        <translation>18 % Grau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>Wie im System eingestellt</translation>
    </message>
    <message>
        <source>sRGB</source>
        <translation>sRGB</translation>
    </message>
    <message>
        <source>Choose an ICC profile…</source>
        <translation>ICC-Profil auswählen…</translation>
    </message>
    <message>
        <source>ICC profiles (*.icc *.icm)</source>
        <translation>ICC-Profile (*.icc *.icm)</translation>
    </message>
    <message>
        <source>Display Profile</source>
        <translation>Monitorprofil</translation>
    </message>
</context>
<context>
    <name>GivenUp</name>
    <message>
        <source>Opening {0} was canceled.</source>
        <translation>Das Öffnen von {0} wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>{0} is shown as it was: its cleaning was canceled. An export cleans it.</source>
        <translation>{0} ist so zu sehen, wie es war: Das Bereinigen wurde abgebrochen. Ein Export holt es nach.</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>Bereinigen</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Where the link leads</source>
        <translation>Wohin der Link führt</translation>
    </message>
    <message>
        <source>Lowlight Guide</source>
        <translation>Lowlight-Handbuch</translation>
    </message>
</context>
<context>
    <name>HistogramPlot</name>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Filled: now. Dashed: before, luminance.</source>
        <translation>Gefüllt: jetzt. Gestrichelt: vorher, Luminanz.</translation>
    </message>
    <message>
        <source>Clipped shadows: {share}%</source>
        <translation>Beschnittene Tiefen: {share} %</translation>
    </message>
    <message>
        <source>Clipped highlights: {share}%</source>
        <translation>Beschnittene Lichter: {share} %</translation>
    </message>
</context>
<context>
    <name>HistogramView</name>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>Luminance</source>
        <translation>Luminanz</translation>
    </message>
    <message>
        <source>Show {channel}</source>
        <translation>{channel} zeigen</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Heights in proportion to the pixels</source>
        <translation>Höhen im Verhältnis zur Zahl der Pixel</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Rare values are raised</source>
        <translation>Seltene Werte werden angehoben</translation>
    </message>
</context>
<context>
    <name>HostFile</name>
    <message>
        <source>This file has Photoshop layers. The flat picture is edited; saving leaves the layers out.</source>
        <translation>Diese Datei hat Photoshop-Ebenen. Bearbeitet wird das flache Bild; beim Speichern fallen die Ebenen weg.</translation>
    </message>
    <message>
        <source>This file has {0} pages. The first is edited; the others stay as they are.</source>
        <translation>Diese Datei hat {0} Seiten. Bearbeitet wird die erste; die anderen bleiben, wie sie sind.</translation>
    </message>
</context>
<context>
    <name>HostRow</name>
    <message>
        <source>the command for {0}</source>
        <translation>Befehl für {0}</translation>
    </message>
    <message>
        <source>the line for {0}</source>
        <translation>Zeile für {0}</translation>
    </message>
    <message>
        <source>Give up my changes</source>
        <translation>Eigene Änderungen aufgeben</translation>
    </message>
    <message>
        <source>Give up my changes in {0}</source>
        <translation>Eigene Änderungen in {0} aufgeben</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove from {0}</source>
        <translation>Aus {0} entfernen</translation>
    </message>
    <message>
        <source>Choose Folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose the settings folder of {0}</source>
        <translation>Einstellungsordner von {0} wählen</translation>
    </message>
    <message>
        <source>Where its settings lie, if that is an unusual place</source>
        <translation>Wo seine Einstellungen liegen, falls das ein ungewöhnlicher Ort ist</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>Install in {0}</source>
        <translation>In {0} installieren</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Update in {0}</source>
        <translation>In {0} aktualisieren</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Repair in {0}</source>
        <translation>In {0} reparieren</translation>
    </message>
    <message>
        <source>Afterwards: {0}</source>
        <translation>Danach: {0}</translation>
    </message>
    <message>
        <source>Settings folder of {0}</source>
        <translation>Einstellungsordner von {0}</translation>
    </message>
</context>
<context>
    <name>Hosts</name>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>von Hand geändert</translation>
    </message>
    <message>
        <source>cannot be served</source>
        <translation>geht nicht</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>outdated (by Lowlight {0}, this is {1})</source>
        <translation>veraltet (von Lowlight {0}, dies ist {1})</translation>
    </message>
    <message>
        <source>outdated (it starts another Lowlight, or one that has moved)</source>
        <translation>veraltet (startet ein anderes Lowlight, oder eines, das verschoben wurde)</translation>
    </message>
    <message>
        <source>{0} is not found. Its settings may lie in an unusual place.</source>
        <translation>{0} wurde nicht gefunden. Seine Einstellungen liegen vielleicht an einem ungewöhnlichen Ort.</translation>
    </message>
    <message>
        <source>{0} was changed by hand and stays.</source>
        <translation>{0} wurde von Hand geändert und bleibt.</translation>
    </message>
    <message>
        <source>{0}: nothing was installed.</source>
        <translation>{0}: Es war nichts installiert.</translation>
    </message>
    <message>
        <source>Its sandbox does not let it start Lowlight. To allow it, which lets it start every other program too:</source>
        <translation>Seine Sandbox lässt es Lowlight nicht starten. Das erlaubt dieser Befehl, der es auch jedes andere Programm starten lässt:</translation>
    </message>
    <message>
        <source>Snaps of this kind cannot start other programs. Install it from your distribution, from Flathub or from its own site instead.</source>
        <translation>Snaps dieser Art können keine anderen Programme starten. Stattdessen aus der Distribution, von Flathub oder von der Website des Programms installieren.</translation>
    </message>
    <message>
        <source>The script for its queue needs a shell that Windows does not have. Open photos with lowlight-edit instead: lowlight hosts install editor.</source>
        <translation>Das Skript für seine Warteschlange braucht eine Shell, die Windows nicht hat. Fotos stattdessen mit lowlight-edit öffnen: lowlight hosts install editor.</translation>
    </message>
    <message>
        <source>Start GIMP 3 once, then install again.</source>
        <translation>GIMP 3 einmal starten, dann noch einmal installieren.</translation>
    </message>
    <message>
        <source>GIMP 2 is too old for it. Start GIMP 3 once, then install again.</source>
        <translation>GIMP 2 ist dafür zu alt. GIMP 3 einmal starten, dann noch einmal installieren.</translation>
    </message>
    <message>
        <source>darktable 5</source>
        <translation>darktable 5</translation>
    </message>
    <message>
        <source>Restart darktable: the storage “Lowlight” in “export”, the action “enhance RAW (Lowlight)” in “actions on selection”.</source>
        <translation>darktable neu starten: Ziel „Lowlight“ im Modul „exportieren“, Aktion „enhance RAW (Lowlight)“ unter „Aktionen auf Auswahl“.</translation>
    </message>
    <message>
        <source>GIMP 3</source>
        <translation>GIMP 3</translation>
    </message>
    <message>
        <source>Restart GIMP: Filters ▸ Enhance ▸ Lowlight.</source>
        <translation>GIMP neu starten: Filter ▸ Verbessern ▸ Lowlight.</translation>
    </message>
    <message>
        <source>Lightroom Classic</source>
        <translation>Lightroom Classic</translation>
    </message>
    <message>
        <source>Restart Lightroom: Library ▸ Plug-in Extras ▸ Enhance with Lowlight, and “Lowlight” in the Export dialog.</source>
        <translation>Lightroom neu starten: Bibliothek ▸ Zusatzmoduloptionen ▸ Enhance with Lowlight, und „Lowlight“ im Exportdialog.</translation>
    </message>
    <message>
        <source>digiKam</source>
        <translation>digiKam</translation>
    </message>
    <message>
        <source>Paste the line into Batch Queue Manager ▸ Base Tools ▸ Custom Tools ▸ User Shell Script.</source>
        <translation>Die Zeile in der Stapelverarbeitung unter Basis-Werkzeuge ▸ Benutzerdefinierte Werkzeuge ▸ Benutzerdefiniertes Shell-Skript einfügen.</translation>
    </message>
    <message>
        <source>Krita 5</source>
        <translation>Krita 5</translation>
    </message>
    <message>
        <source>Settings ▸ Configure Krita ▸ Python Plugin Manager: switch Lowlight on, and restart Krita. Then: Tools ▸ Scripts ▸ Lowlight.</source>
        <translation>Einstellungen ▸ Krita einrichten ▸ Python Plugin Manager: Lowlight einschalten und Krita neu starten. Dann: Werkzeuge ▸ Skripte ▸ Lowlight.</translation>
    </message>
    <message>
        <source>ART</source>
        <translation>ART</translation>
    </message>
    <message>
        <source>Restart ART: right-click on photos, User commands; and “lit by Lowlight” among the kinds of files when you save.</source>
        <translation>ART neu starten: Rechtsklick auf Fotos, Benutzerbefehle; und „lit by Lowlight“ unter den Dateiformaten beim Speichern.</translation>
    </message>
    <message>
        <source>Other programs with an external editor</source>
        <translation>Andere Programme mit externem Editor</translation>
    </message>
    <message>
        <source>Choose lowlight-edit as external editor in Capture One, DxO PhotoLab, RawTherapee or another.</source>
        <translation>lowlight-edit als externen Editor wählen, in Capture One, DxO PhotoLab, RawTherapee oder einem anderen.</translation>
    </message>
    <message>
        <source>Linux desktops</source>
        <translation>Linux-Desktops</translation>
    </message>
    <message>
        <source>Open a TIFF, PNG or JPEG with “Lowlight (in place)”.</source>
        <translation>TIFF, PNG oder JPEG mit „Lowlight (in place)“ öffnen.</translation>
    </message>
</context>
<context>
    <name>HostsPage</name>
    <message>
        <source>Looking for programs…</source>
        <translation>Programme werden gesucht…</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Puts Lowlight into the menus of other programs, for your user account alone. Buttons act at once, whether you end with OK or with Cancel.</source>
        <translation>Bringt Lowlight in die Menüs anderer Programme, nur für dieses Benutzerkonto. Die Knöpfe wirken sofort, ob danach OK oder Abbrechen gewählt wird.</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Photos are being exported</source>
        <translation>Fotos werden exportiert</translation>
    </message>
    <message>
        <source>Photos are being exported.</source>
        <translation>Fotos werden exportiert.</translation>
    </message>
    <message>
        <source>They can be finished when Lowlight is opened the next time.</source>
        <translation>Sie können fertig werden, wenn Lowlight das nächste Mal geöffnet ist.</translation>
    </message>
    <message>
        <source>Finish Later</source>
        <translation>Später fertigstellen</translation>
    </message>
    <message>
        <source>Give Up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Keep Exporting</source>
        <translation>Weiter exportieren</translation>
    </message>
    <message>
        <source>One photo is not exported yet.</source>
        <translation>Ein Foto ist noch nicht exportiert.</translation>
    </message>
    <message>
        <source>{0} photos are not exported yet.</source>
        <translation>{0} Fotos sind noch nicht exportiert.</translation>
    </message>
</context>
<context>
    <name>LicensesPage</name>
    <message>
        <source>Works</source>
        <translation>Werke</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Werk</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Text of the license</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message>
        <source>The license cannot be read: {0}.</source>
        <translation>Die Lizenz kann nicht gelesen werden: {0}.</translation>
    </message>
    <message>
        <source>No text came with this package.</source>
        <translation>Diesem Paket liegt kein Text bei.</translation>
    </message>
</context>
<context>
    <name>LightSection</name>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Clear strokes</source>
        <translation>Striche löschen</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>Light curve</source>
        <translation>Lichtkurve</translation>
    </message>
</context>
<context>
    <name>LiveThread</name>
    <message>
        <source>Opening {0}</source>
        <translation>{0} wird geöffnet</translation>
    </message>
    <message>
        <source>Mapping attention</source>
        <translation>Einblick wird berechnet</translation>
    </message>
    <message>
        <source>Cleaning noise, repairing detail</source>
        <translation>Rauschen wird entfernt, Details werden repariert</translation>
    </message>
    <message>
        <source>Measuring noise</source>
        <translation>Rauschen wird gemessen</translation>
    </message>
    <message>
        <source>Repairing detail</source>
        <translation>Details werden repariert</translation>
    </message>
    <message>
        <source>Refining</source>
        <translation>Verfeinern</translation>
    </message>
    <message>
        <source>Cleaning noise</source>
        <translation>Rauschen wird entfernt</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>None of the networks at work on this photo has a map.</source>
        <translation>Keines der Netze, die an diesem Foto arbeiten, hat eine Karte.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Only RAW files hold a picture of the camera&apos;s own.</source>
        <translation>Nur RAW-Dateien enthalten ein eigenes Bild der Kamera.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy Message</source>
        <translation>Meldung kopieren</translation>
    </message>
    <message>
        <source>Copy the message and its details</source>
        <translation>Die Meldung mit ihren Details kopieren</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Details der Meldung</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>A slash sorts the results into folders</source>
        <translation>Ein Schrägstrich sortiert die Ergebnisse in Ordner</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Put in what differs from photo to photo</source>
        <translation>Einfügen, was von Foto zu Foto anders ist</translation>
    </message>
    <message>
        <source>Example of a name</source>
        <translation>Beispiel für einen Namen</translation>
    </message>
    <message>
        <source>Name of the photo</source>
        <translation>Name des Fotos</translation>
    </message>
    <message>
        <source>Date of taking</source>
        <translation>Aufnahmedatum</translation>
    </message>
    <message>
        <source>Time of taking</source>
        <translation>Uhrzeit der Aufnahme</translation>
    </message>
    <message>
        <source>Camera with its maker</source>
        <translation>Kamera mit Hersteller</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>ISO speed</source>
        <translation>ISO-Wert</translation>
    </message>
    <message>
        <source>Number in this export</source>
        <translation>Nummer in diesem Export</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorgabe</translation>
    </message>
    <message>
        <source>Folder of the photo</source>
        <translation>Ordner des Fotos</translation>
    </message>
    <message>
        <source>For example {0}</source>
        <translation>Zum Beispiel {0}</translation>
    </message>
</context>
<context>
    <name>NetworkMap</name>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Light added</source>
        <translation>Mehr Licht</translation>
    </message>
    <message>
        <source>Local correction</source>
        <translation>Lokal korrigiert</translation>
    </message>
    <message>
        <source>Noise attention, fine</source>
        <translation>Blick aufs Rauschen, fein</translation>
    </message>
    <message>
        <source>Noise attention, medium</source>
        <translation>Blick aufs Rauschen, mittel</translation>
    </message>
    <message>
        <source>Noise attention, coarse</source>
        <translation>Blick aufs Rauschen, grob</translation>
    </message>
    <message>
        <source>Noise attention, coarsest</source>
        <translation>Blick aufs Rauschen, sehr grob</translation>
    </message>
    <message>
        <source>Noise attention, streams</source>
        <translation>Blick aufs Rauschen, Ströme</translation>
    </message>
    <message>
        <source>Early noise attention, fine</source>
        <translation>Früher Blick aufs Rauschen, fein</translation>
    </message>
    <message>
        <source>Early noise attention, medium</source>
        <translation>Früher Blick aufs Rauschen, mittel</translation>
    </message>
    <message>
        <source>Early noise attention, coarse</source>
        <translation>Früher Blick aufs Rauschen, grob</translation>
    </message>
    <message>
        <source>Early noise attention, coarsest</source>
        <translation>Früher Blick aufs Rauschen, sehr grob</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>fein</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>coarse</source>
        <translation>grob</translation>
    </message>
</context>
<context>
    <name>NoiseLine</name>
    <message>
        <source>How far pixels typically stray from the picture before it was compressed.
From black to white there are 255 steps.</source>
        <translation>Wie weit Pixel typischerweise vom Bild vor der Kompression abweichen.
Von Schwarz bis Weiß sind es 255 Stufen.</translation>
    </message>
    <message>
        <source>No traces of compression found.</source>
        <translation>Keine Spuren von Kompression gefunden.</translation>
    </message>
    <message>
        <source>Changed by luminance {luminance}, color {color} of 255</source>
        <translation>Verändert um Luminanz {luminance}, Farbe {color} von 255</translation>
    </message>
    <message>
        <source>Gain {gain}, read {read} · {source}</source>
        <translation>Verstärkung {gain}, Auslesen {read} · {source}</translation>
    </message>
    <message>
        <source>Gain: what an electron adds to a sensor value.
Read: the noise without any light.
Where colors differ, one number for each.</source>
        <translation>Verstärkung: was ein Elektron zum Sensorwert beiträgt.
Auslesen: das Rauschen ganz ohne Licht.
Wo sich Farben unterscheiden, eine Zahl für jede.</translation>
    </message>
    <message>
        <source>No noise found.</source>
        <translation>Kein Rauschen gefunden.</translation>
    </message>
    <message>
        <source>Luminance {luminance}, color {color} of 255 · {source}</source>
        <translation>Luminanz {luminance}, Farbe {color} von 255 · {source}</translation>
    </message>
    <message>
        <source>How far pixels typically stray, in brightness and in color.
From black to white there are 255 steps.</source>
        <translation>Wie weit Pixel in der Regel danebenliegen, in Luminanz und in Farbe.
Von Schwarz bis Weiß sind es 255 Stufen.</translation>
    </message>
</context>
<context>
    <name>NoiseSection</name>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Switch the cleaning of noise on or off</source>
        <translation>Entrauschen ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Measuring the noise…</source>
        <translation>Rauschen wird gemessen…</translation>
    </message>
    <message>
        <source>Not measured.</source>
        <translation>Nicht gemessen.</translation>
    </message>
    <message>
        <source>Cleaning needs the data of a Bayer sensor.</source>
        <translation>Entrauschen braucht die Daten eines Bayer-Sensors.</translation>
    </message>
    <message>
        <source>No sensor data here: cleaning works on RAW files.</source>
        <translation>Keine Sensordaten: Entrauscht werden RAW-Dateien.</translation>
    </message>
    <message>
        <source>Cleaning on</source>
        <translation>Entrauschen an</translation>
    </message>
    <message>
        <source>Cleaning off</source>
        <translation>Entrauschen aus</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>Noise: luminance</source>
        <translation>Rauschen: Luminanz</translation>
    </message>
    <message>
        <source>Noise: color</source>
        <translation>Rauschen: Farbe</translation>
    </message>
</context>
<context>
    <name>NoiseSource</name>
    <message>
        <source>as you said</source>
        <translation>wie angegeben</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>aus der Datei</translation>
    </message>
    <message>
        <source>measured for this camera</source>
        <translation>für diese Kamera gemessen</translation>
    </message>
    <message>
        <source>from the photo</source>
        <translation>aus dem Foto</translation>
    </message>
    <message>
        <source>as usual, the photo shows none</source>
        <translation>wie üblich, das Foto zeigt keines</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Open photos</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>The folder {0} is not there any more.</source>
        <translation>Den Ordner {0} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There are no photos in {0}.</source>
        <translation>In {0} sind keine Fotos.</translation>
    </message>
</context>
<context>
    <name>OverlayMenu</name>
    <message>
        <source>Overlay</source>
        <translation>Einblick</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the map</source>
        <translation>Deckkraft der Karte</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
    <message>
        <source>This page cannot be read: {0}</source>
        <translation>Diese Seite kann nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>Opens in the web browser: {0}</source>
        <translation>Öffnet sich im Browser: {0}</translation>
    </message>
</context>
<context>
    <name>ParamSlider</name>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
</context>
<context>
    <name>PerformancePage</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>What is free</source>
        <translation>Was frei ist</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>Speicherlimit</translation>
    </message>
    <message>
        <source>What the networks may take of the device&apos;s memory</source>
        <translation>Was die Netze vom Speicher des Geräts belegen dürfen</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Rechnen auf</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>S&amp;peicher</translation>
    </message>
    <message>
        <source>The fastest device</source>
        <translation>Das schnellste Gerät</translation>
    </message>
    <message>
        <source>{0} (not here now)</source>
        <translation>{0} (zurzeit nicht da)</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Geräte</translation>
    </message>
    <message>
        <source>&amp;Other Programs</source>
        <translation>Andere &amp;Programme</translation>
    </message>
    <message>
        <source>&amp;Privacy</source>
        <translation>&amp;Datenschutz</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>City lights</source>
        <translation>Stadtlichter</translation>
    </message>
    <message>
        <source>Lamps and signs keep their shape, street light is less orange, the sky stays dark.</source>
        <translation>Lampen und Schilder behalten Zeichnung, Straßenlicht wird weniger orange, der Himmel bleibt dunkel.</translation>
    </message>
    <message>
        <source>Indoor</source>
        <translation>Innenraum</translation>
    </message>
    <message>
        <source>Lamplight without its yellow, dark corners opened.</source>
        <translation>Lampenlicht ohne Gelbstich, dunkle Ecken geöffnet.</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
    <message>
        <source>A dark sky stays dark, stars are crisp and keep their colors.</source>
        <translation>Ein dunkler Himmel bleibt dunkel, Sterne sind scharf und behalten ihre Farben.</translation>
    </message>
    <message>
        <source>Concert</source>
        <translation>Konzert</translation>
    </message>
    <message>
        <source>Faces in the spotlight get their shape back, colored lamps do not glare, noise goes.</source>
        <translation>Gesichter im Scheinwerferlicht bekommen wieder Zeichnung, farbige Lampen blenden nicht, Rauschen verschwindet.</translation>
    </message>
    <message>
        <source>Soft skin: gentle contrast and colors, clean of noise.</source>
        <translation>Weiche Haut: sanfter Kontrast, sanfte Farben, frei von Rauschen.</translation>
    </message>
    <message>
        <source>High-ISO portrait</source>
        <translation>High-ISO-Porträt</translation>
    </message>
</context>
<context>
    <name>PresetBar</name>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Choose, or type a new name</source>
        <translation>Wählen oder neuer Name</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep these settings under this name</source>
        <translation>Diese Einstellungen unter diesem Namen aufheben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Forget the preset of this name</source>
        <translation>Die Vorgabe dieses Namens vergessen</translation>
    </message>
</context>
<context>
    <name>PresetsDesk</name>
    <message>
        <source>Pre&amp;sets</source>
        <translation>Vor&amp;gaben</translation>
    </message>
    <message>
        <source>Lowlight preset (*.json)</source>
        <translation>Lowlight-Vorgabe (*.json)</translation>
    </message>
    <message>
        <source>Save as Preset</source>
        <translation>Als Vorgabe speichern</translation>
    </message>
    <message>
        <source>Delete Preset</source>
        <translation>Vorgabe löschen</translation>
    </message>
    <message>
        <source>Import Preset</source>
        <translation>Vorgabe importieren</translation>
    </message>
    <message>
        <source>Export Preset</source>
        <translation>Vorgabe exportieren</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorgabe</translation>
    </message>
    <message>
        <source>There is a preset called {0}. Replace it?</source>
        <translation>Es gibt schon eine Vorgabe namens {0}. Ersetzen?</translation>
    </message>
    <message>
        <source>Preset to forget</source>
        <translation>Welche Vorgabe vergessen wird</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>No telemetry, no cloud.</source>
        <translation>Keine Telemetrie, keine Cloud.</translation>
    </message>
    <message>
        <source>Photos are read, lit and saved on this computer. Lowlight makes no connection to the network: it sends nothing and asks for no account.</source>
        <translation>Fotos werden auf diesem Rechner gelesen, aufgehellt und gespeichert. Lowlight stellt keine Verbindung zum Internet her: Es sendet nichts und verlangt kein Konto.</translation>
    </message>
    <message>
        <source>Edits are kept beside each photo, in a file that ends with .lowlight.json. These preferences are kept in your user account.</source>
        <translation>Bearbeitungen liegen neben jedem Foto, in einer Datei mit der Endung .lowlight.json. Diese Voreinstellungen liegen im Benutzerkonto.</translation>
    </message>
    <message>
        <source>Exported photos keep the tags of the original, the place among them. Under Metadata, the export dialog leaves out what you do not want to share.</source>
        <translation>Exportierte Fotos behalten die Metadaten des Originals, auch den Ort. Im Exportdialog lässt sich unter „Metadaten“ weglassen, was nicht geteilt werden soll.</translation>
    </message>
</context>
<context>
    <name>ProgramLines</name>
    <message>
        <source>Looking for programs…</source>
        <translation>Programme werden gesucht…</translation>
    </message>
    <message>
        <source>All Programs…</source>
        <translation>Alle Programme…</translation>
    </message>
    <message>
        <source>Every program, also those in unusual places</source>
        <translation>Jedes Programm, auch an ungewöhnlichen Orten</translation>
    </message>
    <message>
        <source>None of those that Lowlight can join is here: {0}.</source>
        <translation>Keines der Programme, an die Lowlight sich anschließen kann, ist hier: {0}.</translation>
    </message>
    <message>
        <source>Lowlight can be called from them, with a photo in hand.</source>
        <translation>Von dort lässt sich Lowlight mit einem Foto aufrufen.</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Optimal</translation>
    </message>
    <message>
        <source>Leave this step out</source>
        <translation>Diesen Schritt auslassen</translation>
    </message>
    <message>
        <source>The small network</source>
        <translation>Das kleine Netz</translation>
    </message>
    <message>
        <source>The large network: slower</source>
        <translation>Das große Netz: langsamer</translation>
    </message>
</context>
<context>
    <name>QualityField</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Quality in numbers</source>
        <translation>Qualität als Zahl</translation>
    </message>
    <message>
        <source>100 loses nothing, in the largest file</source>
        <translation>100 verliert nichts, in der größten Datei</translation>
    </message>
    <message>
        <source>100 keeps the most, in the largest file</source>
        <translation>100 erhält am meisten, in der größten Datei</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Exporting, {0}</source>
        <translation>Wird exportiert, {0}</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>A file has this name already</source>
        <translation>Eine Datei heißt schon so</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>A few seconds</source>
        <translation>Einige Sekunden</translation>
    </message>
    <message>
        <source>About {0} seconds</source>
        <translation>Etwa {0} Sekunden</translation>
    </message>
    <message>
        <source>About a minute</source>
        <translation>Etwa eine Minute</translation>
    </message>
    <message>
        <source>About {0} minutes</source>
        <translation>Etwa {0} Minuten</translation>
    </message>
    <message>
        <source>About an hour</source>
        <translation>Etwa eine Stunde</translation>
    </message>
    <message>
        <source>About {0} hours</source>
        <translation>Etwa {0} Stunden</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{0} photos per hour</source>
        <translation>{0} Fotos pro Stunde</translation>
    </message>
</context>
<context>
    <name>QueueActions</name>
    <message>
        <source>Show File</source>
        <translation>Datei zeigen</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove from List</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
</context>
<context>
    <name>QueueButton</name>
    <message>
        <source>Exports {0}/{1}</source>
        <translation>Exporte {0}/{1}</translation>
    </message>
    <message>
        <source>Exports {0}/{1}, {2} failed</source>
        <translation>Exporte {0}/{1}, {2} fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>QueueDesk</name>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The list of exports was damaged; it was put aside as {0}.</source>
        <translation>Die Liste der Exporte war beschädigt; sie wurde als {0} beiseitegelegt.</translation>
    </message>
    <message numerus="yes">
        <source>%n photos of the last export are waiting.</source>
        <translation>
            <numerusform>%n Foto vom letzten Export wartet noch.</numerusform>
            <numerusform>%n Fotos vom letzten Export warten noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>QueueSheet</name>
    <message>
        <source>Export queue</source>
        <translation>Warteschlange der Exporte</translation>
    </message>
    <message>
        <source>Progress of the whole queue</source>
        <translation>Fortschritt der ganzen Warteschlange</translation>
    </message>
    <message>
        <source>Select the photos that failed</source>
        <translation>Die fehlgeschlagenen Fotos auswählen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel All</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Give up what is not done yet</source>
        <translation>Aufgeben, was noch nicht fertig ist</translation>
    </message>
    <message>
        <source>Retry Failed</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Try the photos that failed once more</source>
        <translation>Die fehlgeschlagenen Fotos noch einmal versuchen</translation>
    </message>
    <message>
        <source>Clear Finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Take what is over out of the list; files stay</source>
        <translation>Fertiges aus der Liste nehmen; die Dateien bleiben</translation>
    </message>
    <message>
        <source>Close the queue</source>
        <translation>Warteschlange schließen</translation>
    </message>
    <message>
        <source>Close the queue; the export goes on (F7)</source>
        <translation>Warteschlange schließen; der Export läuft weiter (F7)</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>Drop to export with the last settings</source>
        <translation>Ablegen exportiert wie beim letzten Mal</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Begin no other photo; those in hand are ended</source>
        <translation>Kein weiteres Foto beginnen; angefangene werden fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Photos to be exported</source>
        <translation>Fotos, die exportiert werden</translation>
    </message>
    <message>
        <source>Nothing is being exported. Drop photos here to export them.</source>
        <translation>Es wird nichts exportiert. Fotos hier ablegen, um sie zu exportieren.</translation>
    </message>
</context>
<context>
    <name>RecentFolders</name>
    <message>
        <source>Recent folders</source>
        <translation>Zuletzt geöffnete Ordner</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Mean brightness of the finished photo.</source>
        <translation>Mittlere Helligkeit des fertigen Fotos.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>How much of the network&apos;s light is mixed in.</source>
        <translation>Wie viel vom Licht des Netzes beigemischt wird.</translation>
    </message>
    <message>
        <source>Light strength</source>
        <translation>Stärke des Lichts</translation>
    </message>
    <message>
        <source>Protect highlights</source>
        <translation>Lichter schützen</translation>
    </message>
    <message>
        <source>Keep lamps and windows as they were.</source>
        <translation>Lampen und Fenster lassen, wie sie waren.</translation>
    </message>
    <message>
        <source>Keep black</source>
        <translation>Schwarz halten</translation>
    </message>
    <message>
        <source>Do not lift what is darker than its noise.</source>
        <translation>Nicht aufhellen, was dunkler ist als sein Rauschen.</translation>
    </message>
    <message>
        <source>Luminance</source>
        <translation>Luminanz</translation>
    </message>
    <message>
        <source>How much of the noise in brightness is taken away.</source>
        <translation>Wie viel vom Helligkeitsrauschen entfernt wird.</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>How much of the noise in color is taken away.</source>
        <translation>Wie viel vom Farbrauschen entfernt wird.</translation>
    </message>
    <message>
        <source>Noise level</source>
        <translation>Rauschstärke</translation>
    </message>
    <message>
        <source>As how noisy the photo counts: 1 is what was found.</source>
        <translation>Als wie verrauscht das Foto gilt: 1 ist, was gefunden wurde.</translation>
    </message>
    <message>
        <source>Detail strength</source>
        <translation>Detailstärke</translation>
    </message>
    <message>
        <source>How much of what compression has changed is repaired.</source>
        <translation>Wie viel von dem repariert wird, was die Kompression verändert hat.</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Brighter or darker, in stops.</source>
        <translation>Heller oder dunkler, in Blendenstufen.</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Around middle gray.</source>
        <translation>Um mittleres Grau herum.</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Lichter</translation>
    </message>
    <message>
        <source>Darker or brighter highlights.</source>
        <translation>Dunklere oder hellere Lichter.</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Tiefen</translation>
    </message>
    <message>
        <source>Darker or brighter shadows.</source>
        <translation>Dunklere oder hellere Tiefen.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Farbtemperatur</translation>
    </message>
    <message>
        <source>Cooler or warmer than the photo is.</source>
        <translation>Kühler oder wärmer, als das Foto ist.</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>Tönung</translation>
    </message>
    <message>
        <source>Greener or more magenta.</source>
        <translation>Mehr Grün oder mehr Magenta.</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>0 is black and white.</source>
        <translation>0 ist Schwarzweiß.</translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>Crisper fine detail.</source>
        <translation>Knackigere feine Details.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of the photo&apos;s longer side.</source>
        <translation>Anteil der langen Seite des Fotos.</translation>
    </message>
    <message>
        <source>Softness</source>
        <translation>Weichheit</translation>
    </message>
    <message>
        <source>Share of the radius that fades.</source>
        <translation>Anteil des Radius, der ausläuft.</translation>
    </message>
    <message>
        <source>How much of the light is kept away.</source>
        <translation>Wie viel vom Licht ferngehalten wird.</translation>
    </message>
</context>
<context>
    <name>Rereading</name>
    <message>
        <source>{0} is gone from its folder; put it back to export it or keep edits.</source>
        <translation>{0} liegt nicht mehr in seinem Ordner; zurücklegen, um es zu exportieren oder Änderungen zu behalten.</translation>
    </message>
    <message>
        <source>{0} has changed on disk; it is shown as it is now.</source>
        <translation>{0} hat sich auf dem Datenträger geändert und wird neu gezeigt.</translation>
    </message>
    <message>
        <source>{0} is back; it is shown as it is now.</source>
        <translation>{0} ist wieder da; gezeigt wird es, wie es jetzt ist.</translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>Adjustments</source>
        <translation>Anpassungen</translation>
    </message>
</context>
<context>
    <name>SaveDesk</name>
    <message>
        <source>The same kind of file (*{0})</source>
        <translation>Dieselbe Art von Datei (*{0})</translation>
    </message>
    <message>
        <source>Save as copy</source>
        <translation>Als Kopie speichern</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>Speichert {0}</translation>
    </message>
    <message>
        <source>Saving {0} of {1}</source>
        <translation>Speichert {0} von {1}</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Gespeichert als {0}</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Fold or open {title}</source>
        <translation>{title} auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>{title} on</source>
        <translation>{title} ein</translation>
    </message>
    <message>
        <source>Switch {title} on or off</source>
        <translation>{title} ein- oder ausschalten</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
</context>
<context>
    <name>SessionDesk</name>
    <message>
        <source>Lowlight was ended before it was closed.</source>
        <translation>Lowlight wurde beendet, bevor es geschlossen war.</translation>
    </message>
    <message>
        <source>Lowlight ended unexpectedly the last time.</source>
        <translation>Lowlight wurde beim letzten Mal unerwartet beendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n photos were open.</source>
        <translation>
            <numerusform>%n Foto war geöffnet.</numerusform>
            <numerusform>%n Fotos waren geöffnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos are open again.</source>
        <translation>
            <numerusform>%n Foto ist wieder geöffnet.</numerusform>
            <numerusform>%n Fotos sind wieder geöffnet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsDesk</name>
    <message>
        <source>Show the original</source>
        <translation>Original zeigen</translation>
    </message>
    <message>
        <source>hold B</source>
        <translation>B halten</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Ausschnitt verschieben</translation>
    </message>
    <message>
        <source>drag, Space and drag, arrow keys</source>
        <translation>ziehen, Leertaste und ziehen, Pfeiltasten</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Mauszeiger zoomen</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Fit or 100%</source>
        <translation>Ganz oder 100 %</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>Doppelklick</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>Show only what contains this</source>
        <translation>Nur zeigen, was dies enthält</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>SizeField</name>
    <message>
        <source>Original size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Long edge at most</source>
        <translation>Lange Seite höchstens</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Long edge</source>
        <translation>Lange Seite</translation>
    </message>
    <message>
        <source> MP</source>
        <translation> MP</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>Megapixel</translation>
    </message>
    <message>
        <source>Smaller photos are never enlarged</source>
        <translation>Kleinere Fotos werden nie vergrößert</translation>
    </message>
    <message>
        <source>Megapixels at most</source>
        <translation>Megapixel höchstens</translation>
    </message>
    <message>
        <source>Both at most</source>
        <translation>Beides höchstens</translation>
    </message>
</context>
<context>
    <name>SplitHandle</name>
    <message>
        <source>Line between before and after</source>
        <translation>Linie zwischen vorher und nachher</translation>
    </message>
    <message>
        <source>Left and Right move it, with Shift farther.</source>
        <translation>Links und Rechts verschieben sie, mit Umschalt weiter.</translation>
    </message>
    <message>
        <source>Drag to compare (Left, Right); double click: middle</source>
        <translation>Ziehen zum Vergleichen (Links, Rechts); Doppelklick: Mitte</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Photo size</source>
        <translation>Fotogröße</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop what is running</source>
        <translation>Beenden, was gerade läuft</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>Überwachter Ordner</translation>
    </message>
    <message>
        <source>The networks run on: {device}</source>
        <translation>Die Netze laufen auf: {device}</translation>
    </message>
</context>
<context>
    <name>StripDesk</name>
    <message>
        <source>Paste settings</source>
        <translation>Einstellungen einfügen</translation>
    </message>
    <message>
        <source>Sync settings</source>
        <translation>Einstellungen synchronisieren</translation>
    </message>
</context>
<context>
    <name>StripMenu</name>
    <message>
        <source>Copy Settings</source>
        <translation>Einstellungen kopieren</translation>
    </message>
    <message>
        <source>Paste Settings</source>
        <translation>Einstellungen einfügen</translation>
    </message>
    <message>
        <source>Sync Selection</source>
        <translation>Auswahl synchronisieren</translation>
    </message>
    <message>
        <source>Apply Preset</source>
        <translation>Vorgabe anwenden</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Export With Preset</source>
        <translation>Exportieren mit Vorgabe</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Remove from Strip</source>
        <translation>Aus dem Filmstreifen nehmen</translation>
    </message>
    <message>
        <source>The file stays where it is</source>
        <translation>Die Datei bleibt, wo sie ist</translation>
    </message>
    <message numerus="yes">
        <source>Export %n Photos…</source>
        <translation>
            <numerusform>%n Foto exportieren…</numerusform>
            <numerusform>%n Fotos exportieren…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StripModel</name>
    <message numerus="yes">
        <source>%n stars</source>
        <translation>
            <numerusform>%n Stern</numerusform>
            <numerusform>%n Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>exportiert</translation>
    </message>
    <message>
        <source>the file has gone</source>
        <translation>die Datei ist verschwunden</translation>
    </message>
</context>
<context>
    <name>TargetSlider</name>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Automatic brightness</source>
        <translation>Automatische Helligkeit</translation>
    </message>
    <message>
        <source>The network looks at the photo and decides.</source>
        <translation>Das Netz sieht sich das Foto an und entscheidet.</translation>
    </message>
    <message>
        <source>Auto lets the network judge.</source>
        <translation>Auto lässt das Netz urteilen.</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>{0} s left</source>
        <translation>noch {0} s</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>noch {0} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>noch {hours} h {minutes} min</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>What the overlay shows</source>
        <translation>Was der Einblick zeigt</translation>
    </message>
    <message>
        <source>What the colors over the photo show, and their opacity</source>
        <translation>Was die Farben über dem Foto zeigen, und ihre Deckkraft</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Give the photo the settings of a preset</source>
        <translation>Dem Foto die Einstellungen einer Vorgabe geben</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>Unit</name>
    <message>
        <source>{0}%</source>
        <translation>{0}&#xa0;%</translation>
    </message>
    <message>
        <source>EV</source>
        <translation>EV</translation>
    </message>
    <message>
        <source>mired</source>
        <translation>Mired</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
</context>
<context>
    <name>Unsaved</name>
    <message>
        <source>Edits cannot be saved</source>
        <translation>Bearbeitungen lassen sich nicht speichern</translation>
    </message>
    <message>
        <source>The edits of {0} cannot be saved beside it.</source>
        <translation>Die Bearbeitung von {0} lässt sich nicht daneben speichern.</translation>
    </message>
    <message>
        <source>The edits of {0} photos cannot be saved beside them.</source>
        <translation>Die Bearbeitungen von {0} Fotos lassen sich nicht daneben speichern.</translation>
    </message>
    <message>
        <source>Export the photos, or save their look as a preset, to keep it.</source>
        <translation>Um sie zu behalten: die Fotos exportieren oder ihr Aussehen als Vorgabe speichern.</translation>
    </message>
    <message>
        <source>Close and Lose Edits</source>
        <translation>Schließen und Bearbeitungen verlieren</translation>
    </message>
    <message>
        <source>Keep Lowlight Open</source>
        <translation>Lowlight offen lassen</translation>
    </message>
</context>
<context>
    <name>WatchDesk</name>
    <message>
        <source>Watching {0}: {1} exported</source>
        <translation>{0} wird überwacht: {1} exportiert</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Watch Folder</source>
        <translation>Ordner beobachten</translation>
    </message>
    <message>
        <source>Folder to watch</source>
        <translation>Zu überwachender Ordner</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Noch nicht gewählt</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>Beside each photo</source>
        <translation>Neben jedem Foto</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Begin with the photos that are there already</source>
        <translation>Mit den Fotos anfangen, die schon da sind</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Überwachen</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>Every photo that arrives is exported as the last ones were, until you stop it or close Lowlight.</source>
        <translation>Jedes Foto, das ankommt, wird wie die letzten exportiert, bis das Beobachten beendet oder Lowlight geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Looking at it…</source>
        <translation>Wird angesehen…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Close this page (Esc)</source>
        <translation>Diese Seite schließen (Esc)</translation>
    </message>
    <message>
        <source>It lights photographs taken in the dark and cleans their noise.</source>
        <translation>Hellt Fotos auf, die im Dunkeln entstanden sind, und befreit sie vom Rauschen.</translation>
    </message>
    <message>
        <source>Help ▸ Welcome shows this page again.</source>
        <translation>Hilfe ▸ Willkommen zeigt diese Seite wieder.</translation>
    </message>
    <message>
        <source>All Devices…</source>
        <translation>Alle Geräte…</translation>
    </message>
    <message>
        <source>What computes here, and how fast</source>
        <translation>Was hier rechnet, und wie schnell</translation>
    </message>
    <message>
        <source>Your photos are never changed. Edits are kept beside each, in PHOTO.lowlight.json; presets of your own in {0}.</source>
        <translation>Fotos werden nie verändert. Bearbeitungen liegen neben jedem Foto, in FOTO.lowlight.json; eigene Vorgaben in {0}.</translation>
    </message>
    <message>
        <source>Lowlight makes no connection to the network: no account, no telemetry, no cloud. It does not look for updates either.</source>
        <translation>Lowlight verbindet sich nicht mit dem Netz: kein Konto, keine Telemetrie, keine Cloud. Es sucht auch nicht nach Updates.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Your edits</source>
        <translation>Bearbeitungen</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>Andere Programme</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Copy it to your pictures, and open it</source>
        <translation>In den Ordner Bilder kopieren und öffnen</translation>
    </message>
    <message>
        <source>Open Sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>A dim RAW photo comes with Lowlight. Or drop photos of your own here, whenever you like.</source>
        <translation>Ein RAW-Foto aus wenig Licht liegt bei. Oder eigene Fotos hierherziehen, jederzeit.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Measuring how fast it lights photos…</source>
        <translation>Geschwindigkeit wird gemessen…</translation>
    </message>
    <message>
        <source>Lights {0} megapixels a second: {1} megapixels in about {2} s.</source>
        <translation>Hellt {0} Megapixel pro Sekunde auf: {1} Megapixel in etwa {2} s.</translation>
    </message>
    <message>
        <source>Let go to open</source>
        <translation>Loslassen zum Öffnen</translation>
    </message>
    <message>
        <source>Welcome to Lowlight</source>
        <translation>Willkommen bei Lowlight</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{width} × {height} px, {megapixels} MP</source>
        <translation>{width} × {height} px, {megapixels} MP</translation>
    </message>
    <message>
        <source>{0} GB</source>
        <translation>{0} GB</translation>
    </message>
    <message>
        <source>R {red}  G {green}  B {blue}   {ev} EV</source>
        <translation>R {red}  G {green}  B {blue}   {ev} EV</translation>
    </message>
</context>
<context>
    <name>XmpDesk</name>
    <message>
        <source>The edits are in {0} now.</source>
        <translation>Die Bearbeitung liegt jetzt in {0}.</translation>
    </message>
    <message>
        <source>The edits of {0} photos are in XMP files beside them now.</source>
        <translation>Die Bearbeitungen von {0} Fotos liegen jetzt als XMP-Dateien daneben.</translation>
    </message>
    <message>
        <source>The edits of {0} photos could not be written.</source>
        <translation>Die Bearbeitungen von {0} Fotos konnten nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>Put Lowlight into the menu of this program</source>
        <translation>Lowlight in das Menü dieses Programms aufnehmen</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Install in {0}</source>
        <translation>In {0} installieren</translation>
    </message>
</context>
<context>
    <name>_Speed</name>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>{0} MP/s</source>
        <translation>{0} MP/s</translation>
    </message>
</context>
<context>
    <name>_TestButton</name>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Test {0}</source>
        <translation>{0} testen</translation>
    </message>
    <message>
        <source>Measure how fast this device lights photos</source>
        <translation>Messen, wie schnell dieses Gerät Fotos aufhellt</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Test läuft…</translation>
    </message>
</context>
<context>
    <name>box</name>
    <message>
        <source>Lowlight cannot start: it made a mistake.</source>
        <translation>Lowlight kann nicht starten: Es hat einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>The report is in {0}</source>
        <translation>Der Bericht liegt in {0}</translation>
    </message>
</context>
</TS>
