//! The flags of `echostage demo`.

use clap::Args;

const ABOUT: &str = "\
What it does:
  It starts servers of its own on free ports of 127.0.0.1, makes the symptom
  happen, and runs the commands that show it. What stands behind $ can be typed
  again, with the port and the pid that you see then. Where ss or ps is missing
  or fails, the kernel's own lines in /proc stand instead. It takes less than
  20 s (while Ctrl-Z stops it, no time counts), and ends all that it has
  started; only TIME-WAIT stays for a minute, on a port that nobody else has
  asked for.

Exit codes:
  0 the symptom was seen, 1 it was not, 2 wrong words, 130 Ctrl-C";

#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Demo {
    /// Which fault; without it they are listed
    #[arg(value_name = "FAULT")]
    pub fault: Option<String>,
    /// Be a naive server: what `demo` itself starts.
    #[arg(long, hide = true, value_name = "NAME", conflicts_with = "fault")]
    pub be: Option<String>,
}
