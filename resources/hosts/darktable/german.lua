--[[ What Lowlight's script says in darktable, in German. `lowlight hosts install darktable` puts it beside
  the script. ]]
return {
  -- presets, as Lowlight's window calls them
  ["City lights"] = "Stadtlichter",
  ["Indoor"] = "Innenraum",
  ["Stars"] = "Sterne",
  ["Concert"] = "Konzert",
  ["High-ISO portrait"] = "High-ISO-Porträt",
  ["standard look"] = "Standard-Aussehen",
  ["choose in Lowlight's window"] = "in Lowlights Fenster wählen",
  -- controls
  ["look"] = "Aussehen",
  ["open Lowlight's window, or apply a preset without it; the name of a preset of your own can be typed"] = "Lowlights Fenster öffnen, oder ein Preset ohne Fenster anwenden; der Name eines eigenen Presets lässt sich eintippen",
  ["enhance RAW (Lowlight)"] = "RAW aufhellen (Lowlight)",
  ["hand the RAW files themselves to Lowlight; the results land beside them"] = "gibt Lowlight die RAW-Dateien selbst; die Ergebnisse liegen daneben",
  ["Lowlight: preset for RAW files"] = "Lowlight: Preset für RAW-Dateien",
  ["its name, as Lowlight's window shows it; empty for the standard look"] = "sein Name, wie ihn Lowlights Fenster zeigt; leer für das Standard-Aussehen",
  ["Lowlight: RAW files become"] = "Lowlight: aus RAW-Dateien wird",
  ["a DNG is clean and stays as open to development as the RAW; a TIFF is lit as well"] = "ein DNG ist entrauscht und bleibt so entwickelbar wie das RAW; ein TIFF ist auch aufgehellt",
  ["DNG, clean: develop it here"] = "DNG, entrauscht: hier entwickeln",
  ["TIFF, clean and lit"] = "TIFF, entrauscht und aufgehellt",
  -- what is told
  ["Lowlight, %d RAW files"] = "Lowlight, %d RAW-Dateien",
  ["Lowlight cannot be started; run: lowlight hosts install darktable"] = "Lowlight lässt sich nicht starten; es hilft: lowlight hosts install darktable",
  ["Lowlight ended with error %d"] = "Lowlight endete mit Fehler %d",
  ["It was stopped."] = "Abgebrochen.",
  ["%s: darktable cannot import it"] = "%s: darktable kann es nicht importieren",
  ["no RAW file is selected; export other photos with the storage Lowlight"] = "keine RAW-Datei ist ausgewählt; andere Fotos mit dem Ziel Lowlight exportieren",
  ["a photo failed"] = "ein Foto ist misslungen",
  ["%d of %d RAW files are done"] = "%d von %d RAW-Dateien sind fertig",
  [". %d selected photos are no RAW files"] = ". %d ausgewählte Fotos sind keine RAW-Dateien",
  ["%s: it cannot be written"] = "%s: lässt sich nicht schreiben",
  ["%d of %d photos are done. %s"] = "%d von %d Fotos sind fertig. %s",
  ["%d of %d photos are done"] = "%d von %d Fotos sind fertig",
  ["nothing was saved, nothing is changed"] = "nichts wurde gespeichert, nichts ist geändert",
}
