#!/usr/bin/env bash
# usage: scripts/install.sh LEVEL [VENV]      LEVEL: runtime, test, all or lowest
# Installs exactly what requirements/LEVEL.txt locks, each file checked by its hash, and this project, editable, into
# VENV (.venv). With uv where it is installed, with venv and pip where it is not. PYTHON names the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
level=$1 venv=${2:-.venv} python=${PYTHON:-python3}

# The lists are complete, so nothing is resolved (--no-deps) and the last line checks that nothing is missing.
# build.txt comes first: jieba and the project are built with the locked tools, not with what an isolated build
# would fetch.
if command -v uv >/dev/null; then
  uv venv --quiet --allow-existing --python "$python" "$venv"
  install=(uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation)
  check=(uv pip check --quiet --python "$venv/bin/python")
else
  "$python" -m venv "$venv"
  pip=("$venv/bin/python" -m pip --disable-pip-version-check)
  install=("${pip[@]}" install --quiet --no-deps --no-build-isolation --use-pep517)
  check=("${pip[@]}" check)
fi
"${install[@]}" --require-hashes -r requirements/build.txt
"${install[@]}" --require-hashes -r "requirements/$level.txt"
"${install[@]}" --editable .
"${check[@]}" >&2
