//! Voices, sounds and music, as OpenAI's dialect, ElevenLabs and Google's translation page speak. All at one address.

use super::{
    charges::{Charge, Log, now},
    fault_injection::FaultInjection,
    sample,
    server::Server,
    tcp::{Asked, Reply},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// What a line lasts, in seconds, whatever it says.
pub const LINE_SECONDS: f64 = 1.2;

/// A running simulator. It ends when this is dropped.
#[derive(Debug)]
pub struct Speech {
    /// What was asked, and where it is: OpenAI's dialect is below "/v1", the others at the root.
    pub server: Server,
    /// The charge log: see [`crate::charges`].
    pub charges: PathBuf,
    _folder: tempfile::TempDir,
}

impl Speech {
    /// Starts it on a free port of 127.0.0.1. It accepts this key alone.
    ///
    /// # Errors
    /// When there is no port, or ffmpeg cannot be run.
    pub async fn start(key: &str) -> io::Result<Self> {
        Self::open(key, FaultInjection::new(None, Duration::ZERO)).await
    }

    /// As [`Self::start`], where things go wrong as this seed has it; it keeps silent for so long where that says so. What is to be
    /// spoken names what is asked for: what goes wrong depends on it.
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
        let house = House {
            key: key.to_owned(),
            log: Mutex::new(log),
            wav: sample::tone(LINE_SECONDS, "wav").await?,
            mp3: sample::tone(LINE_SECONDS, "mp3").await?,
            faults,
        };
        let server = Server::start(move |asked| house.answer(asked)).await?;
        Ok(Self { server, charges, _folder: folder })
    }
}

struct House {
    key: String,
    log: Mutex<Log>,
    wav: Vec<u8>,
    mp3: Vec<u8>,
    faults: FaultInjection,
}

impl House {
    fn answer(&self, asked: &Asked) -> Reply {
        let path: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
        match (asked.method.as_str(), &path[..]) {
            ("POST", ["v1", "audio", "speech"]) => {
                let text = format!("openai: {}", asked.json()["input"]);
                self.faults.create(&text, |status, why| Self::openai_no(status, "", why), || self.openai(asked))
            }
            ("POST", ["v1", "text-to-speech", voice, "with-timestamps"]) => {
                let text = format!("elevenlabs: {}", asked.json()["text"]);
                self.faults.create(&text, |status, why| Self::eleven_no(status, "", why), || self.eleven(asked, voice))
            }
            ("GET", ["v1", "models"]) => {
                let keys = [format!("Bearer {}", self.key), self.key.clone()];
                let given = asked.headers.get("authorization").or_else(|| asked.headers.get("xi-api-key"));
                if given.is_some_and(|given| keys.contains(given)) {
                    return Reply::json(200, &json!({ "data": [] }));
                }
                Self::eleven_no(401, "invalid_api_key", "Invalid API key")
            }
            ("POST", ["v1", "sound-generation"]) => {
                let text = format!("sound: {}", asked.json()["text"]);
                self.faults.create(&text, |status, why| Self::eleven_no(status, "", why), || self.sound(asked))
            }
            ("POST", ["v1", "music"]) => {
                let text = format!("music: {}", asked.json()["prompt"]);
                self.faults.create(&text, |status, why| Self::eleven_no(status, "", why), || self.music(asked))
            }
            ("POST", ["_", "TranslateWebserverUi", "data", "batchexecute"]) => self.google(asked),
            _ => Reply::json(404, &json!({ "error": { "message": "Not found", "type": "invalid_request_error" } })),
        }
    }

    /// A word to try a failure with decides; else it is charged by its letters.
    fn charge(&self, model: &str, text: &str, cents: f64) {
        self.charge_for(LINE_SECONDS, model, text, cents);
    }

    fn charge_for(&self, seconds: f64, model: &str, text: &str, cents: f64) {
        let charge = Charge {
            at: now(),
            external_id: text.to_owned(),
            task_id: String::new(),
            model: model.to_owned(),
            cents: cents.ceil() as i64,
            micros: 0,
            units: 0.0,
            seconds,
            size: String::new(),
            sound: true,
            legacy: false,
            faces: 0,
            picture: false,
        };
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        // What cannot be written down is missed by whoever reads the log.
        let _unwritten = log.write(&charge);
    }

    fn openai_no(status: u16, code: &str, message: &str) -> Reply {
        let error =
            json!({ "error": { "message": message, "type": "invalid_request_error", "param": null, "code": code } });
        Reply::json(status, &error)
    }

    fn openai(&self, asked: &Asked) -> Reply {
        let no = Self::openai_no;
        if asked.headers.get("authorization") != Some(&format!("Bearer {}", self.key)) {
            return no(401, "invalid_api_key", "Incorrect API key provided.");
        }
        let body = asked.json();
        let text = body["input"].as_str().unwrap_or_default();
        let model = body["model"].as_str().unwrap_or_default();
        match text {
            "" => return no(400, "missing_required_parameter", "input is required"),
            text if text.contains("quota") => return no(429, "insufficient_quota", "You exceeded your current quota."),
            text if text.contains("hurry") => return no(429, "rate_limit_exceeded", "Rate limit reached."),
            _ => {}
        }
        if !body["speed"].as_f64().is_none_or(|speed| (0.25..=4.0).contains(&speed)) {
            return no(400, "invalid_value", "speed must be from 0.25 to 4.0");
        }
        self.charge(model, text, text.len() as f64 * 0.002);
        Reply::Whole(200, "audio/wav", self.wav.clone())
    }

    fn eleven_no(status: u16, name: &str, message: &str) -> Reply {
        Reply::json(status, &json!({ "detail": { "status": name, "message": message } }))
    }

    fn eleven(&self, asked: &Asked, voice: &str) -> Reply {
        if asked.headers.get("xi-api-key") != Some(&self.key) {
            return Self::eleven_no(401, "invalid_api_key", "Invalid API key");
        }
        let body = asked.json();
        let text = body["text"].as_str().unwrap_or_default();
        match text {
            _ if voice == "nobody" => {
                return Self::eleven_no(404, "voice_not_found", "A voice for the id was not found.");
            }
            text if text.contains("quota") => {
                return Self::eleven_no(401, "quota_exceeded", "This request exceeds your quota.");
            }
            text if text.contains("hurry") => {
                return Self::eleven_no(429, "too_many_concurrent_requests", "Too many concurrent requests.");
            }
            "" => {
                return Reply::json(422, &json!({ "detail": [{ "loc": ["body", "text"], "msg": "field required" }] }));
            }
            _ => {}
        }
        self.charge(body["model_id"].as_str().unwrap_or_default(), text, text.len() as f64 * 0.02);
        Reply::json(200, &json!({ "audio_base64": BASE64_STANDARD.encode(&self.mp3), "alignment": aligned(text) }))
    }

    fn sound(&self, asked: &Asked) -> Reply {
        if asked.headers.get("xi-api-key") != Some(&self.key) {
            return Self::eleven_no(401, "invalid_api_key", "Invalid API key");
        }
        let body = asked.json();
        if !body["duration_seconds"].as_f64().is_none_or(|seconds| (0.5..=30.0).contains(&seconds)) {
            return Reply::json(
                422,
                &json!({ "detail": [{ "loc": ["body", "duration_seconds"], "msg": "out of range" }] }),
            );
        }
        self.charge(body["model_id"].as_str().unwrap_or_default(), body["text"].as_str().unwrap_or_default(), 1.0);
        Reply::Whole(200, "audio/mpeg", self.mp3.clone())
    }

    /// Music of the length that is asked for; a second costs a cent.
    fn music(&self, asked: &Asked) -> Reply {
        if asked.headers.get("xi-api-key") != Some(&self.key) {
            return Self::eleven_no(401, "invalid_api_key", "Invalid API key");
        }
        let body = asked.json();
        let no =
            |field: &str, why: &str| Reply::json(422, &json!({ "detail": [{ "loc": ["body", field], "msg": why }] }));
        let prompt = body["prompt"].as_str().unwrap_or_default();
        let Some(length @ 3_000..=600_000) = body["music_length_ms"].as_u64() else {
            return no("music_length_ms", "out of range");
        };
        if prompt.is_empty() {
            return no("prompt", "field required");
        }
        let model = body["model_id"].as_str().unwrap_or_default();
        if !["music_v1", "music_v2", "music_v2_5"].contains(&model) {
            return no("model_id", "unknown model");
        }
        let seconds = length as f64 / 1000.0;
        let Ok(sound) = tone_of(seconds) else { return Self::eleven_no(500, "internal_error", "No ffmpeg") };
        self.charge_for(seconds, model, prompt, seconds);
        Reply::Whole(200, "audio/mpeg", sound)
    }

    /// The sound stands in base64 in the line that names the procedure.
    fn google(&self, asked: &Asked) -> Reply {
        let form: std::collections::HashMap<_, _> = url::form_urlencoded::parse(&asked.body).into_owned().collect();
        let call: Value = form.get("f.req").and_then(|call| serde_json::from_str(call).ok()).unwrap_or_default();
        let inner: Value =
            call[0][0][1].as_str().and_then(|inner| serde_json::from_str(inner).ok()).unwrap_or_default();
        let text = inner[0].as_str().unwrap_or_default();
        if call[0][0][0] != "jQ1olc" || text.is_empty() || text.chars().count() > 100 {
            return Reply::Whole(200, "application/json", b")]}'\n\n25\n[[\"e\",4,null,null,111]]\n".to_vec());
        }
        let sound = json!([BASE64_STANDARD.encode(&self.mp3)]).to_string();
        let line = json!([["wrb.fr", "jQ1olc", sound, null, null, null, "generic"]]).to_string();
        let answer = format!(")]}}'\n\n{}\n{line}\n25\n[[\"e\",4,null,null,{}]]\n", line.len(), line.len());
        Reply::Whole(200, "application/json; charset=utf-8", answer.into_bytes())
    }
}

/// An answer is made while nothing else of this server is: ffmpeg gets a runtime of its own.
fn tone_of(seconds: f64) -> io::Result<Vec<u8>> {
    let make = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(sample::tone(seconds, "mp3"))
    };
    std::thread::spawn(make).join().map_err(|_| io::Error::other("ffmpeg could not be waited for"))?
}

/// The characters spread evenly over the line.
fn aligned(text: &str) -> Value {
    let characters: Vec<String> = text.chars().map(String::from).collect();
    let step = LINE_SECONDS / characters.len() as f64;
    let at =
        |offset: usize| -> Vec<f64> { (0..characters.len()).map(|index| (index + offset) as f64 * step).collect() };
    json!({
        "characters": characters,
        "character_start_times_seconds": at(0),
        "character_end_times_seconds": at(1),
    })
}
