//! The storyboard: the film as a wall of pictures, with what stands behind each on demand.

mod panels;
mod print;
mod rail;
mod sheets;
mod story;
mod words;

pub use print::Print;

use super::{
    edit::edits::Edits,
    frame::{Frame, Tab, shape},
};
use crate::{
    Problem,
    api::{
        film::CommandFilm,
        storyboard::{ApprovePanels, open_storyboard},
    },
    asked::ask,
    live::Live,
    ui::{Act, Icon, Skeleton, Trouble, clock, money},
};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use model::{
    ProjectId, RunState,
    view::{BoardPick, BoardView},
};
use panels::Wall;
use rail::Rail;
use sheets::Sheets;
use story::Story;
use words::Words;

/// So many panels are on the page at once.
const PANELS: usize = 24;

/// The board as the page shows it now.
#[derive(Clone, Copy)]
pub struct Shown {
    pub id: ProjectId,
    pub board: RwSignal<BoardView>,
}

impl Shown {
    /// A part of the board that the page follows.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&BoardView) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.board.with(&read))
    }
}

#[component]
pub fn Storyboard() -> impl IntoView {
    view! { <Frame tab=Tab::Storyboard page=|live| view! { <Page live /> }.into_any() /> }
}

/// What the page's address asks for.
fn picked(query: &ParamsMap) -> BoardPick {
    let number = |name: &str| query.get(name).and_then(|text| text.parse::<usize>().ok());
    let option = number("option").and_then(|option| u8::try_from(option).ok());
    BoardPick {
        from: number("from").unwrap_or(1).saturating_sub(1),
        // A page of many sheets has no panels beside them.
        most: if query.get("all").is_some() { 0 } else { PANELS },
        scene: query.get("scene"),
        shot: query.get("shot").and_then(|shot| shot.parse().ok()),
        all: query.get("all").unwrap_or_default(),
        sheet: number("sheet").unwrap_or_default(),
        choose: query.get("step").zip(option),
    }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    provide_context(Edits::new(live));
    let query = use_query_map();
    // What choosing an option would do is told at an address of its own.
    let pick = Memo::new(move |_| picked(&query.read()));
    let board = ask(move || pick.get(), move |pick| async move { open_storyboard(live.id, pick).await });
    view! {
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match board.await {
                    Ok(board) => view! { <Board live board pick=StoredValue::new(pick.get_untracked()) /> }.into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// Asks for the board again when the film has changed.
fn follow(live: Live, shown: Shown, pick: StoredValue<BoardPick>) {
    let seen = Memo::new(move |_| live.view.with(|view| view.last_seq));
    Effect::new(move |before: Option<i64>| {
        let now = seen.get();
        if before.is_some_and(|before| before != now) {
            spawn_local(async move {
                let Some(pick) = pick.try_get_value() else { return };
                let answer: Result<BoardView, Problem> = open_storyboard(shown.id, pick).await;
                if let Ok(board) = answer
                    && shown.board.try_with_untracked(|now| *now != board) == Some(true)
                {
                    shown.board.try_set(board);
                }
            });
        }
        now
    });
}

#[component]
fn Board(live: Live, board: BoardView, pick: StoredValue<BoardPick>) -> impl IntoView {
    let shown = Shown { id: live.id, board: RwSignal::new(board) };
    follow(live, shown, pick);
    let logline = shown.part(|board| board.logline.clone());
    let title = shown.part(|board| board.title.clone());
    let problems = shown.part(|board| board.problems.clone());
    view! {
        <main id="main" class=format!("wall-page {}", shape(live))>
            <Rail shown />
            <div class="wall">
                <header class="wall-head">
                    <p class="eyebrow">"Storyboard"</p>
                    <h1>{move || title.get()}</h1>
                    <p class="logline">{move || logline.get()}</p>
                    <Measures shown />
                    <Tools live shown />
                    <div role="status"><ul class="problems">
                        {move || problems.get().into_iter().map(|says| view! { <li><Icon name="alert" />{says}</li> }).collect_view()}
                    </ul></div>
                </header>
                <Story shown />
                <Sheets shown kind="cast" title="Cast" />
                <Sheets shown kind="places" title="Places" />
                <Sheets shown kind="props" title="Props" />
                <Words shown step="components" />
                <Words shown step="stages" />
                {pick.with_value(|pick| pick.all.is_empty()).then(|| view! { <Wall shown /> <Trailer shown /> })}
            </div>
        </main>
    }
}

/// How much of the script is on the wall, as numbers.
#[component]
fn Measures(shown: Shown) -> impl IntoView {
    let measures = shown.part(|board| board.measures.clone());
    let panels = shown.part(|board| (board.approved, board.total));
    view! {
        <dl class="measures">
            {move || measures.get().into_iter().map(|own| view! {
                <div title=own.says.clone()>
                    <dt>{own.label.clone()}</dt>
                    <dd><span class="tabular">{own.percent}" %"</span><meter min="0" max="100" value=own.percent.to_string() aria-label=own.label></meter></dd>
                </div>
            }).collect_view()}
            {move || {
                let (approved, total) = panels.get();
                view! {
                    <div title="Panels that you approved">
                        <dt>"Approved"</dt>
                        <dd><span class="tabular">{format!("{approved} of {total}")}</span><meter min="0" max=total.max(1).to_string() value=approved.to_string() aria-label="Panels approved"></meter></dd>
                    </div>
                }
            }}
        </dl>
    }
}

/// What is done with the whole board.
#[component]
fn Tools(live: Live, shown: Shown) -> impl IntoView {
    let id = live.id;
    let open = shown.part(|board| board.total > board.approved);
    let filming = Memo::new(move |_| live.view.with(|view| view.card.state));
    let price = move || {
        live.view.with(|view| match (view.progress.estimate_cents, view.progress.unpriced) {
            (_, true) => "the price is not known".to_owned(),
            (0, _) => "free".to_owned(),
            (cents, _) => format!("about {}", money(cents)),
        })
    };
    view! {
        <div class="wall-tools">
            {move || match filming.get() {
                RunState::Draft => view! {
                    <Act to=CommandFilm::PATH fields=vec![("id", id.to_string()), ("command", "start".to_owned())]>
                        <button type="submit" class="primary" data-command="start"><Icon name="play" />{format!("Film this board · {}", price())}</button>
                    </Act>
                }.into_any(),
                _ => view! { <a class="button primary" href=format!("/projects/{id}")><Icon name="play" />"See the film"</a> }.into_any(),
            }}
            {move || open.get().then(|| view! {
                <Act to=ApprovePanels::PATH fields=vec![("id", id.to_string()), ("all", "yes".to_owned())]>
                    <button type="submit" data-approve="all"><Icon name="check" />"Approve all panels"</button>
                </Act>
            })}
            <a class="button quiet" href=format!("/projects/{id}/storyboard/print") rel="external"><Icon name="file" />"Print"</a>
            <a class="button quiet" href=format!("/projects/{id}/storyboard.zip") rel="external" download=""><Icon name="download" />"Panels as ZIP"</a>
        </div>
    }
}

/// The shots that would make a trailer.
#[component]
fn Trailer(shown: Shown) -> impl IntoView {
    let shots = shown.part(|board| board.trailer.clone());
    let seconds = shown.part(|board| clock(board.trailer_seconds));
    let id = shown.id;
    view! {
        <section class="trailer" id="trailer" aria-labelledby="trailer-head">
            <div class="section-head">
                <h2 id="trailer-head">"Trailer"</h2>
                <p class="dim">{move || format!("{} shots that promise most and give no ending away, {} long.", shots.with(Vec::len), seconds.get())}</p>
            </div>
            <ol class="reel">
                {move || shots.get().into_iter().map(|own| view! {
                    <li>
                        <a href=format!("/projects/{id}/storyboard?shot={0}#shot-{0}", own.shot) rel="external">
                            <img src=own.picture alt=format!("Shot {}", own.number) loading="lazy" decoding="async" />
                            <span class="number">{own.number}</span>
                        </a>
                    </li>
                }).collect_view()}
            </ol>
        </section>
    }
}
