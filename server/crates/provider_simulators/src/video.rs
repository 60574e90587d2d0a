//! Runway, Pollo, fal and Replicate, each below a path of its name. A task is done at the third look.

use super::{
    charges::{Charge, Log, now},
    fault_injection::FaultInjection,
    sample,
    server::Server,
    tcp::{Asked, Reply},
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// What every video lasts, in seconds.
pub const SECONDS: f64 = 5.0;

/// A running simulator. It ends when this is dropped.
#[derive(Debug)]
pub struct Videos {
    /// What was asked, and where it is: "/runway", "/pollo", "/fal", "/replicate" below its address.
    pub server: Server,
    /// The charge log: see [`crate::charges`].
    pub charges: PathBuf,
    _folder: tempfile::TempDir,
}

impl Videos {
    /// Starts it on a free port of 127.0.0.1. It accepts this key alone. A prompt with "forbidden-by-rules" in it is refused by the
    /// rules, one with "breaks" fails.
    ///
    /// # Errors
    /// When there is no port, or ffmpeg cannot be run.
    pub async fn start(key: &str) -> io::Result<Self> {
        Self::open(key, FaultInjection::new(None, Duration::ZERO)).await
    }

    /// As [`Self::start`], where things go wrong as this seed has it; it keeps silent for so long where that says so. A prompt names
    /// what is asked for: what goes wrong depends on it.
    ///
    /// # Errors
    /// When there is no port, or ffmpeg cannot be run.
    pub async fn start_with_faults(key: &str, seed: u64, silence: Duration) -> io::Result<Self> {
        Self::open(key, FaultInjection::new(Some(seed), silence)).await
    }

    async fn open(key: &str, faults: FaultInjection) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let charges = folder.path().join("charges.jsonl");
        let (log, _) = Log::open(&charges)?;
        let film = sample::video(SECONDS, (320, 180), false).await?;
        let tasks = Mutex::new(Tasks { log, all: HashMap::new() });
        let house = House { key: key.to_owned(), film, tasks, faults };
        let server = Server::start(move |asked| house.answer(asked)).await?;
        Ok(Self { server, charges, _folder: folder })
    }
}

struct House {
    key: String,
    film: Vec<u8>,
    tasks: Mutex<Tasks>,
    faults: FaultInjection,
}

struct Tasks {
    log: Log,
    all: HashMap<String, Task>,
}

#[derive(Clone)]
struct Task {
    prompt: String,
    looks: u32,
    /// The seed lets it fail.
    fails: bool,
    /// The link to its video holds from the second time on.
    expired: bool,
}

impl Task {
    fn done(&self) -> bool {
        self.looks >= 3
    }

    fn breaks(&self) -> bool {
        self.fails || self.prompt.contains("breaks")
    }

    fn refused(&self) -> bool {
        self.prompt.contains("forbidden-by-rules")
    }
}

const RULES: &str = "The prompt was flagged by moderation";
const BROKE: &str = "The model broke down";

impl House {
    fn answer(&self, asked: &Asked) -> Reply {
        let path: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
        if let ["files", file] = path[..] {
            return self.file(file);
        }
        let (Some(service), rest) = (path.first().copied(), path.get(1..).unwrap_or_default()) else {
            return Reply::html(404);
        };
        let (header, scheme) = match service {
            "pollo" => ("x-api-key", ""),
            "fal" => ("authorization", "Key "),
            _ => ("authorization", "Bearer "),
        };
        if asked.headers.get(header) != Some(&format!("{scheme}{}", self.key)) {
            return no(401, "Unauthorized");
        }
        if asked.method == "GET" {
            return self.faults.look(no, || self.told(service, rest, asked));
        }
        let body = asked.json();
        let prompt = ["/promptText", "/input/prompt", "/prompt"].iter().find_map(|place| body.pointer(place)?.as_str());
        let name = format!("{service}: {}", prompt.unwrap_or_default());
        self.faults.create(&name, no, || self.ordered(service, rest, &body, asked))
    }

    /// A video, over a link that may have run out.
    fn file(&self, file: &str) -> Reply {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let task = tasks.all.get_mut(file.trim_end_matches(".mp4"));
        if task.is_some_and(|task| std::mem::take(&mut task.expired)) {
            return Reply::html(403);
        }
        Reply::Whole(200, "video/mp4", self.film.clone())
    }

    fn ordered(&self, service: &str, rest: &[&str], body: &Value, asked: &Asked) -> Reply {
        match (service, rest) {
            ("runway", _) if !is_dated(asked) => undated(),
            ("runway", ["v1", kind @ ("text_to_video" | "image_to_video")]) => self.runway(kind, body),
            ("pollo", ["generation", brand, model]) => self.pollo(&format!("{brand}/{model}"), &body["input"]),
            ("fal", [owner, app, ..]) => self.fal(owner, app, body, asked),
            ("replicate", ["models", owner, name, "predictions"]) => {
                self.replicate(&format!("{owner}/{name}"), &body["input"])
            }
            _ => no(404, "Not found"),
        }
    }

    fn told(&self, service: &str, rest: &[&str], asked: &Asked) -> Reply {
        match (service, rest) {
            ("runway", _) if !is_dated(asked) => undated(),
            ("runway", ["v1", "tasks", id]) => self.look(id, |task| runway(id, task, asked)),
            ("pollo", ["generation", id, "status"]) => self.look(id, |task| pollo(id, task, asked)),
            ("fal", [_, _, "requests", id, "status"]) => self.look(id, |task| {
                let word = match task.looks {
                    1 => "IN_QUEUE",
                    2 => "IN_PROGRESS",
                    _ => "COMPLETED",
                };
                json!({ "status": word })
            }),
            ("fal", [_, _, "requests", id]) => self.fal_result(id, asked),
            ("replicate", ["predictions", id]) => self.look(id, |task| replicate(id, task, asked)),
            _ => no(404, "Not found"),
        }
    }

    /// Creates and charges a task; its id.
    fn create(&self, service: &str, model: &str, prompt: &str, cents: i64) -> String {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let id = format!("{service}-{}", tasks.all.len() + 1);
        let course = self.faults.course(&format!("{service}: {prompt}"));
        let task = Task { prompt: prompt.to_owned(), looks: 0, fails: course.fails, expired: course.expired_once };
        let cents = if task.breaks() { 0 } else { cents };
        let charge = Charge {
            at: now(),
            external_id: prompt.to_owned(),
            task_id: id.clone(),
            model: model.to_owned(),
            cents,
            micros: 0,
            units: 0.0,
            seconds: SECONDS,
            size: "320x180".to_owned(),
            sound: false,
            legacy: false,
            faces: 0,
            picture: false,
        };
        // What cannot be written down is missed by whoever reads the log.
        let _unwritten = tasks.log.write(&charge);
        tasks.all.insert(id.clone(), task);
        id
    }

    fn look(&self, id: &str, tell: impl FnOnce(&Task) -> Value) -> Reply {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(task) = tasks.all.get_mut(id) else {
            return no(404, "Not found");
        };
        task.looks += 1;
        Reply::json(200, &tell(task))
    }

    fn runway(&self, kind: &str, body: &Value) -> Reply {
        let prompt = body["promptText"].as_str().unwrap_or_default();
        let ratio = ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"];
        let seconds = body["duration"].as_u64().filter(|seconds| (2..=10).contains(seconds));
        let (Some(seconds), true) = (seconds, ratio.contains(&body["ratio"].as_str().unwrap_or_default())) else {
            return Reply::json(400, &json!({ "error": "Validation of body failed" }));
        };
        let positions: Vec<_> =
            body["promptImage"].as_array().into_iter().flatten().map(|at| &at["position"]).collect();
        let pictured = body["promptImage"].is_string() || positions == ["first", "last"];
        if (kind == "image_to_video") != pictured || prompt.encode_utf16().count() > 1000 {
            return Reply::json(400, &json!({ "error": "Validation of body failed" }));
        }
        let id = self.create("runway", body["model"].as_str().unwrap_or_default(), prompt, seconds as i64 * 12);
        Reply::json(200, &json!({ "id": id, "estimatedCost": { "credits": seconds * 12 } }))
    }

    fn pollo(&self, model: &str, input: &Value) -> Reply {
        let prompt = input["prompt"].as_str().unwrap_or_default();
        if prompt.contains("forbidden-by-rules") {
            return Reply::json(400, &json!({ "code": "BAD_REQUEST", "message": RULES }));
        }
        let id = self.create("pollo", model, prompt, 50);
        Reply::json(
            200,
            &json!({ "code": "SUCCESS", "message": "success", "data": { "taskId": id, "status": "waiting" } }),
        )
    }

    fn fal(&self, owner: &str, app: &str, body: &Value, asked: &Asked) -> Reply {
        let prompt = body["prompt"].as_str().unwrap_or_default();
        let id = self.create("fal", &format!("{owner}/{app}"), prompt, 42);
        let place = format!("{}/fal/{owner}/{app}/requests/{id}", asked.base());
        let told = json!({ "request_id": id, "response_url": place, "status_url": format!("{place}/status"),
            "cancel_url": format!("{place}/cancel"), "queue_position": 0 });
        Reply::json(200, &told)
    }

    fn fal_result(&self, id: &str, asked: &Asked) -> Reply {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        match tasks.all.get(id) {
            Some(task) if task.refused() => {
                let detail = json!([{ "loc": ["body", "prompt"], "msg": RULES, "type": "content_policy_violation" }]);
                Reply::json(422, &json!({ "detail": detail }))
            }
            Some(task) if task.breaks() => {
                Reply::json(422, &json!({ "detail": [{ "loc": ["body"], "msg": BROKE, "type": "x" }] }))
            }
            Some(task) if task.done() => {
                let video = json!({ "url": link(id, asked), "content_type": "video/mp4", "file_name": "v.mp4", "file_size": 1 });
                Reply::json(200, &json!({ "video": video }))
            }
            Some(_) => Reply::json(400, &json!({ "detail": "Request is still in progress" })),
            None => Reply::json(404, &json!({ "detail": "Not found" })),
        }
    }

    fn replicate(&self, model: &str, input: &Value) -> Reply {
        let prompt = input["prompt"].as_str().unwrap_or_default();
        let id = self.create("replicate", model, prompt, 70);
        Reply::json(201, &json!({ "id": id, "status": "starting", "input": input, "output": null, "error": null }))
    }
}

/// How all of them say no, each in its own field.
fn no(status: u16, why: &str) -> Reply {
    Reply::json(status, &json!({ "error": why, "detail": why, "message": why }))
}

/// Runway wants to be told which version of its API is spoken.
fn is_dated(asked: &Asked) -> bool {
    asked.headers.get("x-runway-version").map(String::as_str) == Some("2024-11-06")
}

fn undated() -> Reply {
    Reply::json(400, &json!({ "error": "X-Runway-Version is required" }))
}

fn link(id: &str, asked: &Asked) -> String {
    format!("{}/files/{id}.mp4?signature=simulator", asked.base())
}

fn runway(id: &str, task: &Task, asked: &Asked) -> Value {
    match task.looks {
        1 => json!({ "id": id, "createdAt": "2026-11-21T08:00:00Z", "status": "THROTTLED" }),
        2 => json!({ "id": id, "createdAt": "2026-11-21T08:00:00Z", "status": "RUNNING", "progress": 0.5 }),
        _ if task.refused() => {
            json!({ "id": id, "status": "FAILED", "failure": RULES, "failureCode": "SAFETY.INPUT.TEXT" })
        }
        _ if task.breaks() => {
            json!({ "id": id, "status": "FAILED", "failure": BROKE, "failureCode": "INTERNAL.BAD_OUTPUT.CODE01" })
        }
        _ => json!({ "id": id, "status": "SUCCEEDED", "output": [link(id, asked)], "cost": { "credits": 60 } }),
    }
}

fn pollo(id: &str, task: &Task, asked: &Asked) -> Value {
    let generation = match task.looks {
        1 => json!({ "id": "g", "status": "waiting" }),
        2 => json!({ "id": "g", "status": "processing" }),
        _ if task.breaks() => json!({ "id": "g", "status": "failed", "failMsg": BROKE }),
        _ => json!({ "id": "g", "status": "succeed", "url": link(id, asked), "mediaType": "video" }),
    };
    json!({ "code": "SUCCESS", "message": "success", "data": { "taskId": id, "credit": 50, "generations": [generation] } })
}

fn replicate(id: &str, task: &Task, asked: &Asked) -> Value {
    match task.looks {
        1 => json!({ "id": id, "status": "starting" }),
        2 => json!({ "id": id, "status": "processing" }),
        _ if task.refused() => json!({ "id": id, "status": "failed", "error": RULES }),
        _ if task.breaks() => json!({ "id": id, "status": "failed", "error": BROKE }),
        _ => json!({ "id": id, "status": "succeeded", "output": link(id, asked) }),
    }
}
