//! The film that people see before they log in.

use super::house;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_film_is_made_once_and_shown_from_then_on() {
    let house = house().await;
    assert!(house.studio.sample().is_none());
    house.studio.make_sample(Duration::from_millis(100)).await.unwrap();
    let sample = house.studio.sample().unwrap().clone();
    assert!(house.studio.files().size(&sample.film).await.unwrap() > 10_000);
    assert!(house.studio.files().size(&sample.poster.unwrap()).await.unwrap() > 1_000);
    let films = house.studio.projects(house.who).await.unwrap();
    assert_eq!((films.len(), films[0].cost_cents, films[0].clips_failed), (1, 0, 0), "{films:?}");
    assert!((10.0..60.0).contains(&films[0].seconds), "{}", films[0].seconds);
    // Another process finds it.
    let second = super::studio(&house.database, "second").await;
    second.make_sample(Duration::from_millis(100)).await.unwrap();
    assert_eq!(second.sample().unwrap().film, sample.film);
    second.shutdown().await;
    house.studio.shutdown().await;
}
