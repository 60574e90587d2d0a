//! The text of a PDF as it stands on its pages: every letter has a place, and places become lines and columns.

use super::decode::LIMIT_MB;
use super::lines_of_page::{Glyph, Page, text_of};
use crate::screenplay::ReadError;
use pdf_extract::{ColorSpace, Document, MediaBox, OutputDev, OutputError, Path, Transform, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// More pages and letters than the longest novel.
const PAGES: usize = 3_000;
const GLYPHS: usize = 6_000_000;

/// The text of a PDF, laid out with spaces and empty lines as it stands on the page, so that [`read`](crate::read) can tell
/// headings, names and speeches by their indentation. Lines that repeat at the top or the foot of the pages are left out.
///
/// A PDF can be made to take any time and memory: call this in a process of its own, with limits on both.
///
/// # Errors
/// When the file is no PDF, locked, damaged, or holds pictures of pages only.
pub fn pdf_text(bytes: &[u8]) -> Result<String, ReadError> {
    let damaged = |why: &str| ReadError::Damaged { kind: "PDF", why: why.to_owned() };
    if bytes.len() > LIMIT_MB << 20 {
        return Err(ReadError::TooLarge { limit: LIMIT_MB });
    }
    // The reader of PDFs panics where a file contradicts itself.
    let mut document = catch_unwind(|| Document::load_mem(bytes))
        .ok()
        .and_then(Result::ok)
        .ok_or_else(|| damaged("its list of parts cannot be read"))?;
    if document.is_encrypted() {
        let opened = catch_unwind(AssertUnwindSafe(|| document.decrypt("").is_ok())).unwrap_or(false);
        if !opened {
            return Err(damaged("it is locked with a password"));
        }
    }
    let numbers: Vec<u32> = catch_unwind(AssertUnwindSafe(|| document.get_pages().into_keys().collect::<Vec<_>>()))
        .map_err(|_| damaged("its list of pages cannot be read"))?;
    if numbers.len() > PAGES {
        return Err(damaged("it has more pages than a script can have"));
    }
    let mut collector = Collector::default();
    for number in numbers {
        let read = catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut collector, number).is_ok()));
        if collector.count > GLYPHS {
            return Err(damaged("it holds more text than a script can"));
        }
        // Half a script would be worse than none.
        if !read.unwrap_or(false) {
            return Err(damaged(&format!("page {number} cannot be read")));
        }
    }
    if collector.pages.iter().all(|page| page.glyphs.is_empty()) {
        return Err(ReadError::Pictures);
    }
    Ok(text_of(&collector.pages))
}

/// The width of a letter of Courier, in parts of its size.
const TYPEWRITER: f64 = 0.6;

#[derive(Default)]
struct Collector {
    pages: Vec<Page>,
    top: f64,
    left: f64,
    count: usize,
    /// Where the next letter of the run would stand, and how far the run was moved for letters without a width.
    next: Option<(f64, f64)>,
    shift: f64,
}

impl OutputDev for Collector {
    fn begin_page(&mut self, _: u32, page: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        (self.top, self.left) = (page.ury, page.llx);
        self.pages.push(Page::default());
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        let scale = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let mut glyph = Glyph {
            x: place.m31 - self.left,
            y: self.top - place.m32,
            width: width * size * scale,
            size: size * scale,
            text: letter.to_owned(),
            turned: place.m12.abs() > 0.1 * scale,
        };
        // Widths of some fonts are not found, and their letters lie on each other. They are set as a typewriter would.
        let (x, y) = (glyph.x, glyph.y);
        if !self.next.is_some_and(|(next, line)| (next - x).abs() < 0.01 && (line - y).abs() < 0.01) {
            self.shift = 0.0;
        }
        self.next = Some((x + glyph.width, y));
        glyph.x += self.shift;
        if glyph.width < 0.01 && !letter.starts_with(|c: char| ('\u{300}'..='\u{36f}').contains(&c)) {
            glyph.width = TYPEWRITER * glyph.size;
            self.shift += glyph.width;
        }
        self.count += 1;
        let usable = glyph.x.is_finite() && glyph.y.is_finite() && glyph.width.is_finite() && glyph.size.is_finite();
        if usable
            && self.count <= GLYPHS
            && let Some(page) = self.pages.last_mut()
        {
            page.glyphs.push(glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }

    fn fill(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }
}
