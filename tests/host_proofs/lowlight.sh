#!/bin/sh
# The program as an installer would put it: one file. What only a person can do, pressing Save or
# Cancel in the window, is played by stand_in.py.
here=${0%/*}
env | grep -E '^(PYTHON|LD_|QT_|GI_)' >>"$here/environment"
case $1 in
edit)
    case "$*" in *--apply*|*--recipe*) window= ;; *) window=1 ;; esac
    case "$*" in *"Proof: "*) window=1 ;; esac
    if [ -n "$window" ]; then
        "@PYTHON@" -P "$here/stand_in.py" "$@"
    else
        "@PYTHON@" -P -m lowlight_desktop "$@"
    fi
    code=$?
    : >"$here/ended"
    exit $code
    ;;
esac
exec "@PYTHON@" -P -m lowlight_desktop "$@"
