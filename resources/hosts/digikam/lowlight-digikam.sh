#!/bin/sh
# Lowlight for digiKam's Batch Queue Manager: lowlight-digikam.sh INPUT OUTPUT [PRESET]
#
# digiKam waits a minute for a script and then ends it. A photo that is done by then becomes OUTPUT.
# One that is not is finished in the background and lies beside INPUT, as NAME-lowlight; the queue
# is told that it has failed, so that it keeps nothing half done, and a sentence says why.
# digiKam shows nothing of what a script says: the sentences stand in lowlight-digikam.txt too.
# Exit codes: 0 done; 127 for everything else, the one that every version of digiKam takes for a
# failure; it calls it "Command not found".

lowlight() { "lowlight" "$@"; }
patience_s=${LOWLIGHT_PATIENCE_S:-50}

reasons=${XDG_CACHE_HOME:-$HOME/.cache}/lowlight-digikam.txt

tell() { # a sentence, also where it can be read after digiKam has dropped it
    echo "lowlight: $1" >&2
    {
        mkdir -p "${reasons%/*}"
        [ ! -e "$reasons" ] || [ "$(wc -c <"$reasons")" -lt 100000 ] || rm "$reasons"
        echo "$(date '+%Y-%m-%d %H:%M:%S') $1" >>"$reasons"
    } 2>/dev/null
}

tell_all() { # what the program has said
    sed -n 's/^lowlight: //p' "$folder/told" >"$folder/sentences"
    while IFS= read -r sentence; do tell "$sentence"; done <"$folder/sentences"
}

fail() {
    tell "$1"
    exit 127
}

[ $# -ge 2 ] || fail "lowlight-digikam.sh needs INPUT and OUTPUT."
input=$1 output=$2 preset=${3-}
kind=$(printf %s "${output##*.}" | tr '[:upper:]' '[:lower:]')
case $kind in
tif | tiff) format="tiff --depth 16" ending=tif ;;
png) format="png --depth 16" ending=png ;;
jxl) format="jxl --depth 16" ending=jxl ;;
avif) format="avif --depth 10" ending=avif ;;
jpg | jpeg | jpe) format=jpeg ending=jpg ;;
*) fail "${input##*/}: Lowlight writes no .$kind; choose TIFF, PNG or JPEG as Output file type." ;;
esac
unset LD_LIBRARY_PATH LD_PRELOAD PYTHONHOME PYTHONPATH QT_PLUGIN_PATH
# In a sandbox /tmp is its own; the cache is the same from within and from without.
folder=$(mktemp -d "${XDG_CACHE_HOME:-${TMPDIR:-/tmp}}/lowlight-XXXXXX") ||
    fail "there is no place for working files."

beside() { # a free name beside the original
    number=
    while [ -e "${input%.*}-lowlight$number.$ending" ]; do number=$((${number:--1} - 1)); done
    echo "${input%.*}-lowlight$number.$ending"
}

work() {
    # shellcheck disable=SC2086 # the format is several words
    lowlight enhance ${preset:+--preset "$preset"} --format $format --output "$folder" \
        --name result --again --journal "$folder/journal" --progress none -- "$input" \
        2>"$folder/told"
    code=$?
    if mkdir "$folder/claim"; then # in time: the script itself takes it from here
        echo $code >"$folder/code.part"
        mv "$folder/code.part" "$folder/code"
    else
        [ $code != 0 ] || mv "$folder/result.$ending" "$(beside)"
        tell_all
        rm -rf "$folder"
    fi
}

trap '' HUP
# Not `work >/dev/null &`: the shell would keep the outputs for after the function, and who reads
# them would wait for it.
(
    exec >/dev/null 2>&1 </dev/null
    work
) &

waited=0
until [ -e "$folder/code" ]; do
    if [ "$waited" -ge "$patience_s" ] && mkdir "$folder/claim" 2>/dev/null; then
        fail "${input##*/} takes longer than digiKam waits; it will lie beside it as $(basename "$(beside)")."
    fi
    sleep 1
    waited=$((waited + 1))
done

code=$(cat "$folder/code")
if [ "$code" = 0 ]; then
    mv "$folder/result.$ending" "$output" || code=1
fi
tell_all
rm -rf "$folder"
[ "$code" = 0 ] || exit 127
