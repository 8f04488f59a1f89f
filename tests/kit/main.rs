//! The archive of `make kit`: enough by itself, in an empty folder, without a
//! network. `make kit-test` makes it and runs this.
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;

use common::Folder;
use common::tools::need;
use std::env;
use std::process::{Command, Stdio};

/// Each step says what it has shown. Cargo finds no home of before.
const STEPS: &str = r#"
PATH=$PATH:/usr/sbin:/sbin
ip link set lo up
test -z "$(ip route)"
tar --extract --gzip --file="$ECHOSTAGE_KIT"
cd echostage-*-kit
sha256sum --quiet --check SHA256SUMS
listed=$(wc -l < SHA256SUMS)
test "$listed" = "$(find . -type f ! -name SHA256SUMS | wc -l)"
echo "whole: $listed files"

echoes() {
    : > said
    "$1" --listen 127.0.0.1:0 > said 2> log & server=$!
    until grep -q '^listening on ' said; do kill -0 $server; done
    addr=$(sed -n 's/^listening on //p' said)
    test "$(echo hello | "$1" client "$addr" 2> told)" = hello
    kill $server
    wait $server
    echo "echoes: $2"
}
echoes ./echostage "the program"
if ldd ./echostage 2> told; then echo "it needs libraries" >&2; exit 1; fi
test "$(head -c 15 lessons.html)" = "<!DOCTYPE html>"
test -s README.txt

cd source
export CARGO_HOME="$PWD/../../cargo" CARGO_TARGET_DIR="$PWD/../../built"
cargo build --quiet --locked
echoes ../../built/debug/echostage "what was built"
"#;

#[test]
#[ignore = "builds everything: make kit-test"]
fn in_an_empty_folder_without_a_network_it_is_whole_builds_and_echoes() {
    let kit = env::var_os("ECHOSTAGE_KIT").expect("make kit-test says it");
    let kit = std::path::absolute(kit).unwrap();
    let folder = Folder::new();
    let mut unshare = Command::new(need("unshare"));
    unshare.args("--net --map-root-user --pid --fork".split(' '));
    unshare.args(["--kill-child", "--mount-proc", "sh", "-euc", STEPS]);
    unshare.current_dir(folder.path()).env("ECHOSTAGE_KIT", kit);
    unshare.env_remove("RUSTFLAGS").stdin(Stdio::null());
    let output = unshare.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}\n{wrong}");
    assert!(told.ends_with("echoes: what was built\n"), "{told}\n{wrong}");
    print!("{told}");
}
