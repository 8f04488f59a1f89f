//! The flags of `echostage lesson`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Lesson {
    /// Its number, as in `echostage lesson 3`, or the name of a page; without
    /// it, all are listed
    #[arg(value_name = "N")]
    pub name: Option<String>,
    /// Play it: you read, and Enter types the next command. With tmux its
    /// terminals stand beside the text
    #[arg(long, requires = "name", conflicts_with_all = ["handout", "teacher"])]
    pub play: bool,
    /// Write a page to print on A4, for the class: without answers, and with
    /// room to fill in
    #[arg(long, value_name = "FILE", requires = "name")]
    pub handout: Option<PathBuf>,
    /// Write a page to print on A4, for the teacher: with the answers
    #[arg(long, value_name = "FILE", requires = "name")]
    pub teacher: Option<PathBuf>,
    /// Write all of them, with the answers, as one page that loads nothing
    #[arg(long, value_name = "FILE", conflicts_with = "name")]
    pub book: Option<PathBuf>,
    /// The text beside the terminals, in this folder; --play starts it
    #[arg(long, hide = true, requires = "name")]
    pub guide: Option<PathBuf>,
}
