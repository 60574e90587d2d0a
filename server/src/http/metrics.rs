//! What the server counts of itself.

use super::App;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
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
