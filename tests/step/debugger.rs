//! The one place for a debugger's breakpoint.

use crate::common::tools::need;
use std::process::{Command, Stdio};

#[test]
fn a_breakpoint_on_tell_stops_at_an_event() {
    let mut gdb = Command::new(need("gdb"));
    gdb.args(["-batch", "-nx", "-ex", "set debuginfod enabled off"]);
    gdb.args(["-ex", "break echostage::trace::tell"]);
    gdb.args(["-ex", "run -v --listen 127.0.0.1:0"]);
    gdb.args(["-ex", "backtrace", "-ex", "kill"]);
    gdb.arg(env!("CARGO_BIN_EXE_echostage")).stdin(Stdio::null());
    let out = gdb.output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    let hit = text.contains("hit Breakpoint 1, echostage::trace::tell")
        || text.contains("hit Breakpoint 1.1, echostage::trace::tell");
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(hit, "{text}\n{errors}");
    assert!(text.contains("src/trace/mod.rs"), "{text}");
}
