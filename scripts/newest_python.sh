#!/usr/bin/env bash
# Prints the path of the newest Python that runs here: on PATH, or among pyenv's versions.
set -euo pipefail
for minor in $(seq 30 -1 11); do
  # pyenv's shims are on PATH for versions that are not switched on, and fail: hence the trial run.
  for python in $(type -ap "python3.$minor" || true) "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3."$minor".*/bin/python; do
    if "$python" -c 'import venv, ssl' 2>/dev/null; then
      echo "$python"
      exit
    fi
  done
done
echo "no Python 3.11 or newer found" >&2
exit 1
