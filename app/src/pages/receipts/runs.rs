//! The runs of a film: when each was, how it ended, and what it took.

use super::summary::{KINDS_HEAD, SPEAKERS_HEAD, kind_rows, speaker_rows, table};
use crate::{
    api::receipts::{list_runs, summarize_run},
    asked::ask,
    ui::{Icon, Trouble, When, clock, money, size},
};
use leptos::prelude::*;
use model::{
    ProjectId, RunState,
    summary::{RunBrief, RunSummary},
};

/// The section "Runs": all of them, the newest first.
#[component]
pub fn Runs(id: ProjectId, version: Signal<i64>) -> impl IntoView {
    let runs = ask(move || version.get(), move |_| list_runs(id));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match runs.await {
                    Ok(runs) => list(id, runs),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

fn list(id: ProjectId, runs: Vec<RunBrief>) -> AnyView {
    let rows = runs.into_iter().map(|run| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/projects/{id}/receipts?run={}", run.number)>{format!("Run {}", run.number)}</a></th>
                <td><When at=run.started_at.clone() /></td>
                <td>{words(run.state)}</td>
                <td>{run.steps}</td>
                <td>{clock(run.took_seconds)}</td>
                <td>{money(run.cents)}</td>
            </tr>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    let caption = "Each time this film was filmed, from pressing the button until it was done or stopped";
    view! {
        <section class="about-film" aria-labelledby="runs">
            <h2 id="runs">"Runs"</h2>
            {if rows.is_empty() { view! { <p class="dim">"This film was not filmed yet."</p> }.into_any() } else {
                table(caption, &["Run", "Began", "Ended", "Steps", "Time", "Billed"], rows)
            }}
        </section>
    }
    .into_any()
}

/// How a run ended, or what it does.
fn words(state: RunState) -> &'static str {
    match state {
        RunState::Filming => "goes on",
        RunState::Paused => "paused",
        RunState::Done => "done",
        RunState::DoneWithFailures => "done, with failed shots",
        RunState::Failed => "failed",
        RunState::Cancelled => "stopped",
        RunState::Draft => "done, and the film is still a draft",
    }
}

/// One run, with links to those before and after it.
#[component]
pub fn OneRun(id: ProjectId, number: u32, version: Signal<i64>) -> impl IntoView {
    let summary = ask(move || version.get(), move |_| summarize_run(id, number));
    view! {
        <h1>{format!("Run {number}")}</h1>
        <p><a href=format!("/projects/{id}/receipts")>"All receipts and runs of this film"</a></p>
        <Suspense>
            {move || Suspend::new(async move {
                match summary.await {
                    Ok(summary) => told(id, summary),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

fn told(id: ProjectId, summary: RunSummary) -> AnyView {
    let RunSummary { run, earlier, later, seconds, bytes, kinds, speakers, .. } = summary;
    let link = |number: u32, words: &str| {
        view! { <a class="button" href=format!("/projects/{id}/receipts?run={number}")>{format!("{words}: run {number}")}</a> }
    };
    let what = match run.shots {
        None => "The whole film".to_owned(),
        Some(1) => "One shot".to_owned(),
        Some(shots) => format!("{shots} shots"),
    };
    let who = if run.asked { "" } else { ", after a change that cost nothing" };
    let joined = (bytes > 0)
        .then(|| format!(" The film that it joined is {} long, {}.", clock(seconds), size(bytes.unsigned_abs())));
    let (kinds, speakers) = (kind_rows(kinds), speaker_rows(speakers));
    view! {
        <p class="lead">
            {format!("{what}{who}: {}. It began ", words(run.state))} <When at=run.started_at.clone() />
            {format!(" and took {}; {} was billed in it.", clock(run.took_seconds), money(run.cents))} {joined}
        </p>
        {run.message.map(|message| view! { <p>{message}</p> })}
        <section class="about-film" aria-label="What this run took">
            {if kinds.is_empty() { view! { <p class="dim">"Nothing was made in this run: all of it was there already, or it was stopped at once."</p> }.into_any() } else {
                table("What this run took", KINDS_HEAD, kinds)
            }}
            {if speakers.is_empty() { view! { <p class="dim">"No line was spoken anew in this run."</p> }.into_any() } else {
                table("Lines spoken in this run", SPEAKERS_HEAD, speakers)
            }}
            <p><a href=format!("/api/v1/projects/{id}/runs/{}", run.number) download=format!("run-{}.json", run.number) rel="external"><Icon name="download" />"Every step of this run, as JSON"</a></p>
            <p class="row">{earlier.map(|number| link(number, "Earlier"))} {later.map(|number| link(number, "Later"))}</p>
        </section>
    }
    .into_any()
}
