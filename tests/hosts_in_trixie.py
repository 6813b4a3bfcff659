"""Prove the scripts in the hosts themselves: those of Debian 13.

    python -m tests.hosts_in_trixie [--system /tmp/trixie]

Needs root and `debootstrap`. The first call puts a Debian 13 with the hosts into the folder
(1.5 GB, a few minutes). Each call then starts the hosts in it, under a screen of their own, with
this program and its Python mounted read-only; the mounts end with the call.
Every proof is one row of the table; what only a person can do at Lowlight's window is played.
"""

import argparse
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PROOFS = PROJECT / "tests" / "host_proofs"
SAMPLE = PROJECT / "resources" / "samples" / "Canon_PowerShot_S40_CRW_0117.CRW"
PHOTOS = ("night.CRW", "it's 50% $HOME ü.CRW", "long.CRW", *(f"e{i}.CRW" for i in range(1, 6)))
INSIDE = "/tmp/proofs"  # within the other system
PACKAGES = (
    "darktable gimp python3-gi gir1.2-gimp-3.0 rawtherapee xvfb xauth dbus dbus-x11 procps "
    "imagemagick libxcb-cursor0 krita python3-pyqt5"
)
MIRROR = "http://deb.debian.org/debian"
LONGEST_S = 900
# The display's number is free: screens outside of the other system are seen from within.
SCREEN = f"""
rm -f {INSIDE}/display # of the host before
Xvfb -displayfd 3 -screen 0 1600x1000x24 3>{INSIDE}/display 2>/dev/null &
screen=$!
until [ -s {INSIDE}/display ]; do sleep 0.1; done
export DISPLAY=:$(cat {INSIDE}/display)
"""

# The lock of one that was ended names a process, and their numbers begin anew with every host.
SETTINGS_OF_DARKTABLE = """
mkdir -p $HOME/.config/darktable
rm -f $HOME/.config/darktable/*.lock
"""


def build(system: Path) -> None:
    """Put a Debian 13 with the hosts into a folder, unless it is there."""
    if (system / "usr" / "bin" / "darktable").exists():
        return
    if not (system / "usr" / "bin" / "apt-get").exists():
        _run(["debootstrap", "--variant=minbase", "trixie", str(system), MIRROR])
    never = system / "usr" / "sbin" / "policy-rc.d"  # no service of it starts here
    never.write_text("#!/bin/sh\nexit 101\n")
    never.chmod(0o755)
    shutil.copy("/etc/resolv.conf", system / "etc" / "resolv.conf")
    install = f"apt-get install -y -q --no-install-recommends {PACKAGES}"
    _inside(system, f"apt-get update -q && DEBIAN_FRONTEND=noninteractive {install}")


def prepare(system: Path) -> Path:
    """Lay photos, the program and the proofs where the hosts see them; returns where."""
    folder = system / INSIDE.lstrip("/")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(system / "root" / ".config", ignore_errors=True)
    (folder / "photos").mkdir(parents=True)
    for name in PHOTOS:
        shutil.copy(SAMPLE, folder / "photos" / name)
    for path in PROOFS.iterdir():
        if path.is_file():
            shutil.copy(path, folder / path.name)
    program = folder / "lowlight"
    program.write_text((PROOFS / "lowlight.sh").read_text().replace("@PYTHON@", sys.executable))
    program.chmod(0o755)
    return folder


def darktable_german() -> str:
    """Commands that prove it in a darktable that was told to speak German."""
    return f"""
{SETTINGS_OF_DARKTABLE}
{INSIDE}/lowlight hosts install darktable --program {INSIDE}/lowlight
{SCREEN}
dbus-run-session darktable --library :memory: --conf ui_last/gui_language=de \\
    --conf plugins/lighttable/image/expanded=TRUE --conf plugins/lighttable/export/expanded=TRUE \\
    --conf plugins/lighttable/export/storage_name=lowlight --conf ui_last/panel_width=450 \\
    --luacmd "dofile('{INSIDE}/darktable_german.lua')" >{INSIDE}/darktable_german.log 2>&1 &
host=$!
{_until_told("darktable_german")}
import -window root {INSIDE}/darktable_german.png
kill $host $screen 2>/dev/null
wait 2>/dev/null
{INSIDE}/lowlight hosts remove darktable
"""


def _until_told(name: str) -> str:
    """Commands that wait until a host has told all, or has ended."""
    return f"""
waited=0
until grep -qs ^END {INSIDE}/{name}.txt || [ $waited -ge {LONGEST_S} ]; do
    kill -0 $host || break
    sleep 1
    waited=$((waited + 1))
done"""


def darktable() -> str:
    """Commands that install the script and prove it in a darktable with a window."""
    settings = "plugins/lighttable/export/storage_name=lowlight\n"
    settings += "plugins/lighttable/export/format_name=tiff\nplugins/imageio/format/tiff/bpp=16\n"
    settings += "ui_last/window_w=1600\nui_last/window_h=1000\nui_last/panel_width=450\n"
    for panel in ("export", "image"):
        settings += f"plugins/lighttable/{panel}/expanded=TRUE\n"
    return f"""
{SETTINGS_OF_DARKTABLE}
printf %s {shlex.quote(settings)} >$HOME/.config/darktable/darktablerc
echo 'dofile("{INSIDE}/watch_jobs.lua") -- the user had this' >$HOME/.config/darktable/luarc
cp $HOME/.config/darktable/luarc {INSIDE}/luarc
{INSIDE}/lowlight hosts install darktable --program {INSIDE}/lowlight
{SCREEN}
dbus-run-session darktable -d lua --library :memory: --conf write_sidecar_files=never \\
    --luacmd "dofile('{INSIDE}/darktable.lua')" >{INSIDE}/darktable.log 2>&1 &
host=$!
{_until_told("darktable")}
import -window root {INSIDE}/darktable.png
kill $host $screen 2>/dev/null
wait 2>/dev/null
{INSIDE}/lowlight hosts remove darktable
cmp $HOME/.config/darktable/luarc {INSIDE}/luarc && [ ! -e $HOME/.config/darktable/lua ] && seen=ok
printf "removed, the user's own line is left\\t${{seen:-FAIL}}\\t\\n" >>{INSIDE}/darktable.txt
"""


def gimp() -> str:
    """Commands that install the plug-in and prove it in a GIMP without a window."""
    return f"""
gimp-console-3.0 --no-data --no-fonts --quit >/dev/null 2>&1
{INSIDE}/lowlight hosts install gimp --program {INSIDE}/lowlight
settings=$HOME/.config/GIMP/3.0
echo "(import-raw-plug-in \\"$settings/plug-ins/lowlight/lowlight.py\\")" >>$settings/gimprc
: >{INSIDE}/environment
export PYTHONPATH=/of/gimp QT_PLUGIN_PATH=/of/gimp LD_LIBRARY_PATH=/of/gimp
timeout {LONGEST_S} gimp-console-3.0 --no-data --no-fonts --batch-interpreter python-fu-eval \\
    -b "exec(open('{INSIDE}/gimp.py').read())" --quit >{INSIDE}/gimp.log 2>&1
unset PYTHONPATH QT_PLUGIN_PATH LD_LIBRARY_PATH
touch $settings/plug-ins/lowlight/lowlight.py # GIMP asks a plug-in for its words when it is new
label="Gimp.get_pdb().lookup_procedure('file-lowlight-load').get_menu_label()"
LANGUAGE=de gimp-console-3.0 --no-data --no-fonts --batch-interpreter python-fu-eval \\
    -b "open('{INSIDE}/label', 'w').write($label)" --quit >>{INSIDE}/gimp.log 2>&1
case $(cat {INSIDE}/label) in RAW-Foto*) seen=ok ;; *) seen=FAIL ;; esac
printf "German where GIMP is\\t$seen\\t$(cat {INSIDE}/label)\\n" >>{INSIDE}/gimp.txt
if grep -q /of/gimp {INSIDE}/environment; then seen=FAIL; else seen=ok; fi
printf "GIMP's own variables stay with GIMP\\t$seen\\t\\n" >>{INSIDE}/gimp.txt
"""


def krita() -> str:
    """Commands that install the plug-in and prove it in a Krita that shows nothing."""
    return f"""
mkdir -p $HOME/.local/share/krita
{INSIDE}/lowlight hosts install krita --program {INSIDE}/lowlight
{SCREEN}
cp {INSIDE}/krita_proof.py $HOME/.local/share/krita/pykrita/
export PYTHONPATH=$HOME/.local/share/krita/pykrita LANG=de_DE.UTF-8
dbus-run-session kritarunner -s krita_proof >{INSIDE}/krita.log 2>&1 &
host=$!
{_until_told("krita")}
kill $host $screen 2>/dev/null
wait 2>/dev/null
{INSIDE}/lowlight hosts remove krita
[ ! -e $HOME/.local/share/krita/pykrita/lowlight ] && seen=ok
printf "removed\\t${{seen:-FAIL}}\\t\\n" >>{INSIDE}/krita.txt
"""


def rawtherapee() -> str:
    """Commands that open our DNG and our TIFF in RawTherapee."""
    rows = ""
    for kind in ("dng", "tiff"):
        rows += f"""
{INSIDE}/lowlight enhance {INSIDE}/photos/night.CRW --format {kind} --depth 16 --again \\
    --output {INSIDE}/{kind} --progress none >/dev/null
rawtherapee-cli -o {INSIDE}/{kind}/opened.jpg -Y -c {INSIDE}/{kind}/night.* \\
    >{INSIDE}/{kind}.log 2>&1
if [ -s {INSIDE}/{kind}/opened.jpg ]; then seen=ok; else seen=FAIL; fi
printf 'opens our {kind}\\t'$seen'\\t\\n' >>{INSIDE}/rawtherapee.txt
"""
    return rows


def art() -> str:
    """Commands that do what ART does with our files; it is in no Debian."""
    return f"""
mkdir -p $HOME/.config/ART
{INSIDE}/lowlight hosts install art --program {INSIDE}/lowlight
python3 {INSIDE}/art.py
rm $HOME/.config/ART/imageio/raw-crw.txt
{INSIDE}/lowlight hosts remove art
[ -z "$(ls $HOME/.config/ART)" ] && seen=ok
printf "removed\\t${{seen:-FAIL}}\\t\\n" >>{INSIDE}/art.txt
"""


HOSTS = {
    "darktable": darktable,
    "darktable_german": darktable_german,
    "gimp": gimp,
    "krita": krita,
    "rawtherapee": rawtherapee,
    "art": art,
}


def main() -> None:
    """Print a table; 1 if a proof failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.hosts_in_trixie", description=__doc__)
    parser.add_argument("--system", type=Path, default=Path("/tmp/trixie"))
    parser.add_argument("hosts", nargs="*", metavar="HOST", help=", ".join(HOSTS))
    wish = parser.parse_args()
    build(wish.system)
    folder = prepare(wish.system)
    print("| host | proof | | seen |\n|---|---|---|---|")  # noqa: T201
    went_well = True
    for name in wish.hosts or HOSTS:
        _inside(wish.system, HOSTS[name](), check=False)
        table = folder / f"{name}.txt"
        text = table.read_text() if table.exists() else f"{name}\tFAIL\tit has told nothing"
        rows = [row.split("\t") for row in text.splitlines() if "\t" in row]
        for proof, result, seen in rows:
            print(f"| {name} | {proof} | {result} | {seen} |", flush=True)  # noqa: T201
        went_well = went_well and bool(rows) and all(row[1] == "ok" for row in rows)
    sys.exit(not went_well)


def _inside(system: Path, commands: str, *, check: bool = True) -> None:
    """Run shell commands in the other system; its mounts end with them."""
    python = Path(sys.executable).resolve().parents[1]
    mounts = [f"mount -t proc proc {system}/proc", f"mount --bind /dev {system}/dev"]
    for source in (PROJECT, python):
        target = system / str(source).lstrip("/")
        target.mkdir(parents=True, exist_ok=True)
        mounts += [f"mount --bind {source} {target}", f"mount -o remount,bind,ro {target}"]
    environment = ["HOME=/root", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"]
    environment += [f"PROOFS={INSIDE}", "OMP_NUM_THREADS=2"]
    chroot = shlex.join(["chroot", str(system), "env", "-i", *environment, "sh", "-c", commands])
    script = " && ".join([*mounts, f"exec {chroot}"])
    _run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script], check=check)


def _run(words: list[str], *, check: bool = True) -> None:
    subprocess.run(words, check=check, stdout=sys.stderr)


if __name__ == "__main__":
    main()
