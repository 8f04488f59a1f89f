//! A chart as SVG: axes with units, a line for each contestant, and its name
//! beside it. 1280 by 720, to be read from the last row of a classroom.

use super::axis::Axis;
use super::labels::labels;
use super::look::{FAINT, GRID, INK, Look};
use super::marker;
use plotters::chart::ChartContext;
use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

pub const SIZE: (i32, i32) = (1280, 720);
/// Right of the lines stand their names.
pub const NAMES: i32 = 400;
pub const TOP: i32 = 156;
/// Of more lines nothing could be seen.
pub const LINES: usize = 20;

pub struct Figure {
    /// The question that it answers.
    pub title: String,
    /// What must be known to read it.
    pub about: Vec<String>,
    pub x: Axis,
    pub y: Axis,
    pub lines: Vec<Line>,
}

pub struct Line {
    pub name: String,
    /// Stands beside the name; may be empty.
    pub note: String,
    pub look: Look,
    /// By rising x: x, y, and from where to where the middle half was.
    pub points: Vec<[f64; 4]>,
    /// Each point has its marker and its quartiles; else only some have a
    /// marker.
    pub few: bool,
}

/// A point in pixels, and from where to where its middle half goes.
type Place = ((i32, i32), (i32, i32));
pub type Root<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Axis, Axis>>;

/// The elements of the picture, without what makes it ours.
pub fn draw(figure: &Figure) -> Result<String, String> {
    let mut svg = String::new();
    paint(figure, &mut svg).map_err(|e| format!("a chart failed: {e}"))?;
    Ok(svg)
}

fn paint(
    figure: &Figure,
    svg: &mut String,
) -> Result<(), Box<dyn std::error::Error>> {
    let size = (SIZE.0 as u32, SIZE.1 as u32);
    let root = SVGBackend::with_string(svg, size).into_drawing_area();
    root.fill(&WHITE)?;
    write(&root, &figure.title, (24, 34), (32, INK))?;
    for (n, line) in figure.about.iter().enumerate() {
        write(&root, line, (24, 70 + 24 * n as i32), (18, FAINT))?;
    }
    write(&root, figure.y.title, (24, TOP - 30), (20, INK))?;
    let mut chart = ChartBuilder::on(&root)
        .margin_top(TOP)
        .margin_right(NAMES)
        .margin_bottom(10)
        .x_label_area_size(64)
        .y_label_area_size(110)
        .build_cartesian_2d(figure.x.clone(), figure.y.clone())?;
    mesh(&mut chart, figure)?;
    let mut ends = Vec::new();
    for line in figure.lines.iter().take(LINES) {
        let places = places(&chart, figure, line);
        strokes(&root, line, &places)?;
        ends.push(places.last().map_or((0, TOP), |place| place.0));
    }
    labels(&root, figure, &ends)?;
    root.present()?;
    Ok(())
}

fn mesh(
    chart: &mut Chart,
    figure: &Figure,
) -> Result<(), Box<dyn std::error::Error>> {
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style(font(18).color(&INK))
        .x_desc(figure.x.title)
        .axis_desc_style(font(20).color(&INK))
        .draw()?;
    Ok(())
}

/// Pixels of each point, and of its quartiles; without what is off the axes.
fn places(chart: &Chart, figure: &Figure, line: &Line) -> Vec<Place> {
    let place = |[x, y, low, high]: &[f64; 4]| {
        let x = figure.x.scale.place(*x)?;
        let down = |y: &f64| {
            let y = figure.y.scale.place(*y)?;
            Some(chart.backend_coord(&(x, y)))
        };
        let at = down(y)?;
        let span = (down(low).unwrap_or(at).1, down(high).unwrap_or(at).1);
        Some((at, span))
    };
    line.points.iter().filter_map(place).collect()
}

fn strokes(
    root: &Root,
    line: &Line,
    places: &[Place],
) -> Result<(), Box<dyn std::error::Error>> {
    let colour = line.look.colour;
    for ((x, _), (low, high)) in places.iter().filter(|_| line.few) {
        let span = vec![(*x, *low), (*x, *high)];
        root.draw(&PathElement::new(span, colour.mix(0.5).stroke_width(2)))?;
    }
    let path: Vec<_> = places.iter().map(|place| place.0).collect();
    let style = colour.stroke_width(3);
    match line.look.dash {
        Some((on, off)) => {
            root.draw(&DashedPathElement::new(path.clone(), on, off, style))?
        }
        None => root.draw(&PathElement::new(path.clone(), style))?,
    }
    let every = if line.few { 1 } else { path.len().div_ceil(8).max(1) };
    for at in path.into_iter().step_by(every) {
        marker::draw(root, line.look, at)?;
    }
    Ok(())
}

/// So many pixels high: plotters takes points of its own.
fn font(pixels: i32) -> FontDesc<'static> {
    ("sans-serif", f64::from(pixels) * 1.24).into_font()
}

pub fn write(
    root: &Root,
    text: &str,
    at: (i32, i32),
    (pixels, colour): (i32, RGBColor),
) -> Result<(), Box<dyn std::error::Error>> {
    let middle = Pos::new(HPos::Left, VPos::Center);
    let style = font(pixels).color(&colour).pos(middle);
    root.draw_text(text, &style, at)?;
    Ok(())
}
