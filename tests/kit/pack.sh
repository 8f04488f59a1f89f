#!/bin/sh
# make kit: one archive for a room without internet. $1 is a cargo profile.
set -eu
profile=${1:-release}
folder=$(test "$profile" = dev && echo debug || echo "$profile")
out=$(mkdir -p "${CARGO_TARGET_DIR:-target}/kit" &&
	cd "${CARGO_TARGET_DIR:-target}" && pwd)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name=echostage-$version-kit
kit=$out/kit/$name
target=$(uname -m)-unknown-linux-gnu

# Both flags: README, "How it is built".
RUSTFLAGS='-C target-feature=+crt-static -C relocation-model=static' \
	cargo build --locked --quiet --bin echostage \
	--profile "$profile" --target "$target"

rm -rf "$kit" "$out"/kit/echostage-*-kit.tar.gz
mkdir -p "$kit/source/.cargo"
cp tests/kit/README.txt "$kit"
cp "$out/$target/$folder/echostage" "$kit"
"$kit/echostage" lesson --book "$kit/lessons.html" >/dev/null

# What is under version control, as it is now; then what it depends on, for
# every system: students bring other ones than this.
git ls-files -z | tar --null --files-from=- --create --file=- |
	tar --extract --file=- --directory="$kit/source"
(cd "$kit/source" && cargo vendor --locked --quiet vendor)
cp tests/kit/config.toml "$kit/source/.cargo"

(cd "$kit" && find . -type f ! -name SHA256SUMS -print0 | sort -z |
	xargs -0 sha256sum >SHA256SUMS)
tar --create --gzip --owner=0 --group=0 --sort=name \
	--directory="$out/kit" --file="$kit.tar.gz" "$name"
rm -rf "$kit"
ls -lh "$kit.tar.gz"
