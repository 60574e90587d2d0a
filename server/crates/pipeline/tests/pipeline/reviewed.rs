//! What people think of shots: it counts for the clip that was looked at.

use super::house;
use access::{Actor, ChangeReviews, SeeReviews};
use model::{Command, ReviewState, Reviews, ShotId};
use pipeline::Error;

#[tokio::test(flavor = "multi_thread")]
async fn a_review_counts_for_the_clip_that_was_looked_at_and_its_note_stays() {
    let house = house().await;
    let id = house.project().await;
    let actor = Actor::by_session(house.who, false);
    let (see, change) = (actor.may::<SeeReviews>().unwrap(), actor.may::<ChangeReviews>().unwrap());
    let reviews = async |only| house.studio.reviews(&see, id, only).await.unwrap();
    let counts = |reviews: &Reviews| (reviews.to_review, reviews.approved, reviews.changes, reviews.unmade);
    let shots: Vec<ShotId> = house.view(id).await.clips.iter().map(|clip| clip.shot).collect();
    let (all, last) = (shots.len(), shots[2]);
    assert_eq!(counts(&reviews(None).await), (0, 0, 0, all));
    let early = house.studio.review_shot(&change, id, last, ReviewState::Approved, "").await;
    assert!(matches!(early, Err(Error::Conflict(_))), "nothing is filmed");
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    assert_eq!(counts(&reviews(None).await), (all, 0, 0, 0));

    house.studio.review_shot(&change, id, last, ReviewState::Changes, " Darker. ").await.unwrap();
    assert_eq!(
        house.studio.approve_shots(&change, id).await.unwrap(),
        all - 1,
        "what is to be changed is not approved"
    );
    assert_eq!(counts(&reviews(None).await), (0, all - 1, 1, 0));
    let wanted = reviews(Some(ReviewState::Changes)).await.shots.remove(0);
    assert_eq!((wanted.shot, wanted.note.as_str(), wanted.changed), (last, "Darker.", false));
    assert!(wanted.poster.is_some());

    house.studio.command(house.who, id, Command::MakeAgainFrom { shot: last }).await.unwrap();
    house.until_done(id).await;
    let anew = reviews(Some(ReviewState::ToReview)).await.shots.remove(0);
    assert_eq!((anew.shot, anew.note.as_str(), anew.changed), (last, "Darker.", true), "it is to be looked at again");
    assert_eq!(house.studio.approve_shots(&change, id).await.unwrap(), 1);
    assert_eq!(counts(&reviews(None).await), (0, all, 0, 0));
    for _again in 0..2 {
        house.studio.review_shot(&change, id, last, ReviewState::ToReview, "").await.unwrap();
    }
    assert_eq!(counts(&reviews(None).await), (1, all - 1, 0, 0));
    house.studio.shutdown().await;
}
