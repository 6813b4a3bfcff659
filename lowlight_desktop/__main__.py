"""`python -m lowlight_desktop`: what the launchers start."""

from lowlight_desktop.cli.main import run

run()
