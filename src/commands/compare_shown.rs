//! What becomes of a comparison: a table, an object, a page, charts.

use super::Failure;
use super::files::{Kind, failed, same};
use super::timeline::{colour, show};
use crate::cli::{Colour, Shown, is_output};
use crate::compare::{Comparison, drawn, shown};
use crate::trace::escape;
use std::fs;
use std::io::Write;
use std::path::Path;

const CHART: Kind =
    Kind { flag: "--svg", name: "chart of ours", mark: drawn::MARK };
const OBJECT: Kind =
    Kind { flag: "--json", name: "result of ours", mark: shown::JSON };
const PAGE: Kind =
    Kind { flag: "--markdown", name: "page of ours", mark: shown::PAGE };

/// Whether all of it can be written: before minutes are spent on measuring.
pub fn check(flags: &Shown) -> Result<(), Failure> {
    flags.check().map_err(Failure::usage)?;
    let files = [(&OBJECT, &flags.json), (&PAGE, &flags.markdown)];
    let files = files.into_iter().filter(|(_, path)| !is_output(path));
    let files = files.filter_map(|(kind, path)| Some((kind, path.as_deref()?)));
    let files: Vec<_> = files.collect();
    if let [(_, json), (_, markdown)] = files[..]
        && same(json, markdown)
    {
        return Err(Failure::usage(
            "--json and --markdown name the same file: one would be lost; \
             name two",
        ));
    }
    for (kind, path) in files {
        kind.will_write(path)?;
    }
    if let Some(folder) = &flags.svg {
        fs::create_dir_all(folder)
            .map_err(|e| failed(CHART.flag, folder, e))?;
        for file in drawn::FILES {
            CHART.will_write(&folder.join(file))?;
        }
    }
    Ok(())
}

/// Prints it and writes the files. All of it is tried, so that one that fails
/// costs none of the others; then the first failure is returned.
pub fn shown(flags: &Shown, found: &Comparison) -> Result<(), Failure> {
    let json = || shown::json(found).map_err(Failure::start);
    let page = || match flags.model {
        true => shown::markdown(found) + &shown::model_page(found),
        false => shown::markdown(found),
    };
    let tried = [
        if flags.instead() { Ok(()) } else { tables(flags, found) },
        match flags.json.as_deref() {
            Some(_) if is_output(&flags.json) => {
                json().and_then(|it| show(&it))
            }
            Some(path) => json().and_then(|it| save(&OBJECT, path, &it)),
            None => Ok(()),
        },
        match flags.markdown.as_deref() {
            Some(_) if is_output(&flags.markdown) => show(&page()),
            Some(path) => save(&PAGE, path, &page()),
            None => Ok(()),
        },
        match flags.svg.as_deref() {
            Some(folder) => charts(flags, folder, found),
            None => Ok(()),
        },
    ];
    tried.into_iter().collect()
}

fn tables(flags: &Shown, found: &Comparison) -> Result<(), Failure> {
    show(&shown::table(found, width(), ink()))?;
    if flags.model {
        show(&format!("\n{}", shown::model(found, width(), ink())))?;
    }
    Ok(())
}

fn charts(
    flags: &Shown,
    folder: &Path,
    found: &Comparison,
) -> Result<(), Failure> {
    let charts = drawn::charts(found).map_err(Failure::start)?;
    let mut told = String::new();
    let mut saved = Ok(());
    for file in drawn::FILES {
        let path = folder.join(file);
        let name = escape(path.as_os_str().as_encoded_bytes(), 200);
        match charts.iter().find(|chart| chart.file == file) {
            Some(chart) => match save(&CHART, &path, &chart.svg) {
                Ok(()) => told += &format!("{name}: drawn\n"),
                failed => saved = saved.and(failed),
            },
            None if path.exists() => {
                told += &format!("{name}: not drawn, it is an older one\n");
            }
            None => told += &format!("{name}: not drawn\n"),
        }
    }
    let said = if flags.instead() { Ok(()) } else { show(&told) };
    saved.and(said)
}

fn save(kind: &Kind, path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = kind.create(path)?;
    let saved = file.write_all(text.as_bytes());
    saved.map_err(|e| failed(kind.flag, path, e))
}

fn width() -> usize {
    let known = terminal_size::terminal_size();
    known.map_or(80, |(width, _)| usize::from(width.0))
}

fn ink() -> shown::Ink {
    shown::Ink { colour: colour(Colour::Auto) }
}
