//! A table of shots in a word processor's file becomes a table of Markdown; any other table is its paragraphs.

use super::Para;
use crate::read::blocks::is_table_head;

/// The table that is being read: where its rows and cells begin among the paragraphs.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Tables in cells belong to the outermost one.
    depth: usize,
    start: usize,
    rows: Vec<Vec<usize>>,
}

impl Table {
    pub fn open(&mut self, out: &mut [Para]) {
        self.depth += 1;
        if self.depth == 1 {
            self.start = out.len();
            self.rows.clear();
        }
    }

    pub fn row(&mut self) {
        if self.depth == 1 {
            self.rows.push(Vec::new());
        }
    }

    /// A cell begins with the paragraph of this number.
    pub fn cell(&mut self, at: usize) {
        if self.depth == 1
            && let Some(row) = self.rows.last_mut()
        {
            row.push(at);
        }
    }

    pub fn close(&mut self, out: &mut Vec<Para>) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let starts: Vec<usize> = self.rows.iter().flatten().copied().chain([out.len()]).collect();
        let text = |at: usize| {
            let end = starts.iter().copied().find(|start| *start > at).unwrap_or(at);
            let cell: Vec<String> = out
                .get(at..end)
                .unwrap_or_default()
                .iter()
                .map(|para| para.text.trim().replace(['\n', '\r', '\t'], " ").replace('|', "/"))
                .collect();
            cell.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("<br>")
        };
        let line = |row: &Vec<usize>| {
            let cells: Vec<String> = row.iter().map(|at| text(*at)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let lines: Vec<String> = self.rows.iter().filter(|row| !row.is_empty()).map(line).collect();
        if lines.first().is_some_and(|head| is_table_head(head)) {
            out.truncate(self.start);
            out.extend(lines.into_iter().map(|text| Para { text, ..Para::default() }));
        }
    }
}
