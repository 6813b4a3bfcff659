from lowlight_desktop.formats.crw import completed

CRW = {"Exif.Canon.ImageType": "CRW:EOS D30 CMOS RAW IMAGE"}


def test_a_long_exposure_is_told_from_canons_record() -> None:
    # The record of a 5 s exposure of an EOS D30, for which Exiv2 says 1 s and LibRaw 4.97.
    tags = {
        **CRW,
        "Exif.Photo.ExposureTime": "1/1",
        "Exif.CanonSi.TargetShutterSpeed": "65462",
    }
    assert completed(tags)["Exif.Photo.ExposureTime"] == "5/1"


def test_a_short_exposure_stays_as_it_is_told() -> None:
    tags = {**CRW, "Exif.Photo.ExposureTime": "1/6", "Exif.CanonSi.TargetShutterSpeed": "83"}
    assert completed(tags)["Exif.Photo.ExposureTime"] == "1/6"


def test_automatic_gain_counts_into_the_iso_speed() -> None:
    # 160 is ISO 100 and 32 is one stop.
    tags = {**CRW, "Exif.CanonSi.ISOSpeed": "160", "Exif.CanonSi.AutoISO": "32"}
    assert completed(tags)["Exif.Photo.ISOSpeedRatings"] == "200"


def test_other_files_are_left_alone() -> None:
    tags = {"Exif.Canon.ImageType": "Canon EOS R6", "Exif.CanonSi.ISOSpeed": "160"}
    assert completed(tags) == tags


def test_records_of_nonsense_add_nothing() -> None:
    tags = {
        **CRW,
        "Exif.CanonSi.ISOSpeed": "-3",
        "Exif.Canon.FocalLength": "2",
        "Exif.CanonCs.Lens": "1 2 0",
        "Exif.CanonSi.TargetShutterSpeed": "x",
    }
    assert completed(tags) == tags
