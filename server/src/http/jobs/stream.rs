//! A job as it changes, as Server-Sent Events. Each message is the whole job; its id is the number of the last event in it. A client that
//! connects again names the last id it has, and is told at once what it missed.

use super::view::{self, Job};
use crate::http::{App, bearer::Bearer, reply::Problem, streams::Place};
use access::{Actor, SeeJobs};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event as Message, KeepAlive},
    },
};
use futures::{Stream, stream};
use model::{Event, ProjectId};
use std::{convert::Infallible, sync::Arc};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Interval, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

/// Tells of a job whenever it changes, as Server-Sent Events, until it has ended.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/events", operation_id = "watch_job", tag = "jobs", params(("id" = String, Path, description = "the id."), ("Last-Event-ID" = Option<String>, Header, description = "the last id that was seen.")), responses((status = 200, description = "messages of the type job.", content_type = "text/event-stream"), (status = 401, description = "no token, or a wrong one."), (status = 403, description = "the token lacks the scope."), (status = 404, description = "there is no such job.")))]
pub async fn events(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<ProjectId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let place = app.streams.admit(bearer.0.user)?;
    let news = app.studio.job_news(&bearer.may::<SeeJobs>()?, id).await?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let every = app.streams.heartbeat;
    let mut heartbeat = tokio::time::interval(every);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    heartbeat.tick().await;
    let token = headers.get("authorization").and_then(|value| value.to_str().ok()?.split_once(' '));
    let watch = Watch {
        stop: app.studio.stopping(),
        token: token.map(|(_, token)| token.trim().to_owned()).unwrap_or_default(),
        actor: bearer.0,
        id,
        seen: last.and_then(|text| text.trim().parse().ok()),
        told: String::new(),
        ended: false,
        news,
        heartbeat,
        _place: place,
        app,
    };
    let keep_alive = KeepAlive::new().interval(every).text("still here");
    let mut response = Sse::new(messages(watch)).keep_alive(keep_alive).into_response();
    // A proxy that collects answers before passing them on would hold them back.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

struct Watch {
    app: App,
    actor: Actor,
    /// Looked at again while the stream is open: it may be revoked.
    token: String,
    id: ProjectId,
    /// The number of the last event that the client has.
    seen: Option<i64>,
    /// The tag of what was sent last.
    told: String,
    ended: bool,
    news: Receiver<Arc<Event>>,
    heartbeat: Interval,
    stop: CancellationToken,
    _place: Place,
}

impl Watch {
    /// The job when it has changed; `None` when it has ended, the studio stops, or the token is good no more.
    async fn next(&mut self) -> Option<Message> {
        while !self.ended {
            let allowed = self.actor.may::<SeeJobs>().ok()?;
            let row = self.app.studio.film_job(&allowed, self.id).await.ok()?;
            let tag = view::tag(&row);
            if tag != self.told && self.seen != Some(row.last_seq) {
                self.told = tag;
                self.seen = None;
                self.ended = view::has_ended(&row);
                let message = Message::default().id(row.last_seq.to_string()).event("job");
                return Some(message.json_data(Job::of(&row)).unwrap_or_default());
            }
            if view::has_ended(&row) {
                return None;
            }
            if !self.heard().await {
                return None;
            }
        }
        None
    }

    /// Waits for news. `false`: nothing more is to be told.
    async fn heard(&mut self) -> bool {
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return false,
                _ = self.heartbeat.tick() => {
                    if matches!(self.app.studio.actor(&self.token).await, Ok(Err(_))) {
                        return false;
                    }
                }
                heard = self.news.recv() => return !matches!(heard, Err(RecvError::Closed)),
            }
        }
    }
}

fn messages(watch: Watch) -> impl Stream<Item = Result<Message, Infallible>> {
    stream::unfold(watch, |mut watch| async move {
        let message = watch.next().await?;
        Some((Ok(message), watch))
    })
}
