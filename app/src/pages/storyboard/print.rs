//! The board on paper: six panels a page, with words under each.

use crate::{
    Problem,
    api::storyboard::open_storyboard,
    asked::ask,
    ui::{Skeleton, Title, Trouble},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    ProjectId,
    view::{BoardPick, BoardView, PanelView},
};

/// So many panels are on one sheet of paper, and so many on one page of the browser.
const ON_PAPER: usize = 6;
const AT_ONCE: usize = 120;

#[component]
pub fn Print() -> impl IntoView {
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    let from = use_query_map().read_untracked().get("from").and_then(|from| from.parse::<usize>().ok()).unwrap_or(1);
    let board = ask(
        move || id.clone(),
        move |id| async move {
            let Ok(id) = id.parse::<ProjectId>() else { return missing() };
            let pick = BoardPick { from: from.saturating_sub(1), most: AT_ONCE, ..BoardPick::default() };
            open_storyboard(id, pick).await
        },
    );
    view! {
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match board.await {
                    Ok(board) => paper(board).into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

fn missing() -> Result<BoardView, Problem> {
    #[cfg(feature = "ssr")]
    return Err(crate::server_side::fail(Problem::not_found()));
    #[cfg(not(feature = "ssr"))]
    Err(Problem::not_found())
}

fn paper(board: BoardView) -> impl IntoView {
    let (id, title) = (board.id, board.title.clone());
    let end = board.first + board.panels.len();
    let pages = board.total.div_ceil(ON_PAPER);
    let headings: Vec<(String, String)> =
        board.scenes.iter().map(|own| (own.scene.clone(), own.heading.clone())).collect();
    let first = board.first / ON_PAPER;
    let sheets = board.panels.chunks(ON_PAPER).enumerate().map(|(at, panels)| {
        let panels = panels.iter().map(|panel| printed(panel, &headings)).collect_view();
        view! {
            <section class="paper-sheet">
                <p class="paper-head"><b>{title.clone()}</b><span class="tabular">{format!("{} / {pages}", first + at + 1)}</span></p>
                <ol>{panels}</ol>
            </section>
        }
    });
    view! {
        <Title text=format!("Storyboard of {}", board.title) />
        <main id="main" class="paper-board">
            <div class="no-print page-head">
                <h1>{format!("Storyboard of {}", board.title)}</h1>
                <p class="dim">"Six panels a page. Print it with your browser, or save it as a PDF."</p>
                <a class="button" href=format!("/projects/{id}/storyboard") rel="external">"Back to the wall"</a>
                {(end < board.total).then(|| view! { <a class="button" href=format!("/projects/{id}/storyboard/print?from={}", end + 1) rel="external">"The next panels"</a> })}
            </div>
            {sheets.collect_view()}
        </main>
    }
}

fn printed(panel: &PanelView, headings: &[(String, String)]) -> impl IntoView {
    let heading =
        headings.iter().find(|(number, _)| *number == panel.scene).map(|(number, words)| format!("{number} {words}"));
    let lines = panel
        .lines
        .iter()
        .map(|(who, words)| view! { <p class="paper-line"><b>{who.clone()}</b>" "{words.clone()}</p> })
        .collect_view();
    view! {
        <li>
            <p class="paper-slug">{heading.unwrap_or_default()}</p>
            <img src=panel.picture.clone() alt=format!("Panel {}", panel.number) decoding="async" />
            <p class="paper-facts"><b class="tabular">{panel.number.clone()}</b>{format!("{} · {:.1} s", panel.framing, panel.seconds)}</p>
            <p>{panel.words.clone()}</p>
            {lines}
        </li>
    }
}
