//! What the server counts of itself.

use super::{App, health::PATIENCE, reply::Problem, routes::Routes};
use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::get,
};
use model::{
    administration::QueueView,
    view::{ProviderHealth, ProviderView},
};
use pipeline::{RunFigures, SpeechFigures, StepFigures, Studio, WatchFigures};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// Upper bounds of the histogram's buckets, in milliseconds.
const BOUNDS_MS: [u64; 9] = [1, 2, 5, 10, 25, 50, 100, 500, 2_000];

/// How long the figures of services are good: they are read from the whole history of calls.
const KEPT: Duration = Duration::from_secs(10);

pub fn routes() -> Routes {
    Routes::new().route("/metrics", get(tell))
}

/// Requests by the class of their answer, and how long they took until the answer's head was ready.
#[derive(Default)]
pub struct Metrics {
    /// 2xx, 3xx, 4xx, 5xx.
    answers: [AtomicU64; 4],
    buckets: [AtomicU64; BOUNDS_MS.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
    /// `STUDIO_METRICS_TOKEN`: who asks has to bring it.
    token: Option<String>,
    /// What was last told of the services, and when.
    services: Mutex<Option<(Instant, String)>>,
}

impl Metrics {
    pub fn from_environment() -> Self {
        let token = std::env::var("STUDIO_METRICS_TOKEN").ok().map(|token| token.trim().to_owned());
        Self { token: token.filter(|token| !token.is_empty()), ..Self::default() }
    }

    /// Who may read the figures: with a token whoever brings it; without one only this machine itself, and nobody through a proxy.
    fn may_read(&self, peer: SocketAddr, headers: &HeaderMap) -> bool {
        match &self.token {
            Some(token) => {
                let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
                let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
                // The digests are compared, so that the time says nothing about the token.
                Sha256::digest(given) == Sha256::digest(token)
            }
            None => {
                let through = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
                peer.ip().to_canonical().is_loopback() && !through.iter().any(|name| headers.contains_key(*name))
            }
        }
    }

    /// The figures of the services, at most [`KEPT`] old. Of many who ask at once, one reads.
    async fn of_services(&self, studio: &Studio) -> String {
        let mut kept = self.services.lock().await;
        if let Some((at, text)) = &*kept
            && at.elapsed() < KEPT
        {
            return text.clone();
        }
        let figures = async {
            let (steps, runs) = (studio.step_figures().await?, studio.run_figures().await?);
            let made = of_steps(&steps) + &of_runs(&runs) + &of_speech(&studio.speech_figures().await?);
            let watched = of_watch(&studio.watch_figures().await?);
            Ok::<_, pipeline::Error>(of_providers(&studio.provider_views(None).await?) + &made + &watched)
        };
        match tokio::time::timeout(PATIENCE, figures).await {
            Ok(Ok(text)) => {
                *kept = Some((Instant::now(), text.clone()));
                return text;
            }
            Ok(Err(error)) => tracing::warn!(detail = error.detail(), "no figures of the providers"),
            Err(_) => tracing::warn!("the database is slow: no figures of the providers"),
        }
        String::new()
    }

    fn add(&self, status: u16, took_us: u64) {
        let class = usize::from(status / 100).saturating_sub(2).min(3);
        if let Some(counter) = self.answers.get(class) {
            counter.fetch_add(1, Relaxed);
        }
        for (bucket, bound) in self.buckets.iter().zip(BOUNDS_MS) {
            if took_us <= bound * 1_000 {
                bucket.fetch_add(1, Relaxed);
            }
        }
        self.count.fetch_add(1, Relaxed);
        self.sum_us.fetch_add(took_us, Relaxed);
    }

    pub fn text(&self) -> String {
        let mut out = String::from("# TYPE studio_http_responses_total counter\n");
        for (class, counter) in ["2xx", "3xx", "4xx", "5xx"].iter().zip(&self.answers) {
            let _ = writeln!(out, "studio_http_responses_total{{class=\"{class}\"}} {}", counter.load(Relaxed));
        }
        out.push_str("# TYPE studio_http_request_duration_seconds histogram\n");
        for (bucket, bound) in self.buckets.iter().zip(BOUNDS_MS) {
            let (le, count) = (bound as f64 / 1e3, bucket.load(Relaxed));
            let _ = writeln!(out, "studio_http_request_duration_seconds_bucket{{le=\"{le}\"}} {count}");
        }
        let count = self.count.load(Relaxed);
        let _ = writeln!(out, "studio_http_request_duration_seconds_bucket{{le=\"+Inf\"}} {count}");
        let _ = writeln!(out, "studio_http_request_duration_seconds_sum {}", self.sum_us.load(Relaxed) as f64 / 1e6);
        let _ = writeln!(out, "studio_http_request_duration_seconds_count {count}");
        out
    }
}

/// What was bought from outside services, as Prometheus reads it. Services that were never asked are left out.
pub fn of_providers(views: &[ProviderView]) -> String {
    let mut out = String::new();
    let used = || views.iter().filter(|view| view.calls > 0 || view.health != ProviderHealth::Fine);
    let mut family = |name: &str, kind: &str, line: &dyn Fn(&ProviderView, &mut String)| {
        let _ = writeln!(out, "# TYPE {name} {kind}");
        used().for_each(|view| line(view, &mut out));
    };
    family("studio_provider_calls_total", "counter", &|view, out| {
        let _ = writeln!(out, "studio_provider_calls_total{{provider=\"{}\"}} {}", view.provider, view.calls);
    });
    family("studio_provider_open", "gauge", &|view, out| {
        let _ = writeln!(out, "studio_provider_open{{provider=\"{}\"}} {}", view.provider, view.open);
    });
    family("studio_provider_failures_total", "counter", &|view, out| {
        for (class, count) in &view.failed {
            let name = "studio_provider_failures_total";
            let _ = writeln!(out, "{name}{{provider=\"{}\",class=\"{class}\"}} {count}", view.provider);
        }
    });
    family("studio_provider_wait_seconds", "gauge", &|view, out| {
        for (quantile, wait) in [("0.5", view.wait_p50), ("0.95", view.wait_p95)] {
            let Some(wait) = wait else { continue };
            let name = "studio_provider_wait_seconds";
            let _ = writeln!(out, "{name}{{provider=\"{}\",quantile=\"{quantile}\"}} {wait}", view.provider);
        }
    });
    family("studio_provider_spend_cents_total", "counter", &|view, out| {
        let name = "studio_provider_spend_cents_total";
        let _ = writeln!(out, "{name}{{provider=\"{}\"}} {}", view.provider, view.spent_cents);
    });
    family("studio_provider_resting", "gauge", &|view, out| {
        let rests = u8::from(view.health == ProviderHealth::Resting);
        let _ = writeln!(out, "studio_provider_resting{{provider=\"{}\"}} {rests}", view.provider);
    });
    out
}

/// Queues, exports, backups and the disk: what alerts look at.
fn of_watch(figures: &WatchFigures) -> String {
    let mut out = String::new();
    let mut family = |name: &str, value: &dyn Fn(&QueueView) -> String| {
        let _ = writeln!(out, "# TYPE {name} gauge");
        for queue in &figures.queues {
            let _ = writeln!(out, "{name}{{pool=\"{}\"}} {}", queue.pool, value(queue));
        }
    };
    family("studio_queue_ready", &|queue| queue.ready.to_string());
    family("studio_queue_running", &|queue| queue.running.to_string());
    family("studio_queue_dead", &|queue| queue.dead.to_string());
    family("studio_queue_oldest_seconds", &|queue| queue.oldest_seconds.to_string());
    let mut gauge = |name: &str, value: Option<String>| {
        let _ = writeln!(out, "# TYPE {name} gauge");
        if let Some(value) = value {
            let _ = writeln!(out, "{name} {value}");
        }
    };
    gauge("studio_exports_open", Some(figures.exports.open.to_string()));
    gauge("studio_exports_failed", Some(figures.exports.failed.to_string()));
    gauge("studio_disk_free_bytes", figures.free_bytes.map(|free| free.to_string()));
    gauge("studio_backup_age_seconds", figures.backup_age.map(|age| age.to_string()));
    gauge("studio_backup_failed", Some(u8::from(figures.backup_failed).to_string()));
    out
}

/// The steps that came to an end, by kind and by how they ended.
fn of_steps(rows: &[StepFigures]) -> String {
    let mut out = String::new();
    let mut family = |name: &str, value: &dyn Fn(&StepFigures) -> String| {
        let _ = writeln!(out, "# TYPE {name} counter");
        for row in rows {
            let _ = writeln!(out, "{name}{{kind=\"{}\",state=\"{}\"}} {}", row.work, row.state, value(row));
        }
    };
    family("studio_steps_total", &|row| row.count.to_string());
    family("studio_step_tries_total", &|row| row.tries.to_string());
    family("studio_step_worked_seconds_total", &|row| (row.worked_ms as f64 / 1e3).to_string());
    family("studio_step_cents_total", &|row| row.cents.to_string());
    family("studio_step_bytes_total", &|row| row.bytes.to_string());
    out
}

/// The runs of films by how they ended, `filming` of those that go on, and how long they took.
fn of_runs(rows: &[RunFigures]) -> String {
    let mut out = String::new();
    let mut family = |name: &str, kind: &str, value: &dyn Fn(&RunFigures) -> String| {
        let _ = writeln!(out, "# TYPE {name} {kind}");
        for row in rows {
            let _ = writeln!(out, "{name}{{state=\"{}\"}} {}", row.state, value(row));
        }
    };
    // What goes on now ends in another state: both are gauges.
    family("studio_runs", "gauge", &|row| row.count.to_string());
    family("studio_run_seconds", "gauge", &|row| row.seconds.to_string());
    out
}

/// What was spoken, by who spoke it: words by seconds are the pace. Who speaks in which film is in that film's summary only.
fn of_speech(rows: &[SpeechFigures]) -> String {
    let mut out = String::new();
    let mut family = |name: &str, value: &dyn Fn(&SpeechFigures) -> String| {
        let _ = writeln!(out, "# TYPE {name} counter");
        for row in rows {
            let _ = writeln!(out, "{name}{{provider=\"{}\"}} {}", row.provider, value(row));
        }
    };
    family("studio_speech_lines_total", &|row| row.lines.to_string());
    family("studio_speech_words_total", &|row| row.words.to_string());
    family("studio_speech_seconds_total", &|row| row.seconds.to_string());
    out
}

/// Prometheus' text format, for who may read it.
pub async fn tell(State(app): State<App>, ConnectInfo(peer): ConnectInfo<SocketAddr>, headers: HeaderMap) -> Response {
    if !app.metrics.may_read(peer, &headers) {
        let sentence =
            "The figures are for who looks after this studio. Send STUDIO_METRICS_TOKEN as the bearer token.";
        let mut refused = Problem::new(StatusCode::UNAUTHORIZED, sentence).into_response();
        refused.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        return refused;
    }
    text(&app).await
}

async fn text(app: &App) -> Response {
    // What the server counts of itself is told also when the database does not answer.
    let open = app.streams.count();
    let streams = format!("# TYPE studio_streams_open gauge\nstudio_streams_open {open}\n");
    let text = app.metrics.text() + &streams + &app.metrics.of_services(&app.studio).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// The figures on an address of their own (`STUDIO_METRICS_ADDR`). Who can reach it may read them; with a token, who brings it.
pub fn alone(app: App) -> Router {
    let open = app.metrics.token.is_none();
    let handler = move |state: State<App>, peer: ConnectInfo<SocketAddr>, headers: HeaderMap| async move {
        if open { text(&state.0).await } else { tell(state, peer, headers).await }
    };
    Router::new().route("/metrics", get(handler)).with_state(app)
}

pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let response = next.run(request).await;
    let took = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX);
    app.metrics.add(response.status().as_u16(), took);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_that_was_asked_is_told_with_its_failures_and_waits() {
        let kling = ProviderView {
            provider: "kling".into(),
            health: ProviderHealth::Resting,
            calls: 3,
            failed: [("wait".to_owned(), 2)].into(),
            wait_p95: Some(61.5),
            spent_cents: 84,
            ..ProviderView::default()
        };
        let text = of_providers(&[kling, ProviderView { provider: "fal".into(), ..ProviderView::default() }]);
        for line in [
            "studio_provider_calls_total{provider=\"kling\"} 3",
            "studio_provider_failures_total{provider=\"kling\",class=\"wait\"} 2",
            "studio_provider_wait_seconds{provider=\"kling\",quantile=\"0.95\"} 61.5",
            "studio_provider_spend_cents_total{provider=\"kling\"} 84",
            "studio_provider_resting{provider=\"kling\"} 1",
        ] {
            assert!(text.lines().any(|own| own == line), "{line} in {text}");
        }
        assert!(!text.contains("fal"));
    }

    #[test]
    fn steps_are_told_by_kind_with_the_seconds_that_were_worked() {
        let footage = StepFigures {
            work: "footage".into(),
            state: "done".into(),
            count: 3,
            tries: 4,
            worked_ms: 61_500,
            cents: 126,
            bytes: 4_096,
        };
        let spoken = SpeechFigures { provider: "espeak".into(), lines: 2, words: 9, seconds: 3.5 };
        let run = RunFigures { state: "done".into(), count: 2, seconds: 93.5 };
        let text = of_steps(&[footage]) + &of_runs(&[run]) + &of_speech(&[spoken]);
        for line in [
            "studio_steps_total{kind=\"footage\",state=\"done\"} 3",
            "studio_step_tries_total{kind=\"footage\",state=\"done\"} 4",
            "studio_step_worked_seconds_total{kind=\"footage\",state=\"done\"} 61.5",
            "studio_step_cents_total{kind=\"footage\",state=\"done\"} 126",
            "studio_step_bytes_total{kind=\"footage\",state=\"done\"} 4096",
            "studio_runs{state=\"done\"} 2",
            "studio_run_seconds{state=\"done\"} 93.5",
            "studio_speech_words_total{provider=\"espeak\"} 9",
            "studio_speech_seconds_total{provider=\"espeak\"} 3.5",
        ] {
            assert!(text.lines().any(|own| own == line), "{line} in {text}");
        }
    }

    #[test]
    fn figures_are_for_this_machine_or_for_the_token() {
        let peer = |text: &str| SocketAddr::new(text.parse().unwrap(), 9);
        let with =
            |name: &'static str, value: &str| HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())]);
        let open = Metrics::default();
        assert!(open.may_read(peer("127.0.0.1"), &HeaderMap::new()));
        assert!(!open.may_read(peer("192.0.2.1"), &HeaderMap::new()));
        assert!(!open.may_read(peer("127.0.0.1"), &with("x-forwarded-for", "192.0.2.1")), "a proxy's client");
        let token = Metrics { token: Some("secret".to_owned()), ..Metrics::default() };
        assert!(!token.may_read(peer("127.0.0.1"), &HeaderMap::new()));
        assert!(!token.may_read(peer("127.0.0.1"), &with("authorization", "Bearer secre")));
        assert!(token.may_read(peer("192.0.2.1"), &with("authorization", "Bearer secret")));
    }

    #[test]
    fn a_slow_failure_is_counted_as_both() {
        let metrics = Metrics::default();
        metrics.add(200, 900);
        metrics.add(503, 40_000);
        let text = metrics.text();
        assert!(text.contains("studio_http_responses_total{class=\"5xx\"} 1\n"));
        assert!(text.contains("bucket{le=\"0.001\"} 1\n"));
        assert!(text.contains("bucket{le=\"0.05\"} 2\n"));
        assert!(text.contains("seconds_count 2\n"));
    }
}
