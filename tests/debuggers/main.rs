//! Stepping through a stage: command files for gdb, and what VS Code starts.

#[path = "../common/mod.rs"]
mod common;
mod gdb;
mod script;
mod vscode;
mod walks;
