//! How fast a feature-length screenplay is read.

use super::{Table, quantile, screenplay};
use model::ProjectSettings;
use std::time::Instant;

/// A page holds some 55 lines; a shot of the bench's screenplay with its share of headings takes 5.5.
const SHOTS_OF_120_PAGES: usize = 1_200;

pub fn measure(table: &mut Table) {
    let text = screenplay(SHOTS_OF_120_PAGES);
    let settings = ProjectSettings::default();
    let mut times: Vec<f64> = (0..11)
        .map(|_| {
            let begin = Instant::now();
            let list = script::prompt_list(&script::read(&text), &settings);
            std::hint::black_box(list);
            begin.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = quantile(&times, 0.5);
    table.row("120 pages: parse, dialogue, shots", format!("{median:.1} ms"), "≤ 50 ms", Some(median <= 50.0));
}
