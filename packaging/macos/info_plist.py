"""What macOS is told of the application: its kinds of files, and what it runs on."""

from typing import Any

BUNDLE_ID = "io.github.lowlight-app.Lowlight"
EXECUTABLE = "lowlight-desktop"
LEAST_SYSTEM = "15.0"
"""The oldest macOS that all libraries are built for; pyexiv2 and PySide6 want the newest."""

PICTURES = (
    *("public.jpeg", "public.png", "public.tiff", "public.heic", "public.heif"),
    *("public.avif", "org.webmproject.webp"),
)
"""Uniform type identifiers of all but RAW; the system has them."""

_SYSTEMS = {  # the names that macOS has for RAW files, by suffix
    "3fr": "com.hasselblad.3fr-raw-image",
    "arw": "com.sony.arw-raw-image",
    "cr2": "com.canon.cr2-raw-image",
    "cr3": "com.canon.cr3-raw-image",
    "crw": "com.canon.crw-raw-image",
    "dcr": "com.kodak.raw-image",
    "dng": "com.adobe.raw-image",
    "erf": "com.epson.raw-image",
    "fff": "com.hasselblad.fff-raw-image",
    "mos": "com.leafamerica.raw-image",
    "mrw": "com.konicaminolta.raw-image",
    "nef": "com.nikon.raw-image",
    "nrw": "com.nikon.nrw-raw-image",
    "orf": "com.olympus.raw-image",
    "pef": "com.pentax.raw-image",
    "raf": "com.fuji.raw-image",
    "raw": "com.panasonic.raw-image",
    "rw2": "com.panasonic.rw2-raw-image",
    "rwl": "com.leica.rwl-raw-image",
    "sr2": "com.sony.sr2-raw-image",
    "srf": "com.sony.raw-image",
    "srw": "com.samsung.raw-image",
}
_OURS = (  # those that it has no name for
    *("ari", "bay", "dcs", "gpr", "iiq", "k25", "kdc", "mef", "x3f"),
)
RAW = {**_SYSTEMS, **{suffix: f"{BUNDLE_ID}.{suffix}" for suffix in _OURS}}
"""Suffix and identifier of every RAW file that Lowlight reads."""


def info_plist(version: str, copyright_line: str) -> dict[str, Any]:
    """The entries of Info.plist beside those that PyInstaller writes.

    Photos are never written to, so that Lowlight shows them (Viewer), and never takes a kind of
    file from the program that has it (Alternate).

    Args:
        version: Such as "1.2.3".
        copyright_line: For the Finder.
    """
    return {
        "CFBundleExecutable": EXECUTABLE,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSBackgroundOnly": False,
        "LSMinimumSystemVersion": LEAST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": copyright_line,
        "CFBundleDocumentTypes": [
            _document("Photo", PICTURES),
            _document("RAW photo", ("public.camera-raw-image", *RAW.values())),
            {**_document("Folder of photos", ("public.folder",)), "LSHandlerRank": "None"},
        ],
        "UTImportedTypeDeclarations": [_imported(suffix, uti) for suffix, uti in RAW.items()],
    }


def _document(name: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": list(kinds),
    }


def _imported(suffix: str, uti: str) -> dict[str, Any]:
    """Where the system knows the identifier, its own declaration wins over this one."""
    return {
        "UTTypeIdentifier": uti,
        "UTTypeDescription": f"{suffix.upper()} RAW photo",
        "UTTypeConformsTo": ["public.camera-raw-image"],
        "UTTypeTagSpecification": {"public.filename-extension": [suffix, suffix.upper()]},
    }
