"""Large dark photos for measuring speed and memory, as `lowlight benchmark` makes them.

    python -m tests.large_photos --megapixels 24 --output dark24.jpg
    python -m tests.large_photos --megapixels 45 --output dark45.dng --gain 8

They are made of the samples, or of any folder with --photos.
"""

import argparse
from pathlib import Path

from lowlight_desktop.studio.benchmark.photos import pieces_of, write_dark_dng, write_dark_jpeg

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"


def main() -> None:
    """Write one photo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megapixels", type=float, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--photos", type=Path, default=SAMPLES, help="folder of real photographs")
    parser.add_argument("--exposure", type=float, default=-2.5, help="EV; negative is darker")
    parser.add_argument("--gain", type=float, default=4.0, help="of the sensor, for a DNG")
    wish = parser.parse_args()
    pieces = pieces_of(wish.photos, wish.exposure)
    if wish.output.suffix.lower() == ".dng":
        write_dark_dng(wish.output, wish.megapixels, pieces, wish.gain)
    else:
        write_dark_jpeg(wish.output, wish.megapixels, pieces)


if __name__ == "__main__":
    main()
