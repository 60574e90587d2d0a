//! Writes contact sheets of many stagings as PNG files: `cargo run --example contact_sheet -- FOLDER [sheet …]`.

mod people;
mod places;
mod sheets;

use draw::Animatic;
use model::Staging;
use std::{error::Error, path::Path};
use tiny_skia::{Pixmap, PixmapPaint, Transform};

/// The usual size of a picture.
pub const W: u32 = 640;
pub const H: u32 = 360;

/// Pictures side by side. A cell is a staging, the number of its take, the moment of the shot from 0 to 1, and its size.
pub struct Sheet {
    pub name: &'static str,
    columns: u32,
    pub cells: Vec<(Staging, u32, f32, (u32, u32))>,
}

impl Sheet {
    pub fn new(name: &'static str, columns: u32) -> Self {
        Self { name, columns, cells: Vec::new() }
    }

    pub fn add(&mut self, s: Staging) {
        self.cells.push((s, 0, 0.4, (W, H)));
    }

    fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let rows = (self.cells.len() as u32).div_ceil(self.columns);
        let cw = self.cells.iter().map(|c| c.3.0).max().unwrap_or(W) + 8;
        let ch = self.cells.iter().map(|c| c.3.1).max().unwrap_or(H) + 8;
        let mut sheet = Pixmap::new(self.columns * cw, rows * ch).ok_or("a sheet without cells")?;
        let mut out = Vec::new();
        for (i, (s, take, at, (w, h))) in self.cells.iter().enumerate() {
            let mut shot = Animatic::new(&plan::staging_read(s.clone()), *w, *h, 24, 4.0, *take);
            shot.render((shot.frames() as f32 * at) as u32, &mut out);
            let png = draw::png(&out, *w as usize, *h as usize);
            let cell = Pixmap::decode_png(&png)?;
            let (x, y) = ((i as u32 % self.columns) * cw + 4, (i as u32 / self.columns) * ch + 4);
            sheet.draw_pixmap(x as i32, y as i32, cell.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
        std::fs::write(folder.join(format!("{}.png", self.name)), sheet.encode_png()?)?;
        println!("{}", self.name);
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "sheets".to_owned());
    let only: Vec<String> = args.collect();
    std::fs::create_dir_all(&folder)?;
    for sheet in sheets::sheets() {
        if only.is_empty() || only.iter().any(|o| o == sheet.name) {
            sheet.write(Path::new(&folder))?;
        }
    }
    Ok(())
}
