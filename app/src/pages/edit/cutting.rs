//! What can be done to a clip on the strip. The page shows at once what will be; one gesture is one edit, and so one step of undo.

use super::edits::{Edits, Form};
use crate::{
    api::shots::{ArrangeShot, ChangeShot, MoveShot},
    live::{Live, Row},
    ui::Shuttle,
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::ShotId;

/// A clip keeps at least this much, in seconds.
pub const LEAST: f64 = 0.25;

#[derive(Clone, Copy)]
pub struct Cutting {
    pub live: Live,
    pub shuttle: Shuttle,
    pub edits: Edits,
    pub selected: Memo<Option<ShotId>>,
}

impl Cutting {
    fn row(self, shot: ShotId) -> Option<(usize, Row)> {
        self.live.rows.with_untracked(|rows| rows.iter().copied().enumerate().find(|(_, row)| row.id == shot))
    }

    fn send(self, to: &'static str, shot: ShotId, more: Vec<(&'static str, String)>) {
        let mut own = vec![("id", self.live.id.to_string()), ("shot", shot.to_string())];
        own.extend(more);
        self.edits.send(Form { to, part: "", own });
    }

    /// How far the head (or the tail) of a shot can be moved: seconds that come back at most, and that go at most.
    pub fn reach(row: Row, head: bool) -> (f64, f64) {
        let back = row.shot.with_untracked(|shot| if head { shot.trim_start } else { shot.trim_end });
        let seconds = row.clip.with_untracked(|clip| clip.seconds);
        (back, (seconds - LEAST).max(0.0))
    }

    /// Cuts seconds off the head or the tail; fewer than 0 bring some back.
    pub fn trim(self, shot: ShotId, head: bool, by: f64) {
        let Some((_, row)) = self.row(shot) else { return };
        let fps = f64::from(self.shuttle.fps.max(1));
        let (back, most) = Self::reach(row, head);
        let by = ((by * fps).round() / fps).clamp(-back, most);
        if by.abs() < 0.5 / fps {
            return;
        }
        let to = back + by;
        row.shot.update(|shot| if head { shot.trim_start = to } else { shot.trim_end = to });
        row.clip.update(|clip| clip.seconds -= by);
        self.send(ChangeShot::PATH, shot, vec![(if head { "trim_start" } else { "trim_end" }, format!("{to:.4}"))]);
        if head && let Some(start) = self.shuttle.start_of(shot) {
            self.shuttle.seek(start);
        }
    }

    /// The shot under the playhead, and how far into it that is, in seconds.
    fn under_playhead(self) -> Option<(ShotId, f64)> {
        let shot = untrack(|| self.shuttle.shot())?;
        Some((shot, self.shuttle.time.get_untracked() - self.shuttle.start_of(shot)?))
    }

    pub fn trim_to_playhead(self, head: bool) {
        let Some((shot, inside)) = self.under_playhead() else { return };
        let seconds = self.row(shot).map_or(0.0, |(_, row)| row.clip.with_untracked(|clip| clip.seconds));
        self.trim(shot, head, if head { inside } else { seconds - inside });
    }

    pub fn split(self) {
        if let Some((shot, inside)) = self.under_playhead() {
            self.shuttle.pause();
            self.send(ArrangeShot::PATH, shot, vec![("verb", "split".to_owned()), ("at", format!("{inside:.4}"))]);
        }
    }

    pub fn delete(self) {
        let Some(shot) = self.selected.get_untracked() else { return };
        self.shuttle.pause();
        self.live.rows.update(|rows| rows.retain(|row| row.id != shot));
        self.send(ArrangeShot::PATH, shot, vec![("verb", "delete".to_owned())]);
    }

    /// Moves the chosen shot one place on (1) or back (−1).
    pub fn nudge(self, step: isize) {
        let Some((at, row)) = self.selected.get_untracked().and_then(|shot| self.row(shot)) else { return };
        let gap = if step > 0 { at + 2 } else { at.wrapping_sub(1) };
        self.put(row.id, gap);
    }

    /// Moves a shot to a gap between two others: 0 is before the first.
    pub fn put(self, shot: ShotId, gap: usize) {
        let Some((from, row)) = self.row(shot) else { return };
        let most = self.live.rows.with_untracked(Vec::len);
        if gap > most || gap == from || gap == from + 1 {
            return;
        }
        self.live.rows.update(|rows| {
            rows.remove(from);
            rows.insert(if gap > from { gap - 1 } else { gap }, row);
        });
        let before = self.live.rows.with_untracked(|rows| {
            let at = rows.iter().position(|row| row.id == shot)?;
            Some(rows.get(at.checked_sub(1)?)?.id)
        });
        // Before the first that is shown, a long film has others.
        let others = || untrack(|| self.live.beyond(|window| window.before.first().copied())).flatten();
        let before = before.or_else(others);
        self.send(MoveShot::PATH, shot, before.map(|before| ("after", before.to_string())).into_iter().collect());
        // The playhead goes with its shot.
        if let Some(start) = self.shuttle.start_of(shot) {
            self.shuttle.seek(start);
        }
    }
}
