//! Runs: what each took, what was billed in it, and what a run says while it waits.

use super::{bought, first::until_rests};
use model::{Command, Happening, RunState};
use provider_simulators::kling::{Kling, Options};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_billed_counts_in_the_run_that_ordered_it() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |_| {}).await;
    let shot = house.view(id).await.list.shots[1].id;
    house.studio.command(house.who, id, Command::Film { shots: vec![shot] }).await.unwrap();
    until_rests(&house.studio, house.who, id).await;
    let alone: i64 = bought::charged(&kling).iter().map(|charge| charge.cents).sum();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    until_rests(&house.studio, house.who, id).await;
    let all: i64 = bought::charged(&kling).iter().map(|charge| charge.cents).sum();

    let runs = house.studio.runs(house.who, id).await.unwrap();
    let told: Vec<_> = runs.iter().map(|run| (run.number, run.state, run.shots, run.cents)).collect();
    assert_eq!(told, [(2, RunState::Done, None, all - alone), (1, RunState::Draft, Some(1), alone)]);
    let first = house.studio.run_summary(house.who, id, 1, true).await.unwrap();
    let footage = first.kinds.iter().find(|kind| kind.kind == "footage").unwrap();
    assert_eq!((footage.steps, footage.cents), (1, alone));
    assert_eq!((first.bytes, first.earlier, first.later), (0, None, Some(2)), "no film was joined of one shot");
    let second = house.studio.run_summary(house.who, id, 2, false).await.unwrap();
    assert!(second.bytes > 0 && second.steps.is_empty() && second.earlier == Some(1));
    let whole = house.studio.film_summary(house.who, id, false).await.unwrap();
    let steps = |kinds: &[model::summary::KindSummary]| kinds.iter().map(|kind| kind.steps).sum::<u32>();
    assert_eq!(steps(&first.kinds) + steps(&second.kinds), steps(&whole.kinds), "every step is in one run");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_is_a_part_of_its_run_and_a_stop_ends_it() {
    let kling = Kling::start(Options { takes: Duration::from_secs(3_600), ..Options::default() }).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |_| {}).await;
    for command in [Command::Start, Command::Pause, Command::Resume] {
        house.studio.command(house.who, id, command).await.unwrap();
    }
    let runs = house.studio.runs(house.who, id).await.unwrap();
    assert_eq!(
        runs.iter().map(|run| (run.state, run.ended_at.is_some())).collect::<Vec<_>>(),
        [(RunState::Filming, false)]
    );
    house.studio.command(house.who, id, Command::Cancel).await.unwrap();
    let runs = house.studio.runs(house.who, id).await.unwrap();
    assert_eq!(
        runs.iter().map(|run| (run.state, run.ended_at.is_some())).collect::<Vec<_>>(),
        [(RunState::Cancelled, true)]
    );
    let stranger = model::UserId::new();
    assert!(matches!(house.studio.runs(stranger, id).await, Err(pipeline::Error::NotFound)));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_that_takes_longer_than_expected_says_so_to_the_open_page() {
    let kling = Kling::start(Options { takes: Duration::from_secs(3_600), ..Options::default() }).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |_| {}).await;
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let long_ago = "UPDATE attempts SET called_at = now() - interval '20 minutes' WHERE called_at IS NOT NULL";
    let told = async {
        loop {
            diesel_async::RunQueryDsl::execute(
                diesel::sql_query(long_ago),
                &mut *house.database.store().conn().await.unwrap(),
            )
            .await
            .unwrap();
            if let Happening::Clip { message: Some(message), .. } = &news.recv().await.unwrap().what
                && message.starts_with("Generation is taking longer than expected")
            {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(120), told).await.expect("the clip says so");
    house.studio.shutdown().await;
}
