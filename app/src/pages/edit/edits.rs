//! Edits on their way to the studio: one after another, in the order in which they were made. What a person wrote is kept here until the
//! studio has it, also when its form is gone.

use crate::{
    Problem,
    live::Live,
    ui::{Toast, post_form},
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

/// What became of an edit.
pub type Answer = Result<(), Problem>;

/// Names a form: where it is sent, and the fields that say what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    pub to: &'static str,
    /// Of several forms that change one thing: which.
    pub part: &'static str,
    pub own: Vec<(&'static str, String)>,
}

/// What a person wrote, by the names of the fields.
type Written = BTreeMap<String, String>;

struct Job {
    to: &'static str,
    body: String,
    done: Box<dyn FnOnce(Answer) + Send>,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    runs: bool,
    written: HashMap<Form, Written>,
    /// Of that, what is on its way.
    sent: HashMap<Form, Written>,
    /// Who is told what became of it: the form, as long as it is shown.
    hears: HashMap<Form, Hears>,
}

/// What was sent of a form, and what became of it.
type Hears = Callback<(Vec<(String, String)>, Answer)>;

/// The edits of one page.
#[derive(Clone, Copy)]
pub struct Edits {
    live: Live,
    toast: Option<Toast>,
    // Its edits outlive the page.
    waiting: StoredValue<Arc<Mutex<Waiting>>>,
}

fn with<T>(waiting: &Mutex<Waiting>, work: impl FnOnce(&mut Waiting) -> T) -> T {
    work(&mut waiting.lock().unwrap_or_else(PoisonError::into_inner))
}

fn encode<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let params = web_sys::UrlSearchParams::new().ok()?;
    pairs.for_each(|(name, value)| params.append(name, value));
    Some(params.to_string().into())
}

impl Edits {
    pub fn new(live: Live) -> Self {
        let edits = Self { live, toast: use_context(), waiting: StoredValue::new(Arc::default()) };
        Effect::new(move |_| {
            // The page is left: nothing waits for its turn any more.
            let listener = window_event_listener(leptos::ev::pagehide, move |_| edits.send_all());
            on_cleanup(move || listener.remove());
        });
        on_cleanup(move || edits.send_written());
        edits
    }

    /// Sends one change; what is wrong with it is said above the page.
    pub fn send(self, form: Form) {
        let toast = self.toast;
        self.push(form.to, encode(form.own.iter().map(|(name, value)| (*name, value.as_str()))), move |answer| {
            if let (Err(problem), Some(toast)) = (answer, toast) {
                toast.say(problem.sentence);
            }
        });
    }

    fn push(self, to: &'static str, body: Option<String>, done: impl FnOnce(Answer) + Send + 'static) {
        let (Some(waiting), Some(body)) = (self.waiting.try_get_value(), body) else { return };
        let job = Job { to, body, done: Box::new(done) };
        let runs = with(&waiting, |all| {
            all.jobs.push_back(job);
            std::mem::replace(&mut all.runs, true)
        });
        if runs {
            return;
        }
        self.live.held.try_set_value(true);
        spawn_local(async move {
            loop {
                let next = with(&waiting, |all| {
                    let next = all.jobs.pop_front();
                    all.runs = next.is_some();
                    next
                });
                let Some(job) = next else { break };
                (job.done)(post_form(job.to, &job.body).await.map(|_| ()));
            }
            if self.live.held.try_set_value(false).is_none() {
                self.live.refresh();
            }
        });
    }

    /// Keeps what is in a field until the studio has it.
    pub fn write(self, form: &Form, name: String, value: String) {
        if let Some(waiting) = self.waiting.try_get_value() {
            with(&waiting, |all| drop(all.written.entry(form.clone()).or_default().insert(name, value)));
        }
    }

    /// What was written in a form and is not saved.
    pub fn written(self, form: &Form) -> Vec<(String, String)> {
        let Some(waiting) = self.waiting.try_get_value() else { return Vec::new() };
        with(&waiting, |all| all.written.get(form).cloned().unwrap_or_default().into_iter().collect())
    }

    /// The form is shown: it hears from here on what becomes of what was written in it.
    pub fn tell(self, form: &Form, hears: Hears) {
        if let Some(waiting) = self.waiting.try_get_value() {
            with(&waiting, |all| all.hears.insert(form.clone(), hears));
        }
    }

    /// Sends what was written in a form and is not on its way; gives `false` where there is nothing of it.
    pub fn save(self, form: &Form) -> bool {
        let Some(waiting) = self.waiting.try_get_value() else { return false };
        let fresh = with(&waiting, |all| {
            let mut fresh = all.written.get(form).cloned().unwrap_or_default();
            let sent = all.sent.entry(form.clone()).or_default();
            fresh.retain(|name, value| sent.get(name) != Some(value));
            sent.extend(fresh.clone());
            fresh
        });
        if fresh.is_empty() {
            return false;
        }
        let own = form.own.iter().map(|(name, value)| (*name, value.as_str()));
        let body = encode(own.chain(fresh.iter().map(|(name, value)| (name.as_str(), value.as_str()))));
        let (form, toast) = (form.clone(), self.toast);
        self.push(form.to, body, move |answer| {
            let hears = with(&waiting, |all| {
                // What was written since stays.
                let gone = |name: &String, value: &String| fresh.get(name) == Some(value);
                if let Some(sent) = all.sent.get_mut(&form) {
                    sent.retain(|name, value| !gone(name, value));
                }
                if answer.is_ok()
                    && let Some(written) = all.written.get_mut(&form)
                {
                    written.retain(|name, value| !gone(name, value));
                }
                all.written.retain(|_, written| !written.is_empty());
                all.hears.get(&form).copied()
            });
            let lost = answer.as_ref().err().map(|problem| problem.sentence.clone());
            // Its form may be gone: then it is said above the page.
            if hears.and_then(|hears| hears.try_run((fresh.into_iter().collect(), answer))).is_none()
                && let (Some(sentence), Some(toast)) = (lost, toast)
            {
                toast.0.try_set(Some(format!("A change was not saved, and is kept here: {sentence}")));
            }
        });
        true
    }

    /// Sends what was written in all forms.
    fn send_written(self) {
        let Some(waiting) = self.waiting.try_get_value() else { return };
        for form in with(&waiting, |all| all.written.keys().cloned().collect::<Vec<_>>()) {
            self.save(&form);
        }
    }

    /// Sends everything at once, with nobody to hear what becomes of it.
    fn send_all(self) {
        self.send_written();
        let Some(waiting) = self.waiting.try_get_value() else { return };
        for job in with(&waiting, |all| std::mem::take(&mut all.jobs)) {
            spawn_local(async move {
                let _ = post_form(job.to, &job.body).await;
            });
        }
    }
}
