# PyPI's part: OpenStack itself, at the locked versions, and our imitation drivers.

wanted=$(cat "$HERE/requirements.lock" "$HERE"/drivers/pyproject.toml "$HERE"/drivers/*/*.py | sha256sum)
if [ "$(cat "$VENV/.installed" 2>/dev/null)" != "$wanted" ]; then
    [ -x "$VENV/bin/python" ] || python3 -m venv "$VENV"
    [ -x "$VENV/bin/uv" ] || "$VENV/bin/pip" install --quiet uv setuptools wheel
    nice "$VENV/bin/uv" pip install --quiet --compile-bytecode --require-hashes \
        --cache-dir "$CACHE/uv" --python "$VENV/bin/python" --requirement "$HERE/requirements.lock"
    # Built from a copy, so that no build folder appears in the source tree.
    rm -rf "$CACHE/drivers"
    cp -r --no-preserve=mode "$HERE/drivers" "$CACHE/drivers"
    "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --no-build-isolation --no-deps \
        --reinstall "$CACHE/drivers"
    echo "$wanted" >"$VENV/.installed"
fi
