//! Which columns of a layer's rows hold anything, and which of them hide all behind them.

/// Columns `start` to `end` of a row: opaque all along, or not everywhere clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub start: u32,
    pub end: u32,
    pub solid: bool,
}

/// The runs of every row; those of row y hold for rows y and y + 1 together, as rows between them are made of both.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    runs: Vec<Run>,
    /// Where the runs of each row begin, and one more.
    first: Vec<u32>,
}

/// Columns are looked at in blocks of this many.
const BLOCK: usize = 16;
/// Solid or clear runs of fewer blocks are not worth a stop.
const WORTH: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Clear,
    Mixed,
    Solid,
}

impl Runs {
    /// Looks through a plane's opacities, `w` to a row.
    pub fn of(alpha: &[u8], w: usize) -> Self {
        let mut out = Self { runs: Vec::new(), first: vec![0] };
        if w == 0 {
            return out;
        }
        let rows = alpha.len() / w;
        let mut here = Vec::new();
        let mut next = Vec::new();
        let mut both: Vec<Class> = Vec::new();
        classes(alpha.get(..w).unwrap_or(&[]), &mut here);
        for y in 0..rows {
            let below = (y + 1).min(rows - 1) * w;
            classes(alpha.get(below..below + w).unwrap_or(&[]), &mut next);
            both.clear();
            both.extend(here.iter().zip(&next).map(|(&a, &b)| if a == b { a } else { Class::Mixed }));
            out.push(&both, w);
            std::mem::swap(&mut here, &mut next);
        }
        out
    }

    fn push(&mut self, row: &[Class], w: usize) {
        let begin = self.runs.len();
        let mut from = 0;
        for part in row.chunk_by(|a, b| a == b) {
            let class = part.first().copied().unwrap_or(Class::Clear);
            let (start, end) = ((from * BLOCK) as u32, ((from + part.len()) * BLOCK).min(w) as u32);
            let edge = from == 0 || from + part.len() == row.len();
            from += part.len();
            // The edge of a solid run that nothing borders on is blended.
            let kept = part.len() >= WORTH || part.len() == row.len();
            match class {
                Class::Clear if kept || edge => {}
                Class::Solid if kept => self.runs.push(Run { start, end, solid: true }),
                _ => match self.runs.get_mut(begin..).and_then(|r| r.last_mut()) {
                    Some(last) if last.end == start && !last.solid => last.end = end,
                    _ => self.runs.push(Run { start, end, solid: false }),
                },
            }
        }
        self.soften(begin, w as u32);
        self.first.push(self.runs.len() as u32);
    }

    /// Turns the outermost block of a solid run into a blended one where clear columns or the layer's edge border on it.
    fn soften(&mut self, begin: usize, w: u32) {
        let block = BLOCK as u32;
        let mut i = begin;
        while let Some(&run) = self.runs.get(i) {
            if run.solid && (run.start, run.end) != (0, w) {
                let touched = |other: Option<&Run>, at: u32, end: bool| {
                    other.is_some_and(|o| !o.solid && at == if end { o.end } else { o.start })
                };
                let before = i > begin && touched(i.checked_sub(1).and_then(|j| self.runs.get(j)), run.start, true);
                let after = touched(self.runs.get(i + 1), run.end, false);
                let (mut start, mut end) = (run.start, run.end);
                if !after {
                    end -= block;
                    self.runs.insert(i + 1, Run { start: end, end: run.end, solid: false });
                }
                if !before {
                    start += block;
                    self.runs.insert(i, Run { start: run.start, end: start, solid: false });
                    i += 1;
                }
                if let Some(run) = self.runs.get_mut(i) {
                    (run.start, run.end) = (start, end);
                }
            }
            i += 1;
        }
    }

    /// The runs of a row, from left to right, none touching another of its kind.
    pub fn row(&self, y: usize) -> &[Run] {
        match self.first.get(y..y + 2) {
            Some(&[from, to]) => self.runs.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Whether every row is opaque from edge to edge of a layer `w` columns wide.
    pub fn full(&self, w: usize) -> bool {
        let whole = Run { start: 0, end: w as u32, solid: true };
        self.runs.len() + 1 == self.first.len() && self.runs.iter().all(|&r| r == whole)
    }
}

fn classes(alpha: &[u8], out: &mut Vec<Class>) {
    out.clear();
    let of = |block: &[u8]| {
        if block.iter().all(|&a| a == 0) {
            Class::Clear
        } else if block.iter().all(|&a| a == 255) {
            Class::Solid
        } else {
            Class::Mixed
        }
    };
    let (whole, rest) = alpha.as_chunks::<BLOCK>();
    out.extend(whole.iter().map(|block| match u128::from_ne_bytes(*block) {
        0 => Class::Clear,
        u128::MAX => Class::Solid,
        _ => Class::Mixed,
    }));
    if !rest.is_empty() {
        out.push(of(rest));
    }
}
