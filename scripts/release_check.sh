#!/usr/bin/env bash
# usage: scripts/release_check.sh UV
# Builds sdist and wheel into dist/, installs the wheel alone (no extras; locked versions, hashes required) into a new
# environment, and runs there, away from the source tree, what a user would: the main job, the docs, the docstrings'
# examples.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1 tree=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rm -rf dist
"$uv" build --quiet --python "${PYTHON:-python3}" --build-constraints requirements/build.txt --require-hashes --out-dir dist
wheel=$(echo dist/*.whl)
echo "$tree/$wheel --hash=sha256:$("${PYTHON:-python3}" -c \
  'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$wheel")" >"$work/wheel.txt"

"$uv" venv --quiet --python "${PYTHON:-python3}" "$work/venv"
"$uv" pip install --quiet --python "$work/venv/bin/python" --require-hashes \
  --requirements "$work/wheel.txt" --constraints requirements/runtime.txt
"$uv" pip check --quiet --python "$work/venv/bin/python"


about=$("$work/venv/bin/python" -c 'import importlib.metadata as m; print(m.metadata("stetmark"))')
grep -q '^License-File: NOTICE$' <<<"$about"
if grep -nE '\]\((https?:)?[^h)]' <<<"$about"; then
  echo "a relative link in the metadata" >&2
  exit 1
fi

cd "$work"
"$work/venv/bin/stetmark" run --out run
test -s run/report.html
"$work/venv/bin/stetmark" docs
"$work/venv/bin/stetmark" docs guard >guard.md
cmp guard.md "$tree/docs/guard.md"
"$work/venv/bin/python" -I -W error "$tree/tests/house/doctests.py"
echo "Built and checked: $wheel, $(cd "$tree" && echo dist/*.tar.gz)"
