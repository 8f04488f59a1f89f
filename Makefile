# make help: what there is to do here.
.PHONY: help run test lessons tools faults bench compare peers targets kit \
	kit-test

# What the tests call, with the Debian package it comes in.
PROGRAMS = telnet:inetutils-telnet nc:netcat-openbsd socat:socat \
	xinetd:xinetd tcpserver:ucspi-tcp tmux:tmux less:less strace:strace ss:iproute2 \
	systemd-socket-activate:systemd python3:python3-minimal \
	prlimit:util-linux setpriv:util-linux unshare:util-linux \
	ps:procps valgrind:valgrind gdb:gdb chromium:chromium \
	chromedriver:chromium-driver

help:
	@echo "make run      start the server (ARGS='--stage single' for flags)"
	@echo "make test     tools, format, clippy and every test"
	@echo "make lessons  replay the lessons (BLESS=1 writes what was seen)"
	@echo "make tools    install the programs that the tests call"
	@echo "make faults   the fault suite alone, with its figures"
	@echo "make bench    speed and memory against servers built beside ours"
	@echo "make compare  every stage in one table, and charts of it"
	@echo "make peers    the same work for servers in C, Go, tokio and more"
	@echo "make kit      one archive for a room without internet"
	@echo "make kit-test unpack it, build and run it without a network"
	@echo "make targets  cargo check for macOS and Windows, where rustup can"

run:
	cargo run --release -- $(ARGS)

tools:
	@missing=; for pair in $(PROGRAMS); do \
		PATH="$$PATH:/usr/sbin:/sbin" command -v "$${pair%%:*}" \
			>/dev/null || missing="$$missing $${pair##*:}"; \
	done; \
	test -z "$$missing" && exit 0; \
	if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
			--no-install-recommends $$missing >/dev/null; \
	else \
		echo "Please install:$$missing" >&2; exit 1; \
	fi

test: tools
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	cargo test --quiet

lessons: tools
	cargo test --quiet --test lessons

faults: tools
	ECHOSTAGE_FIGURES=1 cargo test --release --quiet --test faults -- \
		--include-ignored --test-threads=1 --nocapture
	cargo test --release --quiet --test timeline -- --ignored --nocapture

bench: tools
	cargo build --release --quiet --bins --examples
	cargo bench --quiet --bench speed -- $(ARGS)

# The charts and the page go beside what cargo builds.
COMPARED = $${CARGO_TARGET_DIR:-target}/compare

compare:
	cargo build --release --quiet
	@mkdir -p "$(COMPARED)"
	cargo run --release --quiet -- compare --svg "$(COMPARED)" \
		--markdown="$(COMPARED)/page.md" \
		--json="$(COMPARED)/result.json" $(ARGS)

# Whoever is not here (gcc, go, ncat) is named in the table: none is installed.
# The static build is for the memory of a process; without it, that row is so.
peers:
	@cargo build --release --quiet --bins --examples
	-@RUSTFLAGS='-C target-feature=+crt-static -C relocation-model=static' \
		cargo build --release --quiet \
		--bin echostage --target $$(uname -m)-unknown-linux-gnu
	@cargo bench --quiet --bench peers -- $(ARGS)

targets:
	@for target in x86_64-pc-windows-gnu x86_64-apple-darwin; do \
		rustup target add $$target && \
		cargo check --quiet --target $$target || exit 1; \
	done

# KIT_PROFILE=dev packs a debug build: to try the steps. Packing needs the
# network for sources that cargo has not seen yet; unpacking needs none.
KIT_PROFILE = release
KIT = $${CARGO_TARGET_DIR:-target}/kit

kit:
	@tests/kit/pack.sh $(KIT_PROFILE)

kit-test: tools kit
	ECHOSTAGE_KIT="$$(echo "$(KIT)"/echostage-*-kit.tar.gz)" \
		cargo test --quiet --test kit -- --ignored --nocapture
