//! A project as signals. The first view comes with the page; the event stream and the answers to forms keep it right.

use crate::api::projects::open_project;
use leptos::{prelude::*, reactive::owner::Owner, task::spawn_local};
use model::{
    Event, Happening, ProjectId, RunState, Shot, ShotId,
    view::{ClipView, Pick, ProjectView, Window},
};
use std::{collections::HashMap, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};

/// How long it is waited before a studio that did not answer is asked again: at first, and at most.
const FIRST_AGAIN: Duration = Duration::from_millis(500);
const LAST_AGAIN: Duration = Duration::from_secs(10);

/// One shot with its clip. The row stays the same when its contents change, so that players and forms keep their state.
#[derive(Clone, Copy)]
pub struct Row {
    pub id: ShotId,
    pub clip: RwSignal<ClipView>,
    pub shot: RwSignal<Shot>,
}

/// The open project.
#[derive(Clone, Copy)]
pub struct Live {
    pub id: ProjectId,
    /// All but the clips.
    pub view: RwSignal<ProjectView>,
    /// One per shot that the page shows, in order.
    pub rows: RwSignal<Vec<Row>>,
    /// Rises with every news of the film's exports.
    pub exports: RwSignal<u32>,
    /// The event stream is open; `None` until it was tried.
    pub connected: RwSignal<Option<bool>>,
    /// Edits are on their way, and the page shows already what they will give: a view from before them is not taken.
    pub held: StoredValue<bool>,
    /// Called before and after a fresh view is taken: what is looked at stays where it is.
    pub keeps: StoredValue<Option<Callback<bool>>>,
    /// What the page asks for; its place is that of the window which is shown or on its way.
    pick: StoredValue<Pick>,
    /// Another window is on its way.
    slides: StoredValue<bool>,
    asked: StoredValue<u32>,
    owner: StoredValue<Owner>,
}

impl Live {
    /// `pick` is what the view was asked for with.
    pub fn new(view: ProjectView, pick: Pick) -> Self {
        let live = Self {
            id: view.card.id,
            view: RwSignal::new(view.clone()),
            rows: RwSignal::new(Vec::new()),
            exports: RwSignal::new(0),
            connected: RwSignal::new(None),
            held: StoredValue::new(false),
            keeps: StoredValue::new(None),
            pick: StoredValue::new(Pick { shot: None, scene: None, before: 0, ..pick }),
            slides: StoredValue::new(false),
            asked: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        live.take(view);
        live
    }

    /// Takes a fresh view; what did not change is left alone.
    fn take(self, mut view: ProjectView) {
        let clips = std::mem::take(&mut view.clips);
        let mut shots: HashMap<ShotId, Shot> = view.list.shots.drain(..).map(|shot| (shot.id, shot)).collect();
        let old: HashMap<ShotId, Row> =
            self.rows.with_untracked(|rows| rows.iter().map(|row| (row.id, *row)).collect());
        let rows: Vec<Row> = clips
            .into_iter()
            .map(|clip| {
                let id = clip.shot;
                let shot = shots.remove(&id).unwrap_or_default();
                match old.get(&id) {
                    Some(row) => {
                        set_if_other(row.clip, clip);
                        set_if_other(row.shot, shot);
                        *row
                    }
                    None => self.owner.with_value(|owner| {
                        owner.with(|| Row { id, clip: RwSignal::new(clip), shot: RwSignal::new(shot) })
                    }),
                }
            })
            .collect();
        if let Some(window) = &view.window {
            self.pick.update_value(|pick| pick.from = window.first);
        }
        let same = self.rows.with_untracked(|now| now.iter().map(|r| r.id).eq(rows.iter().map(|r| r.id)));
        if !same {
            self.rows.set(rows);
        }
        set_if_other(self.view, view);
    }

    /// What the studio says of the shots that the page does not show; `None` where it shows them all.
    pub fn beyond<T>(self, read: impl FnOnce(&Window) -> T) -> Option<T> {
        self.view.with(|view| view.window.as_ref().filter(|window| window.is_part()).map(|window| read(window)))
    }

    /// Shows other shots: `most` of them, from a place in the film on. Shots that are shown already keep their rows.
    pub fn slide(self, from: usize, most: usize) {
        if self.slides.get_value() {
            return;
        }
        self.slides.set_value(true);
        self.pick.update_value(|pick| (pick.from, pick.most) = (from, most));
        self.ask(Duration::ZERO);
    }

    /// The window as it is now: it begins with the shot that it began with.
    fn pick(self) -> Pick {
        let mut pick = self.pick.get_value();
        if !self.slides.get_value() {
            self.rows.with_untracked(|rows| {
                pick.shot = rows.first().map(|row| row.id);
                pick.most = pick.most.max(rows.len());
            });
        }
        pick
    }

    /// Asks for the project anew. Of several calls in a short time only the last one asks.
    pub fn refresh(self) {
        self.ask(Duration::from_millis(60));
    }

    fn ask(self, wait: Duration) {
        // Its page may be left already: an answer that comes late asks for nothing.
        let Some(turn) = self.asked.try_with_value(|n| n + 1) else { return };
        self.asked.set_value(turn);
        self.ask_in(wait, turn);
    }

    /// A studio that is busy or away is asked again, a little later each time: the page must not go on with what is past.
    fn ask_in(self, pause: Duration, turn: u32) {
        let is_last = move || self.asked.try_get_value() == Some(turn);
        let ask = async move {
            let answer = open_project(self.id, self.pick()).await;
            // Another question is on its way, or will be once the edits are sent.
            if !is_last() {
                return;
            }
            match answer {
                Ok(view) => {
                    self.slides.set_value(false);
                    if self.held.try_get_value() == Some(false) {
                        self.take_in_place(view);
                    }
                }
                Err(problem) if !matches!(problem.status, 400..500) => {
                    self.ask_in((pause * 2).clamp(FIRST_AGAIN, LAST_AGAIN), turn);
                }
                Err(_) => self.slides.set_value(false),
            }
        };
        set_timeout(
            move || {
                if is_last() {
                    spawn_local(ask);
                }
            },
            pause,
        );
    }

    /// As `take`; what is looked at stays where it is.
    fn take_in_place(self, view: ProjectView) {
        let keeps = self.keeps.get_value();
        if let Some(keeps) = keeps {
            keeps.run(false);
        }
        self.take(view);
        if let Some(keeps) = keeps {
            keeps.run(true);
        }
    }

    fn apply(self, event: Event) {
        if let Some(doing) = event.what.doing() {
            self.view.update(|view| view.progress.doing = doing.to_owned());
        }
        match event.what {
            Happening::Run { state, message } => {
                self.view.update(|view| {
                    view.card.state = state;
                    if state != RunState::Filming {
                        view.progress.doing = message.unwrap_or_else(|| state.label().to_owned());
                    }
                });
                self.refresh();
            }
            Happening::Clip { shot, state, message, progress, provider, attempt, seconds, cost_cents, .. } => {
                let row = self.rows.with_untracked(|rows| rows.iter().find(|row| row.id == shot).copied());
                if let Some(row) = row {
                    row.clip.update(|clip| {
                        clip.state = state;
                        clip.message = message;
                        clip.progress = progress;
                        clip.attempt = attempt;
                        clip.cost_cents = cost_cents;
                        if let Some(provider) = provider {
                            clip.provider = provider;
                        }
                        if let Some(seconds) = seconds {
                            clip.seconds = seconds;
                        }
                    });
                }
                if state.is_over() {
                    self.refresh();
                }
            }
            Happening::Progress { done, total, seconds_left, cost_cents, .. } => self.view.update(|view| {
                let progress = &mut view.progress;
                progress.done = done;
                progress.total = total;
                progress.seconds_left = seconds_left;
                progress.spent_cents = cost_cents;
            }),
            Happening::Film { .. } | Happening::Edited { .. } | Happening::Board {} => self.refresh(),
            Happening::Export {} => self.exports.update(|n| *n += 1),
        }
    }

    /// Follows the event stream for as long as the page is open. The browser reconnects by itself and names the last event it
    /// has seen.
    pub fn follow(self) {
        Effect::new(move |_| {
            let after = self.view.with_untracked(|view| view.last_seq);
            let url = format!("/api/v1/projects/{}/events?after={after}", self.id);
            let Ok(source) = web_sys::EventSource::new(&url) else { return };
            let heard = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |message: web_sys::MessageEvent| {
                let event =
                    message.data().as_string().and_then(|text| serde_json::from_slice::<Event>(text.as_bytes()).ok());
                if let Some(event) = event {
                    self.apply(event);
                }
            });
            for kind in ["run", "clip", "film", "edited", "progress", "export", "board"] {
                let _ = source.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
            }
            let opened = Closure::<dyn Fn()>::new(move || {
                self.connected.try_set(Some(true));
            });
            let lost = Closure::<dyn Fn()>::new(move || {
                self.connected.try_set(Some(false));
            });
            source.set_onopen(Some(opened.as_ref().unchecked_ref()));
            source.set_onerror(Some(lost.as_ref().unchecked_ref()));
            let open = StoredValue::new_local((source, heard, opened, lost));
            on_cleanup(move || {
                let _ = open.try_with_value(|(source, ..)| source.close());
            });
        });
    }

    /// The seconds of all clips before each, and of all.
    pub fn offsets(self) -> Vec<f64> {
        let mut at = 0.0;
        let mut out = vec![0.0];
        self.rows.with(|rows| {
            for row in rows {
                at += row.clip.with(|clip| clip.seconds);
                out.push(at);
            }
        });
        out
    }
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|now| *now != value) == Some(true) {
        signal.set(value);
    }
}
