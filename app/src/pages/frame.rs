//! What all pages of one film share: the title, the tabs, undo, and the project as signals.

use super::bill::Bill;
use crate::{
    Problem,
    api::{
        film::{Redo, Undo},
        projects::open_project,
    },
    asked::ask,
    live::{Live, Row},
    ui::{Act, Clip, Icon, RunBadge, Shuttle, Skeleton, Title, Trouble},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use model::{
    ProjectId,
    view::{Pick, ProjectView},
};
use wasm_bindgen::JsCast;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Progress,
    Script,
    /// The wall of pictures.
    Storyboard,
    Board,
    Edit,
    Export,
    /// Not among the tabs: the costs lead to it.
    Receipts,
}

impl Tab {
    /// How many shots the page shows at once.
    pub const fn shots(self) -> usize {
        match self {
            Self::Board => 12,
            Self::Edit => 24,
            Self::Progress => 40,
            Self::Script | Self::Storyboard | Self::Export | Self::Receipts => 0,
        }
    }

    /// What the page asks for, by its address: `?from=` is the number of a shot counted from 1, `?scene=` that of a scene.
    fn pick(self, query: &ParamsMap) -> Pick {
        let shot = query.get("shot").and_then(|shot| shot.parse().ok());
        let alone = self == Self::Receipts && shot.is_some();
        Pick {
            most: if alone { 1 } else { self.shots() },
            from: query.get("from").and_then(|from| from.parse::<usize>().ok()).unwrap_or(1).saturating_sub(1),
            // A shot has some of those about it beside it.
            before: if shot.is_some() && !alone { self.shots() / 4 } else { 0 },
            shot,
            scene: query.get("scene"),
            find: query.get("find").unwrap_or_default(),
            script: self == Self::Script,
            unsaved: self == Self::Script,
            cast: matches!(self, Self::Board | Self::Edit),
            strip: self == Self::Edit,
            made_by: self == Self::Export,
        }
    }
}

/// Loads the project of the address and shows one of its pages.
#[component]
pub fn Frame(tab: Tab, page: fn(Live) -> AnyView) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let query = use_query_map();
    let pick = move || tab.pick(&query.read_untracked());
    // The script is in the page already, in its field: it is not sent twice.
    let script = StoredValue::new(String::new());
    let project = ask(
        move || id.get(),
        move |id| async move {
            let Ok(id) = id.parse::<ProjectId>() else { return missing().await };
            let mut view = open_project(id, pick()).await?;
            if tab == Tab::Script {
                // What was sent and is not saved yet is not typed again.
                let sent = view.unsaved.as_mut().and_then(|unsaved| unsaved.change.script.take());
                view.script = sent.unwrap_or(view.script);
                if cfg!(feature = "ssr") {
                    script.set_value(std::mem::take(&mut view.script));
                }
            }
            Ok(view)
        },
    );
    view! {
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match project.await {
                    Ok(mut view) => {
                        if tab == Tab::Script && view.script.is_empty() {
                            view.script = if cfg!(feature = "ssr") { script.get_value() } else { written() };
                        }
                        view! { <Room view tab page pick=pick() /> }.into_any()
                    }
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The script as the page came with it.
fn written() -> String {
    let field = document().query_selector(".paper textarea").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    field.and_then(|field| field.default_value().ok()).unwrap_or_default()
}

async fn missing() -> Result<ProjectView, Problem> {
    #[cfg(feature = "ssr")]
    return Err(crate::server_side::fail(Problem::not_found()));
    #[cfg(not(feature = "ssr"))]
    Err(Problem::not_found())
}

#[component]
fn Room(view: ProjectView, tab: Tab, page: fn(Live) -> AnyView, pick: Pick) -> impl IntoView {
    let live = Live::new(view, pick);
    provide_context(live);
    live.follow();
    let title = Memo::new(move |_| live.view.with(|view| view.card.title.clone()));
    let state = Signal::derive(move || live.view.with(|view| view.card.state));
    // The head is written when the page's signals may be gone already.
    let first = title.get_untracked();
    let head_title = move || title.try_get().unwrap_or_else(|| first.clone());
    let link = move |own: Tab, path: &str, words: &'static str| {
        view! {
            <li>
                <a href=format!("/projects/{}{path}", live.id) aria-current=(own == tab).then_some("page")>{words}</a>
            </li>
        }
    };
    let edits = matches!(tab, Tab::Board | Tab::Edit | Tab::Storyboard);
    let bill = matches!(tab, Tab::Board | Tab::Edit);
    view! {
        <Title text=head_title />
        <div class="film-head">
            <p class="film-title">{move || title.get()}</p>
            <RunBadge state />
            <nav aria-label="This film">
                <ul class="tabs">
                    {link(Tab::Progress, "", "Film")} {link(Tab::Script, "/script", "Script")}
                    {link(Tab::Storyboard, "/storyboard", "Storyboard")} {link(Tab::Board, "/board", "Prompts")} {link(Tab::Edit, "/edit", "Editing room")}
                    {link(Tab::Export, "/export", "Export")}
                </ul>
            </nav>
            {edits.then(|| view! { <UndoRedo live /> })}
        </div>
        <p class="offline" role="status" aria-live="polite">
            {move || (live.connected.get() == Some(false)).then_some("The connection is lost. The studio goes on; this page catches up by itself.")}
        </p>
        {bill.then(|| view! { <Bill live /> })}
        {page(live)}
    }
}

#[component]
fn UndoRedo(live: Live) -> impl IntoView {
    let can_undo = Memo::new(move |_| live.view.with(|view| view.can_undo.clone()));
    let can_redo = Memo::new(move |_| live.view.with(|view| view.can_redo.clone()));
    let fields = Signal::stored(vec![("id", live.id.to_string())]);
    view! {
        <div class="history">
            <Act to=Undo::PATH fields>
                <button type="submit" id="undo" disabled=move || can_undo.get().is_none() title=move || can_undo.get().map(|what| format!("Undo: {what}"))>
                    <Icon name="undo" />
                    <span>"Undo"</span>
                </button>
            </Act>
            <Act to=Redo::PATH fields>
                <button type="submit" id="redo" disabled=move || can_redo.get().is_none() title=move || can_redo.get().map(|what| format!("Redo: {what}"))>
                    <Icon name="redo" />
                    <span>"Redo"</span>
                </button>
            </Act>
        </div>
    }
}

/// The class of the film's shape: its pictures are shown whole.
pub fn shape(live: Live) -> String {
    live.view.with_untracked(|view| format!("a{}", view.settings.aspect.key().replace([':', '.'], "-")))
}

/// The number and the heading of a shot's scene, where it is the first of it.
pub fn scene_before(live: Live, row: Row) -> Memo<Option<(String, String)>> {
    Memo::new(move |_| {
        let scene = row.shot.with(|shot| shot.scene.clone());
        let is_first = live.rows.with(|rows| {
            let at = rows.iter().position(|own| own.id == row.id).unwrap_or(0);
            at.checked_sub(1)
                .and_then(|before| rows.get(before))
                .is_none_or(|before| before.shot.with(|shot| shot.scene != scene))
        });
        let named = |view: &ProjectView| {
            let scene = view.list.scene(&scene)?;
            Some((scene.number.clone(), scene.heading.clone().unwrap_or_else(|| "Place not told".to_owned())))
        };
        is_first.then(|| live.view.with(named)).flatten()
    })
}

/// How many shots the film has, and how long it is, in seconds.
pub fn extent(live: Live) -> (usize, f64) {
    let own = || (live.rows.with(Vec::len), live.offsets().last().copied().unwrap_or_default());
    live.beyond(|window| (window.total, window.seconds)).unwrap_or_else(own)
}

/// The player's view of the project: the film where it is made as the project is now, else its clips one after another.
pub fn film_shuttle(live: Live) -> Shuttle {
    let clips = shuttle(live);
    let film = Memo::new(move |_| live.view.with(|view| view.film.clone().filter(|film| !film.stale)));
    let shown = Memo::new(move |_| {
        let all = clips.clips.get();
        let (Some(film), Some(first)) = (film.get(), all.first()) else { return all };
        let mut start = clips.before.get();
        let mut lines = Vec::new();
        for clip in &all {
            lines.extend(clip.lines.iter().map(|(from, to, text)| (start + from, start + to, text.clone())));
            start += clip.seconds;
        }
        // A film that was made anew has the same address.
        let url = Some(format!("{}?{}", film.url, film.bytes));
        vec![Clip { shot: first.shot, url, poster: first.poster.clone(), seconds: film.seconds, lines }]
    });
    let before = move || if film.with(Option::is_some) { 0.0 } else { clips.before.get() };
    Shuttle::new(shown, clips.fps, Signal::derive(before))
}

/// The player's view of the project's clips.
pub fn shuttle(live: Live) -> Shuttle {
    let clips = Memo::new(move |_| {
        live.rows.with(|rows| {
            rows.iter()
                .map(|row| {
                    row.clip.with(|clip| {
                        let lines = row.shot.with(|shot| {
                            clip.lines
                                .iter()
                                .filter_map(|at| {
                                    let line = shot.lines.iter().find(|line| line.id == at.line)?;
                                    Some((at.start, at.end, line.text.clone()))
                                })
                                .collect()
                        });
                        Clip {
                            shot: row.id,
                            url: clip.video.clone(),
                            poster: clip.poster.clone(),
                            seconds: clip.seconds,
                            lines,
                        }
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    let before = move || live.beyond(|window| window.seconds_before).unwrap_or_default();
    Shuttle::new(clips, live.view.with_untracked(|view| view.settings.fps), Signal::derive(before))
}
