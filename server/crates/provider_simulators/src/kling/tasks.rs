//! The tasks that there are, and how they look to those who ask.

use super::{
    models::{FACES, FOOTAGE_SOUND, IMAGE_UNITS, OLDER_LIPS, footage_sound_result},
    options::Options,
    order::Order,
};
use crate::{
    charges::{Charge, Log, now},
    faults::{Course, Faults},
};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    io,
    path::Path,
    time::Duration,
};

/// Tasks, oldest first. All that matters of them is in the log, so they survive a restart.
#[derive(Debug)]
pub(super) struct Tasks {
    all: Vec<Charge>,
    log: Log,
    faults: Faults,
    usual: Duration,
    fails: Option<&'static str>,
    /// How often each name was sent.
    sent: HashMap<String, u64>,
    /// Whose first link was given out.
    linked: HashSet<String>,
}

impl Tasks {
    pub(super) fn open(log: &Path, faults: Faults, options: &Options) -> io::Result<Self> {
        let (log, all) = Log::open(log)?;
        let (usual, fails) = (options.takes, options.fails);
        Ok(Self { all, log, faults, usual, fails, sent: HashMap::new(), linked: HashSet::new() })
    }

    /// Every task has had its time.
    pub(super) fn finish(&mut self) {
        self.usual = Duration::ZERO;
    }

    pub(super) fn log(&self) -> &Path {
        self.log.path()
    }

    /// How often this name was sent before now.
    pub(super) fn count(&mut self, external_id: &str) -> u64 {
        let count = self.sent.entry(external_id.to_owned()).or_default();
        *count += 1;
        *count - 1
    }

    pub(super) fn knows(&self, external_id: &str) -> bool {
        !external_id.is_empty() && self.all.iter().any(|task| name_of(task) == Some(external_id))
    }

    /// Tasks of a model that hold a slot.
    pub(super) fn busy(&self, model: &str) -> usize {
        self.all.iter().filter(|task| task.model == model && self.age(task) < self.course(task).takes).count()
    }

    /// Creates a task; it is charged, and on the disk, before this returns.
    pub(super) fn create(&mut self, order: Order) -> io::Result<Charge> {
        let at = now().max(self.all.last().map_or(0, |last| last.at + 1));
        let mut charge = Charge {
            at,
            external_id: order.external_id,
            // Eighteen digits, and never the same twice: no two tasks have the same millisecond.
            task_id: format!("{}{:05}", at % 10_000_000_000_000, self.all.len() % 100_000),
            model: order.model,
            cents: (order.units * 14.0).round() as i64,
            micros: 0,
            units: order.units,
            seconds: order.seconds,
            size: format!("{}x{}", order.width, order.height),
            sound: order.sound,
            legacy: order.legacy,
            faces: order.faces,
            picture: order.picture,
        };
        // What fails is not charged.
        if self.course(&charge).fails {
            (charge.cents, charge.units) = (0, 0.0);
        }
        self.log.write(&charge)?;
        self.all.push(charge.clone());
        Ok(charge)
    }

    pub(super) fn get(&self, task_id: &str) -> Option<&Charge> {
        self.all.iter().find(|task| task.task_id == task_id)
    }

    /// The finished video of this id.
    pub(super) fn video(&self, id: &str) -> Option<&Charge> {
        let task = self.get(id.strip_prefix('v')?)?;
        (task.films() && self.done(task)).then_some(task)
    }

    /// What a look-up sees now, oldest first.
    pub(super) fn seen(&self) -> impl Iterator<Item = &Charge> {
        // A look for faces is no task.
        let tasks = self.all.iter().filter(|task| task.model != FACES);
        tasks.filter(|task| self.age(task) >= self.course(task).lag)
    }

    pub(super) fn done(&self, task: &Charge) -> bool {
        let course = self.course(task);
        !course.fails && self.age(task) >= course.takes
    }

    pub(super) fn takes(&self, task: &Charge) -> Duration {
        self.course(task).takes
    }

    fn age(&self, task: &Charge) -> Duration {
        Duration::from_millis(now().saturating_sub(task.at))
    }

    fn course(&self, task: &Charge) -> Course {
        if matches!(task.model.as_str(), "tts" | FACES) {
            return Course { takes: Duration::ZERO, fails: false, lag: Duration::ZERO, expired_once: false };
        }
        let course = self.faults.course(&task.external_id, self.usual);
        Course { fails: course.fails || self.fails == Some(task.model.as_str()), ..course }
    }

    /// The task in the newer API's words ("succeeded") or the older one's ("succeed").
    pub(super) fn tell(&mut self, task: &Charge, legacy: bool, base: &str) -> Value {
        let (course, age) = (self.course(task), self.age(task));
        let state = match age {
            age if age < course.takes / 5 => "submitted",
            age if age < course.takes => "processing",
            _ if course.fails => "failed",
            _ if legacy => "succeed",
            _ => "succeeded",
        };
        let done = state.starts_with("succ");
        let message = if state == "failed" { "The model could not finish this task" } else { "" };
        let updated = task.at + age.min(course.takes).as_millis() as u64;
        let url = if done { self.link(task, &course, base) } else { String::new() };
        let units = if task.picture { task.units * IMAGE_UNITS } else { task.units };
        let units = format!("{}", (units * 1e4).round() / 1e4);
        let duration = format!("{:.3}", task.seconds + 0.041);
        if legacy {
            let mut told = json!({
                "task_id": task.task_id, "task_status": state, "task_status_msg": message,
                "task_info": info(task), "watermark_info": { "enabled": false },
                "created_at": task.at, "updated_at": updated,
            });
            if done {
                let (mp3, wav) = (url.replace(".mp4", ".mp3"), url.replace(".mp4", ".wav"));
                told["task_result"] = match task.model.as_str() {
                    "tts" => json!({ "audios": [{ "id": "a", "url": mp3, "duration": duration }] }),
                    "text-to-audio" => json!({ "audios": [{ "id": "a", "url_mp3": mp3, "url_wav": wav,
                        "duration_mp3": duration, "duration_wav": duration }] }),
                    FOOTAGE_SOUND => footage_sound_result(&mp3, &wav, &url, &duration),
                    _ if task.picture => json!({ "images": [{ "index": 0, "url": url.replace(".mp4", ".png") }] }),
                    _ => json!({ "videos": [{ "id": video_id(task), "url": url, "duration": duration }] }),
                };
                told["final_unit_deduction"] = units.into();
                told["final_balance_deduction"] = json!({ "quota": "0", "list_price": "0" });
            }
            return told;
        }
        let mut told = json!({
            "id": task.task_id, "status": state, "message": message,
            "create_time": task.at, "update_time": updated, "external_id": name_of(task).unwrap_or_default(),
        });
        if done {
            let (mp3, wav) = (url.replace(".mp4", ".mp3"), url.replace(".mp4", ".wav"));
            let (output, package) = if task.picture {
                (json!({ "type": "image", "url": url.replace(".mp4", ".png"), "group_id": "0" }), "image")
            } else if task.films() {
                (json!({ "type": "video", "id": video_id(task), "url": url, "duration": duration }), "video")
            } else {
                let sound = json!({ "type": "audio", "id": "a", "mp3_url": mp3, "wav_url": wav,
                    "mp3_duration": duration, "wav_duration": duration });
                (sound, "audio")
            };
            told["outputs"] = json!([output]);
            told["billing"] = json!([{ "charge_type": "unit", "amount": units, "package_type": package }]);
        }
        told
    }

    /// A signed link that holds for an hour, or has expired already.
    fn link(&mut self, task: &Charge, course: &Course, base: &str) -> String {
        let first = self.linked.insert(task.task_id.clone());
        let expires = if course.expired_once && first { now().saturating_sub(1_000) } else { now() + 3_600_000 };
        format!("{base}/files/{}.mp4?Expires={expires}&Signature=simulator", task.task_id)
    }
}

/// The name that its caller gave a task; `None` where there is no place for one, and the log's is our own.
pub(super) fn name_of(task: &Charge) -> Option<&str> {
    (!matches!(task.model.as_str(), FACES | OLDER_LIPS)).then_some(task.external_id.as_str())
}

/// What the older API says about a task beside its result.
pub(super) fn info(task: &Charge) -> Value {
    name_of(task).map_or_else(|| json!({}), |name| json!({ "external_task_id": name }))
}

/// The id of a task's video.
fn video_id(task: &Charge) -> String {
    format!("v{}", task.task_id)
}
