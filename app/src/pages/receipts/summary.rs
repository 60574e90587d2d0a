//! What making the film took, and who says how much in it.

use crate::{
    api::receipts::summarize_film,
    asked::ask,
    ui::{Icon, Trouble, clock, money, size},
};
use leptos::prelude::*;
use model::{
    ProjectId,
    summary::{FilmSummary, KindSummary, SpeakerSummary},
};

/// The section "About this film".
#[component]
pub fn Summary(id: ProjectId, version: Signal<i64>) -> impl IntoView {
    let summary = ask(move || version.get(), move |_| summarize_film(id));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match summary.await {
                    Ok(summary) => tables(id, summary).into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The rows of the steps by their kind.
pub(super) fn kind_rows(kinds: Vec<KindSummary>) -> Vec<AnyView> {
    let bytes = |bytes: i64| if bytes > 0 { size(bytes.unsigned_abs()) } else { String::new() };
    let rows = kinds.into_iter().map(|kind| {
        let count =
            if kind.failed > 0 { format!("{}, {} failed", kind.steps, kind.failed) } else { kind.steps.to_string() };
        row(
            &kind.label,
            [count, kind.tries.to_string(), clock(kind.worked_seconds), money(kind.cents), bytes(kind.bytes)],
        )
    });
    rows.collect()
}

/// The rows of who speaks.
pub(super) fn speaker_rows(speakers: Vec<SpeakerSummary>) -> Vec<AnyView> {
    let rows = speakers.into_iter().map(|who| {
        let pace = who.words_a_minute.map(|pace| format!("{pace:.0}")).unwrap_or_default();
        row(&who.name, [who.lines.to_string(), who.words.to_string(), format!("{:.1} s", who.seconds), pace])
    });
    rows.collect()
}

pub(super) const KINDS_HEAD: &[&str] = &["Step", "Steps", "Tries", "Time worked", "Billed", "Size"];
pub(super) const SPEAKERS_HEAD: &[&str] = &["Speaker", "Lines", "Words", "Speech", "Words a minute"];

fn tables(id: ProjectId, summary: FilmSummary) -> impl IntoView {
    let (kinds, speakers) = (kind_rows(summary.kinds), speaker_rows(summary.speakers));
    view! {
        <section class="about-film" aria-labelledby="about-film">
            <h2 id="about-film">"About this film"</h2>
            {if kinds.is_empty() { view! { <p class="dim">"Nothing is made yet."</p> }.into_any() } else {
                table("What making it took", KINDS_HEAD, kinds)
            }}
            {(!speakers.is_empty()).then(|| table("Who speaks", SPEAKERS_HEAD, speakers))}
            <p><a href=format!("/api/v1/projects/{id}/summary") download="summary.json" rel="external"><Icon name="download" />"Every step, as JSON"</a></p>
        </section>
    }
}

pub(super) fn table(caption: &'static str, head: &[&'static str], rows: Vec<AnyView>) -> AnyView {
    let head = head.iter().map(|word| view! { <th scope="col">{*word}</th> }).collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=caption>
            <table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn row<const N: usize>(name: &str, cells: [String; N]) -> AnyView {
    let cells = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
    view! { <tr><th scope="row">{name.to_owned()}</th>{cells}</tr> }.into_any()
}
