//! On Linux the program is linked to stand at a fixed address. Each child of
//! stage `process` is this program anew: at an address of its own, the loader
//! would write 14 pages of pointers into each of them: some 50 KiB of 190.
//! `make peers ARGS='--only pss'` says what a child takes now. Stack, heap and
//! libraries still move.

use std::env::var;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| {
        let all = var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
        all.split(',').any(|one| one == value)
    };
    // A static build has its own flags: README says which.
    if is("OS", "linux") && is("ENV", "gnu") && !is("FEATURE", "crt-static") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
