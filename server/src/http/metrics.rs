//! What the server counts of itself.

use super::App;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use model::view::{ProviderHealth, ProviderView};
use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

/// Upper bounds of the histogram's buckets, in milliseconds.
const BOUNDS_MS: [u64; 9] = [1, 2, 5, 10, 25, 50, 100, 500, 2_000];

/// Requests by the class of their answer, and how long they took until the answer's head was ready.
#[derive(Default)]
pub struct Metrics {
    /// 2xx, 3xx, 4xx, 5xx.
    answers: [AtomicU64; 4],
    buckets: [AtomicU64; BOUNDS_MS.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
}

impl Metrics {
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
