//! What guests write at a time of the film, and what the film's owner does with it.

use super::guest::{Shared, moment};
use crate::{Error, Studio, make::Timeline};
use chrono::Utc;
use model::{CommentView, ProjectId, ShotId, UserId};
use std::{collections::HashMap, net::IpAddr};
use store::shares::{self, CommentRow, Mark};
use uuid::Uuid;

/// Comments on one film.
const MOST: i64 = 2_000;
/// Comments that one place may send to a link within an hour without a wait.
const FREE: u32 = 30;
/// Characters of a comment or an answer, and of a guest's name.
const WORDS: usize = 2_000;
const NAME: usize = 80;

/// What a guest sends.
#[derive(Clone, Debug)]
pub struct NewComment<'a> {
    pub name: &'a str,
    pub words: &'a str,
    /// From the film's start.
    pub seconds: f64,
}

/// Text of a stranger's: no control characters but new lines, no spaces around it.
fn clean(text: &str, most: usize) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(most).collect();
    plain.trim().to_owned()
}

/// The clip that is seen at a second of the film, and the second in it.
fn place(clips: impl Iterator<Item = (ShotId, f64)>, seconds: f64) -> Option<(ShotId, f64)> {
    let mut start = 0.0;
    let mut last = None;
    for (shot, length) in clips {
        if seconds < start + length {
            return Some((shot, (seconds - start).max(0.0)));
        }
        last = Some((shot, length));
        start += length;
    }
    last
}

impl Studio {
    /// Keeps what a guest wrote.
    ///
    /// # Errors
    /// `NotFound` where the link takes no comments; `TooMany`; `Refused` for an empty one.
    pub async fn comment(&self, shared: &Shared, new: &NewComment<'_>, from: IpAddr) -> Result<(), Error> {
        if !shared.may_comment() {
            return Err(Error::NotFound);
        }
        let (name, words) = (clean(&new.name.replace('\n', " "), NAME), clean(new.words, WORDS));
        if words.is_empty() {
            return Err(Error::refused("Write something first."));
        }
        let link = shared.row.id;
        if let Err(wait) = self.store().admit_guest("comment", &link.to_string(), from, FREE).await? {
            return Err(Error::TooMany(wait.to_string()));
        }
        let seconds = if new.seconds.is_finite() { new.seconds.clamp(0.0, shared.extent().0) } else { 0.0 };
        let Timeline { clips, .. } = self.timeline(shared.project()).await?;
        let lengths = clips.iter().map(|(clip, _, shot)| (shot.id, clip.seconds.unwrap_or_default()));
        let (shot, shot_seconds) = place(lengths, seconds).unzip();
        let row = CommentRow {
            id: Uuid::now_v7(),
            project_id: shared.project().0,
            link_id: Some(link),
            seconds,
            shot_id: shot.map(|shot| shot.0),
            shot_seconds: shot_seconds.unwrap_or_default(),
            name: if name.is_empty() { "Guest".to_owned() } else { name },
            words,
            made_at: Utc::now(),
            answer: None,
            answered_at: None,
            resolved_at: None,
        };
        if shares::comment(&mut *self.store().conn().await?, &row, MOST).await? {
            Ok(())
        } else {
            Err(Error::refused("This film has as many comments as fit. Tell its makers directly."))
        }
    }

    /// What the guests of a link wrote, in the film's order; empty where it takes no comments.
    pub async fn comments_of(&self, shared: &Shared) -> Result<Vec<CommentView>, Error> {
        if !shared.may_comment() {
            return Ok(Vec::new());
        }
        let rows = shares::comments_of(&mut *self.store().conn().await?, shared.row.id).await?;
        Ok(rows.into_iter().map(|row| seen(row, String::new(), None)).collect())
    }

    /// What all guests wrote on the film, in the film's order, for its owner.
    pub async fn comments(&self, who: UserId, id: ProjectId) -> Result<Vec<CommentView>, Error> {
        self.check_owner(who, id).await?;
        let mut conn = self.store().conn().await?;
        let rows = shares::comments_on(&mut conn, id).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut numbers = HashMap::new();
        for row in store::shots::of_project(&mut conn, id).await? {
            numbers.insert(row.id, crate::brief::shot(&row)?.number);
        }
        Ok(rows
            .into_iter()
            .map(|(row, label)| {
                let number = row.shot_id.and_then(|shot| numbers.get(&shot).cloned());
                seen(row, label.unwrap_or_default(), number)
            })
            .collect())
    }

    /// Answers, resolves, reopens or deletes a guest's comment.
    pub async fn mark_comment(&self, who: UserId, id: ProjectId, comment: Uuid, mark: Mark) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let mark = match mark {
            Mark::Answer(words) => Mark::Answer(clean(&words, WORDS)),
            other => other,
        };
        shares::mark(&mut *self.store().conn().await?, id, comment, &mark).await.map_err(|error| match error {
            store::StoreError::NotFound => Error::Conflict("There is no such comment any more.".to_owned()),
            other => other.into(),
        })
    }
}

fn seen(row: CommentRow, label: String, number: Option<String>) -> CommentView {
    CommentView {
        id: row.id,
        seconds: row.seconds,
        // A shot that is not in the film any more is no place to go to.
        shot: row.shot_id.filter(|_| number.is_some()).map(ShotId),
        number,
        shot_seconds: row.shot_seconds,
        name: row.name,
        words: row.words,
        made_at: moment(row.made_at),
        answer: row.answer,
        resolved: row.resolved_at.is_some(),
        label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_of_the_film_lies_in_the_shot_that_is_seen_then() {
        let (one, two) = (ShotId::new(), ShotId::new());
        let at = |seconds| place([(one, 2.0), (two, 3.0)].into_iter(), seconds);
        assert_eq!([at(0.0), at(1.5), at(2.0)], [Some((one, 0.0)), Some((one, 1.5)), Some((two, 0.0))]);
        assert_eq!(at(99.0), Some((two, 3.0)), "past the end it is the last one's end");
        assert_eq!(place(std::iter::empty(), 1.0), None);
    }

    #[test]
    fn a_strangers_text_has_no_control_characters_and_an_end() {
        assert_eq!(clean("  a\u{7}b\nc\r\u{1b}[1m  ", 99), "ab\nc[1m");
        assert_eq!(clean(&"x".repeat(5_000), WORDS).len(), WORDS);
    }
}
