//! Language models: one request that every service is asked in its own dialect, and one kind of answer.

mod answer;
mod anthropic;
mod asked;
mod chat;
mod gemini;
mod responses;
mod wire;

pub use answer::json_in;

use crate::{
    Billed, Call, Failure, FailureClass, Maker, Money, Poll, Started,
    http::{Effect, Request},
    question::{TextMade, TextSpec, Tokens},
    service::Service,
    untrusted::is_id,
};
use asked::{Read, Way};
use async_trait::async_trait;
use model::ModelChoice;
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use wire::Dialect;

/// A thinking model may need so many seconds beside the usual patience.
const THINKS: f64 = 360.0;

/// Answers in words.
pub trait TextMaker: Maker<Spec = TextSpec, Made = TextMade> {}
impl<T: Maker<Spec = TextSpec, Made = TextMade>> TextMaker for T {}

/// The models that would not take a schema as such.
#[derive(Clone, Debug, Default)]
pub(crate) struct Described(Arc<Mutex<HashSet<ModelChoice>>>);

impl Described {
    fn has(&self, model: &ModelChoice) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(model)
    }

    fn add(&self, model: &ModelChoice) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(model.clone());
    }
}

/// One language model of one account.
pub(crate) struct Writer {
    pub(crate) service: Service,
    pub(crate) choice: ModelChoice,
    pub(crate) described: Described,
}

impl Writer {
    fn dialect(&self) -> Result<Dialect, Failure> {
        let model = self.service.model(&self.choice)?;
        let spoken = if model.speaks.is_empty() { self.service.name.as_str() } else { &model.speaks };
        Dialect::of(spoken).ok_or_else(|| {
            let label = self.service.label();
            Failure::new(FailureClass::Broken, format!("{label} does not write here. Choose another model."))
        })
    }

    async fn ask(&self, dialect: Dialect, spec: &TextSpec, call: &Call<'_>, way: Way) -> Result<wire::Sent, Failure> {
        let model = self.service.model(&self.choice)?;
        let headers = dialect.headers(&self.service)?;
        let (path, mut body) = dialect.body(model, spec, call.external_id, way);
        if let Some(fields) = body.as_object_mut() {
            fields.extend(model.settings.clone());
        }
        let request = Request::post(Effect::Creates, &path, headers, body).making_seconds(THINKS);
        let answer = self.service.http.send(request, call).await?;
        wire::sent(&self.service.http, &answer)
    }

    fn made(&self, read: Read, described: bool) -> Result<TextMade, Failure> {
        // A server of one's own charges nothing, whatever it says.
        let is_free = self.service.model(&self.choice)?.price.free;
        let billed = read.cost.filter(|_| !is_free).or_else(|| self.by_tokens(read.tokens));
        Ok(TextMade { text: read.text, ended: read.ended, tokens: read.tokens, billed, described })
    }

    /// What the tokens cost by the price list; `None` where the service counted none.
    fn by_tokens(&self, tokens: Tokens) -> Option<Billed> {
        let price = &self.service.catalogue.model(&self.choice)?.price;
        if price.free {
            return Some(Billed { amount: Money::ZERO, words: "free".to_owned() });
        }
        if tokens == Tokens::default() {
            return None;
        }
        let million = |count: u64| count as f64 / 1e6;
        let fresh = tokens.input.saturating_sub(tokens.cached);
        let cached = price.per_million_cached.or(price.per_million_in);
        let parts = [(price.per_million_in, fresh), (cached, tokens.cached), (price.per_million_out, tokens.output)];
        let amount = parts.into_iter().filter_map(|(cost, count)| Some(cost?.0.high.times(million(count)))).sum();
        Some(Billed { amount, words: format!("{} tokens in, {} out", tokens.input, tokens.output) })
    }
}

#[async_trait]
impl Maker for Writer {
    type Spec = TextSpec;
    type Made = TextMade;

    async fn start(&self, spec: &TextSpec, call: &Call<'_>) -> Result<Started<TextMade>, Failure> {
        let dialect = self.dialect()?;
        let model = self.service.model(&self.choice)?;
        let all = [&spec.system, &spec.context, &spec.prompt].map(String::as_str).concat();
        self.service.check_length(model, &all)?;
        let mut described = self.described.has(&self.choice);
        let way = if described { Way::Described } else { Way::Enforced };
        let mut sent = self.ask(dialect, spec, call, way).await?;
        // A refusal of the schema is proof that nothing was made: the same question goes out with the schema in words.
        if matches!(sent, wire::Sent::SchemaRefused(_)) && !described {
            self.described.add(&self.choice);
            described = true;
            sent = self.ask(dialect, spec, call, Way::Described).await?;
        }
        let json = match sent {
            wire::Sent::Answer(json) => json,
            wire::Sent::SchemaRefused(failure) => return Err(failure),
        };
        if let Some(task_id) = dialect.pending(&json) {
            return if is_id(&task_id) { Ok(Started::Pending { task_id }) } else { Err(self.service.http.unknown()) };
        }
        let read = dialect.read(&json).map_err(|failure| failure.unwrap_or_else(|| self.service.http.unknown()))?;
        self.made(read, described).map(Started::Done)
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<TextMade>, Failure> {
        let dialect = self.dialect()?;
        if !is_id(task_id) {
            return Err(Failure::new(FailureClass::Broken, "This is no answer's id."));
        }
        let path = format!("/responses/{task_id}");
        let request = Request::get(&path, dialect.headers(&self.service)?);
        let answer = self.service.http.send(request, call).await?;
        let json = match answer.json() {
            Some(json) if answer.status == 200 => json,
            json => return Err(wire::failure(&self.service.http, Effect::Reads, &answer, &json.unwrap_or_default())),
        };
        if dialect.pending(&json).is_some() {
            let message = format!("{} is writing.", self.service.label());
            return Ok(Poll::Waiting { message, progress: None });
        }
        match dialect.read(&json) {
            Ok(read) => self.made(read, self.described.has(&self.choice)).map(Poll::Done),
            Err(Some(failure)) => Ok(Poll::Failed(failure)),
            Err(None) => {
                let sentence = format!("{} gave an answer nobody can read.", self.service.label());
                Err(Failure::new(FailureClass::TryAgain, sentence))
            }
        }
    }
}
