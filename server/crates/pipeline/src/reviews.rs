//! What a person thinks of the shots of a film: to review, approved, or wants changes, with a note. It counts for the clip that was looked at.

use crate::{Error, Studio, clip_detail::poster_of, media_paths::media_url};
use access::{Allowed, ChangeReviews, SeeReviews};
use model::{ProjectId, ReviewState, Reviews, Shot, ShotId, ShotReview};
use std::collections::HashMap;
use store::{
    StoreError, artifacts, projects,
    reviews::{self, ReviewRow},
    shots::{self, ShotRow},
};
use uuid::Uuid;

/// Shots that one answer lists.
const LISTED: usize = 60;
/// Characters of a note.
const NOTE: usize = 2_000;

/// How the review of a shot stands, and whether its clip is another one now.
fn state_of(row: &ShotRow, review: Option<&ReviewRow>) -> (ReviewState, bool) {
    match review {
        Some(review) if review.clip_id == row.clip_id => (review.state(), false),
        Some(_) => (ReviewState::ToReview, true),
        None => (ReviewState::ToReview, false),
    }
}

fn view(row: &ShotRow, review: Option<&ReviewRow>) -> Result<ShotReview, Error> {
    let shot: Shot = serde_json::from_value(row.spec.clone())?;
    let (state, changed) = state_of(row, review);
    let note = review.map(|review| review.note.clone()).unwrap_or_default();
    let Shot { id, number, scene, action, .. } = shot;
    Ok(ShotReview { shot: id, number, scene, action, poster: None, state, note, changed })
}

impl Studio {
    /// The reviews of a film's shots: how many of each kind, and the shots of one kind, or of all.
    pub async fn reviews(
        &self,
        allowed: &Allowed<'_, SeeReviews>,
        id: ProjectId,
        only: Option<ReviewState>,
    ) -> Result<Reviews, Error> {
        let mut conn = self.store().conn().await?;
        projects::owned(&mut conn, allowed.user(), id).await?;
        let rows = shots::of_project(&mut conn, id).await?;
        let all: HashMap<Uuid, ReviewRow> =
            reviews::of_project(&mut conn, id).await?.into_iter().map(|review| (review.shot_id, review)).collect();
        let mut told = Reviews::default();
        let mut listed = Vec::new();
        for row in rows {
            if row.clip_id.is_none() {
                told.unmade += 1;
                continue;
            }
            let review = all.get(&row.id);
            let (state, _) = state_of(&row, review);
            match state {
                ReviewState::ToReview => told.to_review += 1,
                ReviewState::Approved => told.approved += 1,
                ReviewState::Changes => told.changes += 1,
            }
            if only.is_some_and(|only| only != state) {
                continue;
            }
            if listed.len() < LISTED {
                listed.push((row.clip_id, view(&row, review)?));
            } else {
                told.more += 1;
            }
        }
        let clips: Vec<Uuid> = listed.iter().filter_map(|(clip, _)| *clip).collect();
        let clips = artifacts::by_ids(&mut conn, &clips).await?;
        let posters = listed.into_iter().map(|(clip, view)| {
            let clip = clip.and_then(|clip| clips.get(&clip));
            ShotReview { poster: clip.and_then(|clip| poster_of(&clip.detail)).map(media_url), ..view }
        });
        told.shots = posters.collect();
        Ok(told)
    }

    /// Writes down what the person thinks of a shot, as its clip is now. `ToReview` takes a review and its note back.
    ///
    /// # Errors
    /// `Conflict` where there is no such shot, or it has no clip yet; `Refused` for a note that is too long.
    pub async fn review_shot(
        &self,
        allowed: &Allowed<'_, ChangeReviews>,
        id: ProjectId,
        shot: ShotId,
        state: ReviewState,
        note: &str,
    ) -> Result<(), Error> {
        let note = note.trim();
        if note.chars().count() > NOTE {
            return Err(Error::refused(format!("A note has up to {NOTE} characters.")));
        }
        let mut conn = self.store().conn().await?;
        projects::owned(&mut conn, allowed.user(), id).await?;
        let written = match state {
            // What was not reviewed stays so.
            ReviewState::ToReview => match reviews::clear(&mut conn, id, shot).await {
                Err(StoreError::NotFound) => Ok(()),
                cleared => cleared,
            },
            _ => reviews::set(&mut conn, id, shot, state, note).await,
        };
        written.map_err(|error| match error {
            StoreError::NotFound => Error::Conflict("There is nothing to review: the shot has no clip yet.".to_owned()),
            other => other.into(),
        })
    }

    /// Approves every shot that is to be reviewed. Shots that want changes stay as they are. Gives how many it approved.
    pub async fn approve_shots(&self, allowed: &Allowed<'_, ChangeReviews>, id: ProjectId) -> Result<usize, Error> {
        let mut conn = self.store().conn().await?;
        projects::owned(&mut conn, allowed.user(), id).await?;
        Ok(reviews::approve_rest(&mut conn, id).await?)
    }
}
