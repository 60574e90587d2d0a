//! The server: who may ask, what goes wrong, what is answered.

use super::options::Options;
use super::{
    auth, callback, legacy, lips,
    order::{self, Order, error, ok},
    pictures,
    tasks::{Tasks, info, name_of},
};
use crate::{
    charges::{Charge, now},
    faults::{Create, Faults, Look},
    film::Films,
    sample,
    tcp::{self, Asked, Reply},
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    io,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{net::TcpListener, task::JoinHandle};

/// A running simulator. It ends when this is dropped.
#[derive(Debug)]
pub struct Kling {
    /// For `KLING_BASE_URL`.
    pub base_url: String,
    /// The charge log: see [`crate::charges`].
    pub charges: PathBuf,
    state: Arc<State>,
    running: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Kling {
    /// Starts it on 127.0.0.1.
    ///
    /// # Errors
    /// When the port is taken or the log cannot be written.
    pub async fn start(options: Options) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let charges = options.charges.clone().unwrap_or_else(|| folder.path().join("charges.jsonl"));
        let (listener, state) = open(&options, &charges).await?;
        let base_url = state.base.clone();
        let running = tokio::spawn(accept(listener, state.clone()));
        Ok(Self { base_url, charges, state, running, _folder: folder })
    }

    /// Every task has had its time.
    pub fn finish(&self) {
        self.state.tasks().finish();
    }
}

impl Drop for Kling {
    fn drop(&mut self) {
        self.running.abort();
    }
}

#[derive(Debug)]
struct State {
    base: String,
    options: Options,
    faults: Faults,
    tasks: Mutex<Tasks>,
    films: Films,
    looks: AtomicU64,
    /// The names, without the number of the try, of orders that had no clear answer.
    unclear: Mutex<HashSet<String>>,
}

async fn open(options: &Options, charges: &Path) -> io::Result<(TcpListener, Arc<State>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let faults = Faults { seed: options.seed, most_lag: options.lag };
    let state = State {
        base: format!("http://{}", listener.local_addr()?),
        options: options.clone(),
        faults,
        tasks: Mutex::new(Tasks::open(charges, faults, options)?),
        films: Films::default(),
        looks: AtomicU64::new(0),
        unclear: Mutex::default(),
    };
    Ok((listener, Arc::new(state)))
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut open = tokio::task::JoinSet::new();
    loop {
        while open.try_join_next().is_some() {}
        let Ok((mut stream, _)) = listener.accept().await else { continue };
        let state = state.clone();
        open.spawn(async move {
            // Whoever hangs up is none of our business.
            if let Ok(asked) = tcp::read(&mut stream).await {
                let _gone = tcp::write(stream, state.answer(&asked).await, &AtomicU64::new(0)).await;
            }
        });
    }
}

impl State {
    fn tasks(&self) -> std::sync::MutexGuard<'_, Tasks> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(self: &Arc<Self>, asked: &Asked) -> Reply {
        let path: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
        if let ["files", file] = path[..] {
            return self.file(file, asked).await;
        }
        let older = matches!(path.first(), Some(&("v1" | "account")));
        if let Some((status, code, message)) = auth::reject_unauthenticated(&self.options, asked, older) {
            return Reply::json(status, &error(code, message));
        }
        let body: Value = serde_json::from_slice(&asked.body).unwrap_or(Value::Null);
        match (asked.method.as_str(), &path[..]) {
            ("POST", ["text-to-video" | "image-to-video" | "omni-video", _]) if self.is_full_at_first(&body) => full(),
            ("POST", [kind @ ("text-to-video" | "image-to-video" | "omni-video"), model]) => {
                let reply = self.create(order::new(kind, model, &body));
                if self.is_left_unclear(&body) { Reply::json(504, &error(5002, "internal timeout")) } else { reply }
            }
            ("POST", ["v1", "videos", kind @ ("text2video" | "image2video" | "omni-video" | "multi-image2video")]) => {
                self.create(legacy::new(kind, &body))
            }
            ("POST", ["v1", "videos", "identify-face"]) => self.look_for_faces(&body),
            ("POST", ["v1", "videos", "advanced-lip-sync"]) => {
                let order = lips::order(&self.tasks(), &body);
                self.create(order)
            }
            ("POST", ["v1", "videos", "lip-sync"]) => {
                let order = lips::older(&self.tasks(), &body);
                self.create(order)
            }
            ("POST", ["v1", "audio", "text-to-audio"]) => self.create(order::sound(&body)),
            ("POST", ["v1", "audio", "video-to-audio"]) => {
                let order = pictures::footage_sound(&self.tasks(), &body);
                self.create(order)
            }
            ("POST", ["v1", "images", kind @ ("generations" | "omni-image")]) => {
                self.create(pictures::picture(kind, &body))
            }
            ("POST", ["v1", "audio", "tts"]) => self.speak(order::line(&body)),
            ("GET", ["tasks"]) if self.was_left_unclear(asked) => Reply::html(200),
            ("GET", ["tasks"]) => self.look(|state| state.by_ids(asked)),
            ("POST", ["tasks"]) => self.look(|state| state.list(&body)),
            (
                "GET",
                [
                    "v1",
                    "videos",
                    "text2video" | "image2video" | "omni-video" | "multi-image2video" | "advanced-lip-sync"
                    | "lip-sync",
                ]
                | ["v1", "audio", "text-to-audio" | "video-to-audio"]
                | ["v1", "images", "generations" | "omni-image"],
            ) => self.look(|state| state.legacy_list(asked)),
            (
                "GET",
                [
                    "v1",
                    "videos",
                    "text2video" | "image2video" | "omni-video" | "multi-image2video" | "advanced-lip-sync"
                    | "lip-sync",
                    id,
                ]
                | ["v1", "audio", "text-to-audio" | "video-to-audio", id]
                | ["v1", "images", "generations" | "omni-image", id],
            ) => self.look(|state| state.legacy_one(id)),
            ("GET", ["account", "costs"]) => self.look(|_| (200, ok(account()))),
            ("GET" | "POST", _) => Reply::json(404, &error(1203, "The resource does not exist.")),
            _ => Reply::json(404, &error(1202, "The request method is invalid.")),
        }
    }

    fn unclear(&self) -> MutexGuard<'_, HashSet<String>> {
        self.unclear.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an order ends without a clear answer: the first try of one with "no-clear-answer" in its prompt does.
    fn is_left_unclear(&self, body: &Value) -> bool {
        let name = body["options"]["external_task_id"].as_str().unwrap_or_default();
        body.to_string().contains("no-clear-answer") && self.unclear().insert(without_number(name).to_owned())
    }

    /// Whether an order finds no room: the first try of one with "full-at-first" in its prompt does.
    fn is_full_at_first(&self, body: &Value) -> bool {
        let name = body["options"]["external_task_id"].as_str().unwrap_or_default();
        let tried = format!("full {}", without_number(name));
        body.to_string().contains("full-at-first") && self.unclear().insert(tried)
    }

    /// Whether this asks, by our name, for an order that had no clear answer: it gets none, either.
    fn was_left_unclear(&self, asked: &Asked) -> bool {
        let names = asked.query.get("external_task_ids");
        names.is_some_and(|names| names.split(',').any(|name| self.unclear().contains(without_number(name))))
    }

    fn create(self: &Arc<Self>, order: Result<Order, order::Refusal>) -> Reply {
        let order = match order {
            Ok(order) => order,
            Err((status, code, message)) => return Reply::json(status, &error(code, &message)),
        };
        let mut tasks = self.tasks();
        let nth = tasks.count(&order.external_id);
        let fault = self.faults.create(&order.external_id, nth);
        if let Some(reply) = before(fault) {
            return reply;
        }
        let refuses = self.options.charges_again.map_or(self.faults.refuses_duplicates(), |again| !again);
        if refuses && tasks.knows(&order.external_id) {
            let message = format!("External_task_id {} already exists", order.external_id);
            return Reply::json(400, &error(1201, &message));
        }
        if tasks.busy(&order.model) >= self.options.slots {
            return full();
        }
        let (legacy, callback_url) = (order.legacy, order.callback_url.clone());
        let task = match tasks.create(order) {
            Ok(task) => task,
            Err(why) => return Reply::json(500, &error(5000, &format!("{}: {why}", tasks.log().display()))),
        };
        if let Some(url) = callback_url {
            tokio::spawn(self.clone().tell_later(task.clone(), tasks.takes(&task), url));
        }
        self.after(fault, &ok(created(&task, legacy)))
    }

    /// What is said of something that was created.
    fn after(&self, fault: Create, created: &Value) -> Reply {
        match fault {
            Create::ResetAfter => Reply::Reset,
            Create::ErrorAfter => Reply::json(504, &error(5002, "internal timeout")),
            Create::SilenceAfter => Reply::Silence(self.options.silence),
            Create::HtmlAfter => Reply::html(502),
            Create::HalfAfter => Reply::Half(200, "application/json", created.to_string().into_bytes()),
            _ => Reply::json(200, created),
        }
    }

    /// Faces are found at once; that is charged, and goes wrong as the creation of a task does.
    fn look_for_faces(&self, body: &Value) -> Reply {
        let mut tasks = self.tasks();
        let order = match lips::look(&tasks, body) {
            Ok(order) => order,
            Err((status, code, message)) => return Reply::json(status, &error(code, &message)),
        };
        let nth = tasks.count(&order.external_id);
        let fault = self.faults.create(&order.external_id, nth);
        if let Some(reply) = before(fault) {
            return reply;
        }
        match tasks.create(order) {
            Ok(look) => self.after(fault, &ok(lips::faces(&tasks, &look, &self.base))),
            Err(why) => Reply::json(500, &error(5000, &why.to_string())),
        }
    }

    /// Sends word when the task begins and when it ends. Whoever does not listen has missed it: there is only one try.
    async fn tell_later(self: Arc<Self>, task: Charge, takes: Duration, url: String) {
        for pause in [takes / 5, takes - takes / 5] {
            tokio::time::sleep(pause + Duration::from_millis(2)).await;
            let told = self.tasks().tell(&task, task.legacy, &self.base).to_string();
            let _missed = callback::send(&url, &told, self.options.callback_secret.as_deref()).await;
        }
    }

    /// A line is spoken at once.
    fn speak(&self, order: Result<Order, order::Refusal>) -> Reply {
        let mut tasks = self.tasks();
        match order.map(|order| tasks.create(order)) {
            Err((status, code, message)) => Reply::json(status, &error(code, &message)),
            Ok(Err(why)) => Reply::json(500, &error(5000, &why.to_string())),
            Ok(Ok(task)) => Reply::json(200, &ok(tasks.tell(&task, true, &self.base))),
        }
    }

    /// Answers a question, unless something goes wrong.
    fn look(&self, see: impl FnOnce(&Self) -> (u16, Value)) -> Reply {
        let nth = self.looks.fetch_add(1, Ordering::Relaxed);
        match self.faults.look(nth) {
            Look::Reset => Reply::Reset,
            Look::Error => Reply::json(503, &error(5001, "temporarily unavailable")),
            Look::Html => Reply::html(200),
            Look::RateLimit => Reply::Later(429, 1, error(1302, "request rate too high").to_string().into_bytes()),
            Look::Half => Reply::Half(200, "application/json", see(self).1.to_string().into_bytes()),
            Look::Fine => {
                let (status, value) = see(self);
                Reply::json(status, &value)
            }
        }
    }

    fn tell(&self, tasks: &mut Tasks, found: &[Charge], legacy: bool) -> Value {
        found.iter().map(|task| tasks.tell(task, legacy, &self.base)).collect()
    }

    fn by_ids(&self, asked: &Asked) -> (u16, Value) {
        let (ids, external) = (asked.query.get("task_ids"), asked.query.get("external_task_ids"));
        let (Some(wanted), false) = (ids.or(external), ids.is_some() && external.is_some()) else {
            return (400, error(1201, "exactly one of task_ids and external_task_ids is required"));
        };
        let wanted: Vec<&str> = wanted.split(',').collect();
        if wanted.len() > 20 {
            return (400, error(1201, "cannot exceed 20 in total"));
        }
        let mut tasks = self.tasks();
        let name =
            |task: &Charge| if ids.is_some() { Some(task.task_id.clone()) } else { name_of(task).map(str::to_owned) };
        let asked_for = |task: &&Charge| name(task).is_some_and(|name| wanted.contains(&name.as_str()));
        let found: Vec<Charge> = tasks.seen().filter(asked_for).cloned().collect();
        (200, ok(self.tell(&mut tasks, &found, false)))
    }

    fn list(&self, body: &Value) -> (u16, Value) {
        let limit = body["limit"].as_u64().unwrap_or(100);
        if limit > 500 {
            return (400, error(1201, "limit cannot exceed 500"));
        }
        let (from, to) = (body["start_time"].as_u64().unwrap_or(0), body["end_time"].as_u64().unwrap_or(u64::MAX));
        let start: usize = body["cursor"].as_str().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let mut tasks = self.tasks();
        let mut found: Vec<Charge> = tasks.seen().filter(|task| (from..=to).contains(&task.at)).cloned().collect();
        found.reverse();
        let end = found.len().min(start + limit as usize);
        let more = end < found.len();
        let page = found.get(start..end).unwrap_or_default();
        let told = self.tell(&mut tasks, page, false);
        (200, ok(json!({ "result": told, "count": page.len(), "next_cursor": end.to_string(), "has_more": more })))
    }

    fn legacy_one(&self, id: &str) -> (u16, Value) {
        let mut tasks = self.tasks();
        let is_it = |task: &&Charge| task.task_id == id || name_of(task) == Some(id);
        let found = tasks.seen().filter(|task| task.legacy).find(is_it).cloned();
        match found {
            Some(task) => (200, ok(tasks.tell(&task, true, &self.base))),
            None => (400, error(1201, &format!("Task not found by id/external id: {id}"))),
        }
    }

    fn legacy_list(&self, asked: &Asked) -> (u16, Value) {
        let number =
            |name: &str, usual: usize| asked.query.get(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
        let (page, size) = (number("pageNum", 1).max(1), number("pageSize", 30).clamp(1, 500));
        let mut tasks = self.tasks();
        let mut found: Vec<Charge> = tasks.seen().filter(|task| task.legacy).cloned().collect();
        found.reverse();
        let found: Vec<Charge> = found.into_iter().skip((page - 1) * size).take(size).collect();
        (200, ok(self.tell(&mut tasks, &found, true)))
    }

    async fn file(&self, file: &str, asked: &Asked) -> Reply {
        let expires: u64 = asked.query.get("Expires").and_then(|text| text.parse().ok()).unwrap_or(0);
        if expires < now() {
            return Reply::Whole(403, "application/xml", b"<Error><Code>AccessDenied</Code></Error>".to_vec());
        }
        if let Some(nth) = lips::face_in(file) {
            return sent("image/jpeg", sample::portrait(nth).await);
        }
        let task = {
            let tasks = self.tasks();
            tasks.get(file.split('.').next().unwrap_or_default()).filter(|task| tasks.done(task)).cloned()
        };
        let Some(task) = task else { return Reply::html(404) };
        if task.picture {
            return sent("image/png", sample::still(task.pixels().unwrap_or((640, 360))).await);
        }
        if !task.films() && !file.ends_with("mp4") {
            let (kind, name) = if file.ends_with("wav") { ("audio/wav", "wav") } else { ("audio/mpeg", "mp3") };
            return sent(kind, sample::tone(task.seconds, name).await);
        }
        let size = task.pixels().filter(|(width, _)| *width > 0).unwrap_or((320, 180));
        sent("video/mp4", self.films.get(task.seconds, size, task.sound).await.map(|film| film.to_vec()))
    }
}

/// A file, or why there is none.
fn sent(kind: &'static str, made: io::Result<Vec<u8>>) -> Reply {
    match made {
        Ok(bytes) => Reply::Whole(200, kind, bytes),
        Err(why) => Reply::Whole(500, "text/plain", why.to_string().into_bytes()),
    }
}

/// A name of the studio's without the number of the try at its end.
fn without_number(name: &str) -> &str {
    name.rsplit_once('-').map_or(name, |(before, _)| before)
}

/// What goes wrong before anything is created.
fn before(fault: Create) -> Option<Reply> {
    match fault {
        Create::ResetBefore => Some(Reply::Reset),
        Create::ErrorBefore => Some(Reply::json(500, &error(5000, "internal error"))),
        Create::RateLimit => Some(Reply::Later(429, 1, error(1302, "request rate too high").to_string().into_bytes())),
        Create::SlotsFull => Some(full()),
        Create::OddCode => Some(Reply::json(200, &error(7777, "unexpected"))),
        _ => None,
    }
}

fn full() -> Reply {
    Reply::json(429, &error(1303, "parallel task over resource pack limit"))
}

fn created(task: &Charge, legacy: bool) -> Value {
    if legacy {
        return json!({
            "task_id": task.task_id, "task_status": "submitted", "task_info": info(task),
            "created_at": task.at, "updated_at": task.at,
        });
    }
    json!({
        "id": task.task_id, "status": "submitted", "create_time": task.at, "update_time": task.at,
        "external_id": name_of(task).unwrap_or_default(),
    })
}

fn account() -> Value {
    json!({ "code": 0, "msg": "success", "resource_pack_subscribe_infos": [{
        "resource_pack_name": "Trial-Video-100Units-5Con-1Months", "resource_pack_id": "simulator",
        "resource_pack_type": "decreasing_total", "total_quantity": 100.0, "remaining_quantity": 87.5,
        "purchase_time": 1_781_000_000_000_u64, "effective_time": 1_781_000_000_000_u64,
        "invalid_time": 1_999_000_000_000_u64, "status": "online",
    }] })
}
