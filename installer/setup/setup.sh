#!/usr/bin/env bash
# Installs what a fresh Debian machine lacks: system packages through apt, then the virtual environment
# from the hash-locked list. Called by make; installs nothing that is already there.
set -euo pipefail
cd "$(dirname "$0")/../.."
PYTHON=${PYTHON:-python3}
VENV=${VENV:-.venv}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "setup: as root, please run: $*" >&2
    exit 1
  fi
}

mapfile -t packages < <(grep -vE '^\s*(#|$)' installer/setup/apt-packages.txt)
# The system Python needs its venv module and headers as packages; a Python of its own brings both.
case "$(readlink -f "$(command -v "$PYTHON")")" in /usr/bin/*) packages+=(python3-venv python3-dev) ;; esac
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "setup: these packages are missing and apt-get is not here: ${missing[*]}" >&2
    exit 1
  fi
  echo "setup: installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "setup: Python 3.11 or newer is needed, $("$PYTHON" --version) found; try PYTHON=/path/to/python3.11 make ..." >&2
  exit 1
}
[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
