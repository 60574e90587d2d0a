//! What was bought for a film: every attempt at every shot, what it cost, and each call behind it.

mod runs;
mod summary;

use super::frame::{Frame, Tab};
use crate::{
    api::receipts::{SettleAttempt, list_receipts},
    asked::ask,
    live::Live,
    ui::{Act, Icon, Skeleton, Trouble, When, clock, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use model::{
    ProjectId, ShotId,
    view::{AttemptView, CallView},
};

#[component]
pub fn Receipts() -> impl IntoView {
    view! { <Frame tab=Tab::Receipts page=|live| view! { <Page live /> }.into_any() /> }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let id = live.id;
    let query = use_query_map();
    let shot = Memo::new(move |_| query.read().get("shot").and_then(|shot| shot.parse::<ShotId>().ok()));
    let run = Memo::new(move |_| query.read().get("run").and_then(|run| run.parse::<u32>().ok()));
    let version = Signal::derive(move || live.view.with(|view| view.last_seq));
    let rows =
        ask(move || (live.view.with(|view| view.last_seq), shot.get()), move |(_, shot)| list_receipts(id, shot));
    let number = move || {
        let shot = shot.get()?;
        live.rows
            .with(|rows| rows.iter().find(|row| row.id == shot).map(|row| row.clip.with(|clip| clip.number.clone())))
    };
    let of_run = move || {
        run.get().map(|number| {
            view! { <main id="main" class="narrow receipts"><runs::OneRun id number version /></main> }.into_any()
        })
    };
    let of_film = move || {
        view! {
            <main id="main" class="narrow receipts">
                <h1>{move || number().map_or_else(|| "Receipts".to_owned(), |number| format!("Receipt of shot {number}"))}</h1>
                <p class="lead">"Every time an outside service was asked to make something for this film, and what it charged."</p>
                {move || shot.get().map(|_| view! { <p><a href=format!("/projects/{id}/receipts")>"All receipts of this film"</a></p> })}
                <Suspense fallback=Skeleton>
                    {move || Suspend::new(async move {
                        match rows.await {
                            Ok(rows) => view! { <List id shot=shot.get() rows /> }.into_any(),
                            Err(problem) => view! { <Trouble problem /> }.into_any(),
                        }
                    })}
                </Suspense>
                {move || shot.get().is_none().then(|| view! { <summary::Summary id version /> <runs::Runs id version /> })}
            </main>
        }
        .into_any()
    };
    view! { {move || of_run().unwrap_or_else(of_film)} }
}

#[component]
fn List(id: ProjectId, shot: Option<ShotId>, rows: Vec<AttemptView>) -> impl IntoView {
    if rows.is_empty() && shot.is_some() {
        return view! { <p>"Nothing was bought for this shot."</p> }.into_any();
    }
    if rows.is_empty() {
        return view! {
            <p>"Nothing was bought. This film is drawn, spoken and mixed by the studio itself, for free."</p>
            <p><a href=format!("/projects/{id}/script")>"Choose who films it"</a></p>
        }
        .into_any();
    }
    let spent: i64 = rows.iter().filter_map(|row| row.billed_cents).sum();
    let asked = rows.len();
    let of = shot.map(|shot| format!("?shot={shot}")).unwrap_or_default();
    view! {
        <div class="page-head">
            <p class="big tabular">{money(spent)}</p>
            <p class="dim">{format!("billed for {asked} {}", if asked == 1 { "attempt" } else { "attempts" })}</p>
            <div class="spacer"></div>
            <div class="row">
                <a class="button" href=format!("/api/v1/projects/{id}/receipts.csv{of}") download="receipts.csv" rel="external"><Icon name="download" />"CSV"</a>
                <a class="button" href=format!("/api/v1/projects/{id}/receipts{of}") download="receipts.json" rel="external"><Icon name="download" />"JSON"</a>
            </div>
        </div>
        <ol class="receipt-list">
            {rows.into_iter().rev().map(|row| view! { <Receipt id row /> }).collect_view()}
        </ol>
    }
    .into_any()
}

/// The words and the colour of an attempt's state.
fn state(row: &AttemptView) -> (&'static str, &'static str) {
    match row.state.as_str() {
        "intent" => ("waits", "about to ask"),
        "calling" | "created" => ("works", "being made"),
        "unknown" if row.task.is_some() => ("stale", "looking for the task"),
        "unknown" => ("stale", "outcome unknown"),
        "done" => ("made", "done"),
        _ => ("failed", "failed"),
    }
}

#[component]
fn Receipt(id: ProjectId, row: AttemptView) -> impl IntoView {
    let (class, words) = state(&row);
    let price = match row.billed_cents {
        Some(cents) => money(cents),
        None if row.state == "failed" => "not billed".to_owned(),
        None => format!("about {}", money(row.estimate_cents)),
    };
    let unknown = row.state == "unknown";
    let doubt = match row.task {
        None => {
            "The studio cannot tell whether the service took this order. Look at the service's own list of tasks, then say which it is; nothing is ordered again before that."
        }
        Some(_) => {
            "The studio asks the service for the task that was named. As long as the service has not shown it, another can be named."
        }
    };
    let attempt = row.id.to_string();
    let never = vec![("id", id.to_string()), ("attempt", attempt.clone())];
    let known = never.clone();
    view! {
        <li class=class id=format!("attempt-{attempt}")>
            <p class="state-row">
                <strong>{match (row.number, row.shot) {
                    (Some(number), _) => format!("Shot {number}"),
                    (None, Some(_)) => "A shot since deleted".to_owned(),
                    (None, None) => "The film's music".to_owned(),
                }}</strong>
                <span>{format!("{} · {}", row.label, row.model)}</span>
                <span class="badge"><span>{words}</span></span>
                <span class="tabular price">{price}</span>
            </p>
            <p class="meta">
                <When at=row.made_at />
                {row.waited_seconds.filter(|_| row.ended_at.is_some()).map(|seconds| view! { <span>{format!("waited {}", clock(seconds))}</span> })}
                {row.task.map(|task| view! { <code>{task}</code> })}
                {row.url.map(|url| view! { <a href=url rel="external">"See what was made"</a> })}
            </p>
            {row.sentence.map(|sentence| view! { <p class=if class == "works" { "dim" } else { "why" }>{sentence}</p> })}
            {unknown.then(|| view! {
                <div class="settle">
                    <p>{doubt}</p>
                    <Act to=SettleAttempt::PATH fields=known class="inline">
                        <label class="field"><span class="label">"It was made; its task is"</span><input name="task" required=true autocomplete="off" /></label>
                        <button type="submit">"Attach this task"</button>
                    </Act>
                    <Act to=SettleAttempt::PATH fields=never><button type="submit" class="quiet">"It was never made"</button></Act>
                </div>
            })}
            {(!row.calls.is_empty()).then(|| view! {
                <details class="more">
                    <summary>{format!("{} calls", row.calls.len())}</summary>
                    <ol class="calls">{row.calls.into_iter().map(|call| view! { <OneCall call /> }).collect_view()}</ol>
                </details>
            })}
        </li>
    }
}

/// A request with its answer.
#[component]
pub fn OneCall(call: CallView) -> impl IntoView {
    let status = call.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let request = serde_json::to_string_pretty(&call.request).unwrap_or_default();
    view! {
        <li>
            <p class="state-row"><code>{call.method} " " {call.url}</code><span class="tabular dim">{format!("{status} · {} ms", call.took_ms)}</span></p>
            <details>
                <summary>"What was sent and answered"</summary>
                <pre tabindex="0">{request}</pre>
                <pre tabindex="0">{call.response}</pre>
            </details>
        </li>
    }
}
