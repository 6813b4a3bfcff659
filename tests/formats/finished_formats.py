"""The formats of finished photos: a DNG holds sensor data, and has tests of its own."""

from lowlight_desktop.photo.export_options import FileFormat

FINISHED = tuple(form for form in FileFormat if form is not FileFormat.DNG)
