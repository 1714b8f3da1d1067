# Sourced by `run` and `test`, which set $here.
# ready KIND LOCK: returns at once when the stamp in .venv matches the lock, otherwise sets everything up.

ready() {
  local want have=''
  want=$(sha256sum < "$here/requirements/$2.txt")
  [ -r "$here/.venv/.ready-$1" ] && read -r have < "$here/.venv/.ready-$1"
  # The caller's folder is not on the path: a file there cannot stand in for one of ours.
  export PYTHONPATH=$here PYTHONSAFEPATH=1
  if [ "${want%% *}" = "$have" ] && [ -x "$here/.venv/bin/python" ]; then
    return
  fi
  local python
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      "$python" -m bootstrap "$1"
      return
    fi
  done
  echo 'doorstep: Python 3.11 or newer is needed, and none was found on the PATH.' >&2
  exit 1
}
