//! Who follows events, and whether they still may: a stream outlives the request's own check of the person by hours.

use super::{App, person::WHO, reply::Problem};
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::Response,
};
use model::{ProjectId, UserId, view::Person};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::broadcast;
use tower_sessions::{SessionStore as _, session::Id};

/// Streams of one person at once: some for each of several open pages.
const MOST: usize = 20;
/// How often a comment says that the line is still open, and the session and the project are looked at.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The open streams of this process.
#[derive(Clone)]
pub struct Streams {
    open: Arc<Mutex<HashMap<UserId, usize>>>,
    most: usize,
    pub heartbeat: Duration,
    look: broadcast::Sender<Option<UserId>>,
}

impl Streams {
    /// `STUDIO_STREAMS`, the most of one person (20), and `STUDIO_HEARTBEAT` in seconds (15).
    pub fn from_environment() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.trim().parse::<f64>().ok());
        let heartbeat = number("STUDIO_HEARTBEAT").filter(|seconds| (0.05..=300.0).contains(seconds));
        Self {
            open: Arc::default(),
            most: number("STUDIO_STREAMS").filter(|most| *most >= 1.0).map_or(MOST, |most| most as usize),
            heartbeat: heartbeat.map_or(HEARTBEAT, Duration::from_secs_f64),
            look: broadcast::channel(64).0,
        }
    }

    /// A place for one more stream of a person.
    pub fn admit(&self, who: UserId) -> Result<Place, Problem> {
        let mut open = lock(&self.open);
        let count = open.entry(who).or_default();
        if *count >= self.most {
            let sentence =
                format!("You follow {} films at once, in this browser and elsewhere. Close a page first.", self.most);
            return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, sentence));
        }
        *count += 1;
        Ok(Place { who, open: self.open.clone() })
    }

    /// How many are open in this process.
    pub fn count(&self) -> usize {
        lock(&self.open).values().sum()
    }

    /// Hears when somebody's streams, or everybody's, are to be looked at at once.
    pub fn asked(&self) -> broadcast::Receiver<Option<UserId>> {
        self.look.subscribe()
    }
}

fn lock(open: &Mutex<HashMap<UserId, usize>>) -> MutexGuard<'_, HashMap<UserId, usize>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open stream; given back when dropped.
pub struct Place {
    who: UserId,
    open: Arc<Mutex<HashMap<UserId, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        if let Some(count) = open.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.who);
            }
        }
    }
}

/// The session still belongs to the person, the person exists, and the project is theirs. A database that does not answer ends nothing.
pub async fn still_allowed(app: &App, session: Option<Id>, who: UserId, project: ProjectId) -> bool {
    let Some(session) = session else { return false };
    match store::Sessions(app.studio.database().reserved()).load(&session).await {
        Ok(Some(record)) if record.data.get(WHO) == serde_json::to_value(who).ok().as_ref() => {}
        Ok(_) => return false,
        Err(_) => return true,
    }
    if let Ok(None) = app.studio.database().reserved().person(who).await {
        return false;
    }
    !matches!(app.studio.check_owner(who, project).await, Err(pipeline::Error::NotFound))
}

/// After a request that may have ended sessions, persons or projects, the streams are looked at without waiting for their heartbeat.
pub async fn look_again(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let ends = match *request.method() {
        Method::DELETE => true,
        Method::POST => {
            ["logout", "session", "account", "people", "delete", "disable"].iter().any(|word| path.contains(word))
        }
        _ => false,
    };
    if !ends {
        return next.run(request).await;
    }
    // What an administrator does may end anybody's.
    let person = request.extensions().get::<Option<Person>>().and_then(Option::as_ref);
    let whose = person.filter(|person| !person.admin).map(|person| person.id);
    let nobody = person.is_none();
    let response = next.run(request).await;
    if !nobody {
        let _nobody_listens = app.streams.look.send(whose);
    }
    response
}
