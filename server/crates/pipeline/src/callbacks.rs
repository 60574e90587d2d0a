//! What providers report by themselves. A report is only a hint: it wakes the step that waits for the task, and the provider is
//! asked. Nothing that it says is written down as true.

use crate::{Error, Studio};
use chrono::Utc;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::ProjectId;
use providers::{Callback, NotBelieved};
use serde_json::{Value, json};
use store::{
    attempts,
    calls::{self, CallRow},
    tasks,
};
use uuid::Uuid;

/// The longest name of a task that is looked for.
const LONGEST_NAME: usize = 200;

/// A report as it came.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The provider and the unguessable part of the address that it came to.
    pub provider: &'a str,
    pub secret: &'a str,
    /// Its headers and its body; headers that are not there are empty.
    pub callback: Callback<'a>,
}

/// Why a report changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum NotHeard {
    #[error("There is no such address.")]
    Stranger,
    #[error(transparent)]
    NotBelieved(NotBelieved),
    #[error("The report names no task.")]
    Unreadable,
    #[error("No task of that name is waited for.")]
    NotAwaited,
    #[error("This was reported before.")]
    Again,
    #[error(transparent)]
    Internal(Error),
}

impl NotHeard {
    /// The HTTP status that says the same.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Stranger | Self::NotAwaited => 404,
            Self::NotBelieved(_) => 401,
            Self::Unreadable => 400,
            Self::Again => 409,
            Self::Internal(error) => error.status(),
        }
    }
}

impl<E: Into<Error>> From<E> for NotHeard {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

impl Studio {
    /// Takes a report: wakes the step that waits for the task, so that the provider is asked at once. Where the provider has a
    /// secret for signatures (`<PROVIDER>_WEBHOOK_SECRET`), what is not signed with it is not believed.
    ///
    /// # Errors
    /// Says why nothing was changed: also for a report that was taken before.
    pub async fn hear(&self, report: Report<'_>) -> Result<(), NotHeard> {
        let Report { provider, secret, callback } = report;
        let secrets = self.store().sealing().map(|keys| keys.callback_secrets(provider)).unwrap_or_default();
        // Digests are compared, so that the time it takes tells nothing of the secret.
        let digest = |text: &str| plan::fingerprint("callback secret", 0, &text);
        if !secrets.iter().any(|known| digest(known) == digest(secret)) {
            return Err(NotHeard::Stranger);
        }
        if let Some(signing) = self.registry().credentials().account(provider).webhook_secret {
            callback.verify(signing.reveal(), Utc::now().timestamp().unsigned_abs()).map_err(NotHeard::NotBelieved)?;
        }
        let said: Value = serde_json::from_slice(callback.body).map_err(|_| NotHeard::Unreadable)?;
        let (task, name) = names(&said);
        if task.is_none() && name.is_none() {
            return Err(NotHeard::Unreadable);
        }
        let id = report_id(provider, &callback);
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let Some(attempt) = attempts::spoken_of(conn, provider, task, name).await? else {
                    return Ok(Err(NotHeard::NotAwaited));
                };
                let row = CallRow {
                    id,
                    attempt_id: attempt.id,
                    at: Utc::now(),
                    took_ms: 0,
                    method: "POST".to_owned(),
                    url: format!("/callbacks/{provider}/…"),
                    request: json!({ "task": task, "external_id": name, "status": status(&said) }),
                    status: Some(204),
                    response: String::new(),
                };
                if !calls::insert_new(conn, row).await? {
                    return Ok(Err(NotHeard::Again));
                }
                if let Some(task) = &attempt.provider_task {
                    self.registry().reported(task);
                }
                tasks::wake(conn, ProjectId(attempt.project_id), &attempt.fingerprint).await?;
                Ok::<_, Error>(Ok(()))
            })
            .await?
    }
}

/// The task's id at the provider and our own name for it, in the words of either generation of Kling's API and of those who say
/// `id` and `status` as well.
fn names(said: &Value) -> (Option<&str>, Option<&str>) {
    let first = |each: [&str; 3]| {
        let mut texts = each.into_iter().filter_map(|path| said.pointer(path)?.as_str());
        texts.find(|text| !text.is_empty() && text.len() <= LONGEST_NAME && !text.contains('\0'))
    };
    (first(["/id", "/task_id", "/taskId"]), first(["/external_id", "/task_info/external_task_id", "/external_task_id"]))
}

/// What it says that the task does, for the receipt.
fn status(said: &Value) -> Option<String> {
    let status = ["/status", "/task_status"].into_iter().find_map(|path| said.pointer(path)?.as_str())?;
    Some(status.chars().filter(|letter| *letter != '\0').take(40).collect())
}

/// The same report has the same id: its own where it is signed, else its words.
fn report_id(provider: &str, callback: &Callback<'_>) -> Uuid {
    let body = String::from_utf8_lossy(callback.body);
    let what = if callback.id.is_empty() { body.as_ref() } else { callback.id };
    let digest = plan::fingerprint("callback", 0, &(provider, callback.id.is_empty(), what));
    let digits: String = digest.as_str().chars().take(32).collect();
    Uuid::try_parse(&digits).unwrap_or_else(|_| Uuid::now_v7())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_named_as_either_generation_names_it() {
        let new = json!({ "id": "1", "status": "succeeded", "external_id": "a" });
        assert_eq!((names(&new), status(&new)), ((Some("1"), Some("a")), Some("succeeded".to_owned())));
        let old = json!({ "task_id": "2", "task_status": "succeed", "task_info": { "external_task_id": "b" } });
        assert_eq!((names(&old), status(&old)), ((Some("2"), Some("b")), Some("succeed".to_owned())));
        for none in [json!({}), json!([1]), json!({ "id": 7 }), json!({ "id": "" }), json!({ "id": "9".repeat(201) })] {
            assert_eq!(names(&none), (None, None), "{none}");
        }
    }
}
