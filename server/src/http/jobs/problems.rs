//! What can be wrong with a request for jobs, as problems that name the field.

use crate::http::{limits, reply::Problem};
use axum::http::{StatusCode, header};
use pipeline::JobError;

/// A parameter of the address is wrong.
pub fn query(name: &str, sentence: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, sentence).code("bad_query").with("parameter", name)
}

/// A field of the body is wrong.
pub fn field(path: &str, sentence: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("bad_field").field(path)
}

fn dollars(cents: i64) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}

impl From<JobError> for Problem {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Field { field, code, error } => Problem::from(error).code(code.unwrap_or("bad_field")).field(field),
            JobError::Credit { needed, have } => {
                let sentence = format!(
                    "This film costs up to {}, and {} of credit are left. Ask an administrator of the studio for more.",
                    dollars(needed),
                    dollars(have.max(0))
                );
                let problem = Problem::new(StatusCode::PAYMENT_REQUIRED, sentence).code("insufficient_credits");
                problem.with("needed", needed).with("have", have.max(0))
            }
            JobError::Limit { what, needed, limit } => {
                let of = match what {
                    "max_cost_cents" => "max_cost_cents of this request",
                    "day_cents" => "the token's limit of a day",
                    _ => "the token's limit of a job",
                };
                let sentence = format!("This would cost up to {}; {of} is {}.", dollars(needed), dollars(limit));
                let problem = Problem::new(StatusCode::PAYMENT_REQUIRED, sentence).code("over_limit");
                problem.with("limit", what).with("needed", needed).with("have", limit)
            }
            JobError::Unpriced => Problem::new(
                StatusCode::PAYMENT_REQUIRED,
                "Nobody knows what a part of this film costs, and there is a limit. Choose makers whose price is known.",
            )
            .code("unpriced"),
            JobError::Stopped(found) => {
                let sentence = "This script holds what is not filmed here. The lines are named; change them and send it again.";
                let problem = field("script", sentence).code("moderation_stopped");
                problem.with("moderation", serde_json::to_value(&found).unwrap_or_default())
            }
            JobError::Warned(found) => {
                let sentence = "Some lines of this script should be looked at first. To go on with them, send it again with \
                                accept_warnings: true; that decision is kept.";
                let problem = field("script", sentence).code("moderation_warnings");
                problem.with("moderation", serde_json::to_value(&found).unwrap_or_default())
            }
            JobError::NameUsers => {
                let sentence = "This token speaks for people of another product, and its person is no administrator any more.";
                Problem::new(StatusCode::FORBIDDEN, sentence).code("insufficient_scope").field("user_id")
            }
            JobError::TooOften { most, wait } => {
                let sentence = format!("You made {most} jobs in this minute, as many as one person may make. Ask again in {wait} seconds.");
                limits::exceeded("jobs", sentence, wait)
            }
            JobError::KeyReused => {
                let sentence = "This Idempotency-Key was used for another request. Take a new key for a new request.";
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("idempotency_key_reused")
            }
            JobError::KeyBusy => {
                let sentence = "A request with this Idempotency-Key is being worked on. Send it again in a moment.";
                let problem = Problem::new(StatusCode::CONFLICT, sentence).code("idempotency_key_busy");
                problem.header(header::RETRY_AFTER, "1")
            }
            JobError::Other(error) => error.into(),
        }
    }
}
