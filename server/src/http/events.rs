//! A project's events as they happen. A browser that reconnects names the last event it has seen, and misses none.

use super::{
    App,
    person::SignedIn,
    reply::Problem,
    streams::{self, Place},
};
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{
        IntoResponse, Sse,
        sse::{Event as Message, KeepAlive},
    },
};
use futures::{Stream, stream};
use model::{Event, ProjectId, UserId};
use pipeline::Studio;
use serde::Deserialize;
use std::{collections::VecDeque, convert::Infallible, sync::Arc};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};
use tokio_util::sync::CancellationToken;
use tower_sessions::{Session, session::Id};

/// How many events the pipeline gives at a time.
const PAGE: usize = 1_000;

#[derive(Deserialize)]
pub struct After {
    /// The last event seen, for those who cannot set a header.
    after: Option<i64>,
}

pub async fn stream(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    session: Session,
    Path(id): Path<ProjectId>,
    Query(query): Query<After>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let last =
        headers.get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|text| text.trim().parse().ok());
    let place = app.streams.admit(person.id)?;
    let every = app.streams.heartbeat;
    let mut heartbeat = interval_at(Instant::now() + every, every);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // First subscribe, then read what is stored: nothing falls between the two.
    let news = app.studio.subscribe(person.id, id).await?;
    let mut watch = Watch {
        stop: app.studio.stopping(),
        studio: app.studio.clone(),
        asked: app.streams.asked(),
        session: session.id(),
        app,
        heartbeat,
        _place: place,
        who: person.id,
        id,
        seen: last.or(query.after).unwrap_or(0),
        waiting: VecDeque::new(),
        more: false,
        news,
    };
    watch.catch_up().await?;
    let keep_alive = KeepAlive::new().interval(every).text("still here");
    let mut response = Sse::new(messages(watch)).keep_alive(keep_alive).into_response();
    // A proxy that collects answers before passing them on would hold events back.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

struct Watch {
    app: App,
    session: Option<Id>,
    /// Says that this person's streams are to be looked at; nobody named means everybody.
    asked: Receiver<Option<UserId>>,
    heartbeat: Interval,
    _place: Place,
    studio: Studio,
    who: UserId,
    id: ProjectId,
    /// The last event that was sent.
    seen: i64,
    waiting: VecDeque<Arc<Event>>,
    /// The last page was full: another may follow.
    more: bool,
    news: Receiver<Arc<Event>>,
    stop: CancellationToken,
}

impl Watch {
    /// Reads a page of what is stored after the last event that was sent.
    async fn catch_up(&mut self) -> Result<(), pipeline::Error> {
        let after = self.waiting.back().map_or(self.seen, |event| event.seq);
        let stored = self.studio.events(self.who, self.id, after).await?;
        self.more = stored.len() >= PAGE;
        self.waiting.extend(stored.into_iter().map(Arc::new));
        Ok(())
    }

    async fn is_allowed(&self) -> bool {
        streams::still_allowed(&self.app, self.session, self.who, self.id).await
    }

    /// The next event; `None` when the studio stops, the person has logged out or the project is gone.
    async fn next(&mut self) -> Option<Arc<Event>> {
        loop {
            while let Some(event) = self.waiting.pop_front() {
                if event.seq > self.seen {
                    self.seen = event.seq;
                    return Some(event);
                }
            }
            if self.more {
                self.catch_up().await.ok()?;
                continue;
            }
            tokio::select! {
                () = self.stop.cancelled() => return None,
                _ = self.heartbeat.tick() => {
                    if !self.is_allowed().await {
                        return None;
                    }
                }
                asked = self.asked.recv() => {
                    let mine = !matches!(asked, Ok(Some(whose)) if whose != self.who);
                    if mine && !self.is_allowed().await {
                        return None;
                    }
                }
                heard = self.news.recv() => match heard {
                    Ok(event) if event.seq == self.seen + 1 => self.waiting.push_back(event),
                    Ok(event) if event.seq <= self.seen => {}
                    // Some were missed: they are all stored.
                    Ok(_) | Err(RecvError::Lagged(_)) => self.catch_up().await.ok()?,
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }
}

fn messages(watch: Watch) -> impl Stream<Item = Result<Message, Infallible>> {
    stream::unfold(watch, |mut watch| async move {
        let event = watch.next().await?;
        let message = Message::default().id(event.seq.to_string()).event(event.what.kind());
        let message = message.json_data(event.as_ref()).unwrap_or_else(|_| Message::default().comment("unreadable"));
        Some((Ok(message), watch))
    })
}
