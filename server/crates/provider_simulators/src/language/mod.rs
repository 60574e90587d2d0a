//! Language models: the dialects of Anthropic, OpenAI, OpenRouter (and servers of one's own) and Gemini at one address. Answers are made
//! from the schema that is asked for and from the names in the material, so that a whole chain of questions comes to its end.

mod dialects;
mod words;

use crate::{
    charges::{Charge, Log, now},
    fault_injection::FaultInjection,
    seeded_rng::SeededRng,
    tcp::{self, Asked, Reply},
};
use dialects::{Dialect, Question};
use serde_json::Value;
use std::{
    collections::{HashMap, VecDeque},
    io,
    net::Ipv4Addr,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicU64},
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    Refused,
    Cut,
    /// Right, between fences and words.
    Fenced,
    Empty,
    /// No JSON at all.
    Words,
    /// The last entry of every list is left out.
    Missing,
    /// It names somebody whom nobody knows.
    Unknown,
    /// The schema is refused; nothing is charged.
    Grammar,
    /// Too many requests; nothing is charged.
    Busy,
}

const FLAWS: &[Flaw] =
    &[Flaw::Refused, Flaw::Cut, Flaw::Fenced, Flaw::Empty, Flaw::Words, Flaw::Missing, Flaw::Unknown, Flaw::Grammar];

/// How it behaves.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// 0 for a free one.
    pub port: u16,
    /// Where charges are written; a folder of its own where `None`.
    pub charges: Option<PathBuf>,
    /// Lets things go wrong by this seed: at the network, and in answers.
    pub seed: Option<u64>,
    /// How long an answer takes.
    pub takes: Duration,
    /// How long it keeps silent where its faults say so.
    pub silence: Duration,
}

/// A running simulator. It ends when this is dropped.
#[derive(Debug)]
pub struct Language {
    /// "http://127.0.0.1:4000": for `ANTHROPIC_BASE_URL`, `GEMINI_BASE_URL`; with `/v1` behind it for `OPENAI_BASE_URL` and the others.
    pub base_url: String,
    /// The charge log: see [`crate::charges`].
    pub charges: PathBuf,
    state: Arc<State>,
    running: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Language {
    /// Starts it on 127.0.0.1.
    ///
    /// # Errors
    /// When the port is taken or the log cannot be written.
    pub async fn start(options: Options) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let charges = options.charges.clone().unwrap_or_else(|| folder.path().join("charges.jsonl"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State {
            faults: FaultInjection::new(options.seed, options.silence),
            log: Mutex::new(Log::open(&charges)?.0),
            options,
            kept: Mutex::default(),
        });
        let running = tokio::spawn(accept(listener, Arc::clone(&state)));
        Ok(Self { base_url, charges, state, running, _folder: folder })
    }

    /// The next answers have these flaws, one each.
    pub fn flawed(&self, flaws: &[Flaw]) {
        self.state.kept().flaws.extend(flaws);
    }

    /// The bodies of all questions so far, in the order they came.
    pub fn heard(&self) -> Vec<Value> {
        self.state.kept().heard.clone()
    }
}

impl Drop for Language {
    fn drop(&mut self) {
        self.running.abort();
    }
}

#[derive(Debug, Default)]
struct Kept {
    flaws: VecDeque<Flaw>,
    heard: Vec<Value>,
    /// Answers that are fetched: when they are there.
    answers: HashMap<String, (Instant, Value)>,
    asked: HashMap<String, u64>,
    made: u64,
}

#[derive(Debug)]
struct State {
    options: Options,
    faults: FaultInjection,
    log: Mutex<Log>,
    kept: Mutex<Kept>,
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut open = JoinSet::new();
    loop {
        while open.try_join_next().is_some() {}
        let Ok((mut stream, _)) = listener.accept().await else { continue };
        let state = Arc::clone(&state);
        open.spawn(async move {
            // Whoever hangs up is none of our business.
            if let Ok(asked) = tcp::read(&mut stream).await {
                let waits = asked.method == "POST" && !asked.path.ends_with("/responses");
                let reply = state.answer(&asked);
                if waits {
                    tokio::time::sleep(state.options.takes).await;
                }
                let _gone = tcp::write(stream, reply, &AtomicU64::new(0)).await;
            }
        });
    }
}

impl State {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, asked: &Asked) -> Reply {
        let Some(dialect) = Dialect::of(asked) else {
            return Reply::json(404, &serde_json::json!({ "error": { "message": "not found" } }));
        };
        match dialect.key(asked) {
            "" | "wrong" => return dialect.no(401, "invalid key"),
            "broke" => return dialect.broke(),
            _ => {}
        }
        if asked.method == "GET" {
            return self.look(dialect, asked);
        }
        let body = asked.json();
        let question = dialect.question(&asked.path, &body);
        self.kept().heard.push(body);
        self.faults.create(&question.name, |status, said| dialect.no(status, said), || self.make(dialect, &question))
    }

    fn look(&self, dialect: Dialect, asked: &Asked) -> Reply {
        let id = asked.path.rsplit('/').next().unwrap_or_default();
        if !id.starts_with("resp_") {
            return Reply::json(200, &serde_json::json!({ "data": [], "models": [] }));
        }
        self.faults.look(
            |status, said| dialect.no(status, said),
            || match self.kept().answers.get(id) {
                None => dialect.no(404, "no such response"),
                Some((at, _)) if Instant::now() < *at => Reply::json(200, &dialects::in_progress(id)),
                Some((_, answer)) => Reply::json(200, answer),
            },
        )
    }

    /// Answers a question, and charges for it.
    fn make(&self, dialect: Dialect, question: &Question) -> Reply {
        let (flaw, number) = {
            let mut kept = self.kept();
            let nth = kept.asked.entry(question.name.clone()).or_default();
            *nth += 1;
            let nth = *nth;
            let told = kept.flaws.pop_front();
            kept.made += 1;
            (told.or_else(|| self.by_seed(&question.name, nth)), kept.made)
        };
        match flaw {
            Some(Flaw::Grammar) if question.enforced => return dialect.grammar(),
            Some(Flaw::Busy) => return dialect.no(429, "too many requests"),
            _ => {}
        }
        let value = words::answer(&question.schema, &question.material, flaw);
        let text = match flaw {
            Some(Flaw::Empty | Flaw::Refused) => String::new(),
            Some(Flaw::Words) => "I would rather talk about the weather.".to_owned(),
            Some(Flaw::Fenced) => format!("Here it is:\n```json\n{value}\n```"),
            Some(Flaw::Cut) => {
                let whole = value.to_string();
                whole.chars().take(whole.chars().count() / 2).collect()
            }
            _ => value.to_string(),
        };
        let answer = dialect.answer(&question.model, number, &text, flaw, question.tokens());
        let (tokens_in, tokens_out) = (question.tokens(), dialects::tokens(&text));
        let charge = Charge {
            at: now(),
            external_id: question.name.clone(),
            task_id: format!("resp_{number}"),
            model: question.model.clone(),
            cents: 0,
            micros: tokens_in as i64 + 5 * tokens_out as i64,
            units: (tokens_in + tokens_out) as f64,
            seconds: 0.0,
            size: "0x0".to_owned(),
            sound: false,
            legacy: false,
            faces: 0,
            picture: false,
        };
        if self.log.lock().unwrap_or_else(PoisonError::into_inner).write(&charge).is_err() {
            return dialect.no(500, "the log cannot be written");
        }
        if dialect != Dialect::Responses {
            return Reply::json(200, &answer);
        }
        let id = format!("resp_{number}");
        self.kept().answers.insert(id.clone(), (Instant::now() + self.options.takes, answer));
        Reply::json(200, &dialects::queued(&id))
    }

    /// By the seed every third answer is flawed; after three tries all is well, so that every chain comes to an end.
    fn by_seed(&self, name: &str, nth: u64) -> Option<Flaw> {
        let seed = self.options.seed.filter(|_| nth < 3)?;
        let number = SeededRng(seed).number("flaw", &format!("{name}/{nth}"), 3 * FLAWS.len() as u64);
        FLAWS.get(usize::try_from(number).ok()?).copied()
    }
}
