//! Takes passages of script through the whole engine and tiles what is drawn of them, each with its words:
//! `cargo run --release -p draw --example sheet -- LIST OUT.png [FROM COUNT]`.
//!
//! A line of the list is `HEADING | action`, or the action alone, which is then seen whole in a plain room.

mod font;

use draw::Animatic;
use model::{Framing, ProjectSettings, StylePreset};
use std::error::Error;
use tiny_skia::{Pixmap, PixmapPaint, PremultipliedColorU8, Transform};

const W: u32 = 256;
const H: u32 = 144;
/// People are seen whole: upright pictures.
const TALL: (u32, u32) = (128, 192);
const CAPTION: u32 = 32;
/// Moments of a shot in which something moves.
const MOMENTS: [f32; 3] = [0.06, 0.45, 0.9];

struct Cell {
    words: String,
    staging: model::Staging,
    size: (u32, u32),
    moments: Vec<f32>,
}

fn cell(line: &str, moves: bool) -> Cell {
    let (heading, action) = line.split_once('|').unwrap_or(("INT. STUDIO - DAY", line));
    let portrait = !line.contains('|');
    let play = script::read(&format!("{}\n\n{}\n", heading.trim(), action.trim()));
    let list = script::prompt_list(&play, &ProjectSettings { narration: false, ..ProjectSettings::default() });
    let shot = list.shots.first().cloned().unwrap_or_default();
    let mut staging = plan::stage(&list, StylePreset::Cinematic, &shot, &[]);
    if portrait {
        staging.framing = Framing::Full;
        staging.action = String::new();
        staging.set = "backdrop".to_owned();
        staging.things.clear();
        staging.figures.iter_mut().for_each(|figure| figure.acts.clear());
    } else if moves {
        staging.framing = Framing::Full;
    } else if staging.framing == Framing::Establishing {
        staging.framing = Framing::Wide;
    }
    if std::env::var_os("TOLD").is_some() {
        let looks = |figure: &model::Figure| {
            let ids: Vec<&str> = figure.looks.iter().map(|seen| seen.id.as_str()).collect();
            format!("{} [{}] {} {:?}: {}", figure.name, figure.description, figure.creature, figure.acts, ids.join(" "))
        };
        let people: Vec<String> = staging.figures.iter().map(looks).collect();
        let things: Vec<&str> = staging.things.iter().map(|seen| seen.id.as_str()).collect();
        println!(
            "{line}\n  set {:?} walls {:?} things {things:?}\n  {}",
            staging.set,
            staging.walls,
            people.join("\n  ")
        );
    }
    Cell {
        words: line.to_owned(),
        staging,
        size: if portrait { TALL } else { (W, H) },
        moments: if moves { MOMENTS.to_vec() } else { vec![0.4] },
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [list, out, range @ ..] = &args[..] else { return Err("usage: sheet LIST OUT.png [FROM COUNT]".into()) };
    let number = |at: usize, other: usize| range.get(at).and_then(|n| n.parse().ok()).unwrap_or(other);
    let text = std::fs::read_to_string(list)?;
    let moves = list.contains("actions");
    let lines = text.lines().filter(|line| !line.trim().is_empty()).skip(number(0, 0)).take(number(1, usize::MAX));
    let cells: Vec<Cell> = lines.map(|line| cell(line, moves)).collect();
    let tall = cells.first().is_some_and(|cell| cell.size == TALL);
    let (w, h, columns) = if tall {
        (TALL.0, TALL.1, 12)
    } else if moves {
        (W * 3, H, 2)
    } else {
        (W, H, 6)
    };
    let rows = (cells.len() as u32).div_ceil(columns);
    let mut sheet = Pixmap::new(columns * (w + 4), rows * (h + CAPTION)).ok_or("nothing in the list")?;
    sheet.fill(tiny_skia::Color::from_rgba8(18, 18, 22, 255));
    for (i, cell) in cells.iter().enumerate() {
        let (x, y) = (i as u32 % columns * (w + 4), i as u32 / columns * (h + CAPTION));
        let mut shot = Animatic::new(&cell.staging, cell.size.0, cell.size.1, 24, 4.0, 0);
        for (at, moment) in cell.moments.iter().enumerate() {
            let mut frame = Vec::new();
            shot.render((shot.frames() as f32 * moment) as u32, &mut frame);
            let picture = Pixmap::decode_png(&draw::png(&frame, cell.size.0 as usize, cell.size.1 as usize))?;
            let left = (x + at as u32 * cell.size.0) as i32;
            sheet.draw_pixmap(left, y as i32, picture.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
        let width = sheet.width();
        let ink = PremultipliedColorU8::from_rgba(232, 226, 210, 255).ok_or("no ink")?;
        let letters = (w / 4) as usize;
        font::text(&cell.words, letters, 1, |dx, dy| {
            if dy < CAPTION - 4
                && let Some(pixel) = sheet.pixels_mut().get_mut(((y + h + 2 + dy) * width + x + 1 + dx) as usize)
            {
                *pixel = ink;
            }
        });
    }
    std::fs::write(out, sheet.encode_png()?)?;
    Ok(())
}
