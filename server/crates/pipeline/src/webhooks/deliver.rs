//! Sends what is in the outbox.

use crate::{Error, Studio};
use chrono::{TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use providers::{Outgoing, Posted};
use std::time::Duration;
use store::webhooks::{self, Due, Tried};
use tokio::task::JoinSet;

/// How many endpoints one process sends to at once.
const AT_ONCE: usize = 4;
/// How long a try may take: longer than a receiver may.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often to look without having been told.
const FALLBACK: Duration = Duration::from_secs(5);
const LEAST: Duration = Duration::from_secs(1);
/// An endpoint that answers with nothing but faults for so long is switched off.
const OFF_AFTER: TimeDelta = TimeDelta::days(5);
/// The pause after each try, in seconds; after the last one a message is given up.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

impl Studio {
    /// Sends what is in the outbox, until the studio stops. What is being sent then is sent again later, under the same id.
    pub(crate) async fn deliver_webhooks(self) {
        let stop = self.stopping();
        let mut sending = JoinSet::new();
        while !stop.is_cancelled() {
            // Listen first, then look: nothing falls between the two.
            let tasks = self.hub().tasks.clone();
            let told = tasks.notified();
            tokio::pin!(told);
            told.as_mut().enable();
            let wait = self.begin_due(&mut sending).await.unwrap_or_else(|error| {
                tracing::warn!(detail = error.detail(), "webhooks could not be looked for");
                FALLBACK
            });
            tokio::select! {
                () = stop.cancelled() => return,
                () = &mut told => {}
                Some(_) = sending.join_next() => {}
                // What is due may have to wait for another message to the same endpoint.
                () = tokio::time::sleep(wait.clamp(LEAST, FALLBACK)) => {}
            }
        }
    }

    /// Begins to send what is due, as far as there is room; gives how long until more may be due.
    async fn begin_due(&self, sending: &mut JoinSet<()>) -> Result<Duration, Error> {
        while sending.len() < AT_ONCE {
            let mut conn = self.store().conn().await?;
            let Some(due) = webhooks::claim(&mut conn, LEASE).await? else {
                return Ok(webhooks::due_in(&mut conn).await?.unwrap_or(FALLBACK));
            };
            let studio = self.clone();
            sending.spawn(async move {
                if let Err(error) = studio.send_webhook(&due).await {
                    tracing::warn!(detail = error.detail(), "a webhook could not be sent or written down");
                }
            });
        }
        Ok(FALLBACK)
    }

    async fn send_webhook(&self, due: &Due) -> Result<(), Error> {
        let tried = self.try_once(due).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                webhooks::settle(conn, due, &tried, OFF_AFTER).await.map_err(Error::from)
            })
            .await?;
        Ok(())
    }

    async fn try_once(&self, due: &Due) -> Result<Tried, Error> {
        let endpoint = webhooks::any(&mut *self.store().conn().await?, due.row.endpoint_id).await?;
        let (id, timestamp) = (format!("msg_{}", due.row.id.simple()), Utc::now().timestamp());
        let sign = |secret: String| providers::webhook_signature(&secret, &id, timestamp, &due.row.body);
        let secrets = endpoint.secrets();
        let signatures: Vec<String> =
            secrets.iter().filter_map(|sealed| self.open_secret(&endpoint, sealed)).filter_map(sign).collect();
        if signatures.is_empty() {
            // The sealing key is another one than it was: nothing unsigned is sent.
            return Ok(fault(due, None, "the endpoint's secret cannot be opened; rotate it".to_owned(), None));
        }
        let message =
            Outgoing { url: &endpoint.url, id: &id, timestamp, signatures: &signatures.join(" "), body: &due.row.body };
        match providers::post_webhook(message, &self.config().webhook_hosts).await {
            Ok(posted) => Ok(judged(due, posted)),
            Err(why) => Ok(fault(due, None, why, None)),
        }
    }
}

fn judged(due: &Due, posted: Posted) -> Tried {
    let took_ms = i32::try_from(posted.took.as_millis()).unwrap_or(i32::MAX);
    let status = i32::from(posted.status);
    if (200..300).contains(&posted.status) {
        let (again_in, off) = (None, None);
        return Tried { delivered: true, again_in, took_ms, status: Some(status), answer: posted.answer, off };
    }
    let slow = matches!(posted.status, 429 | 502 | 503 | 504);
    let asked = posted.retry_after.filter(|_| slow);
    let mut tried = fault(due, Some(status), posted.answer, asked);
    tried.took_ms = took_ms;
    if posted.status == 410 {
        (tried.again_in, tried.off) = (None, Some("it answered 410: gone"));
    }
    tried
}

/// The next try by the schedule, or later where the receiver asks for that.
fn fault(due: &Due, status: Option<i32>, answer: String, asked: Option<Duration>) -> Tried {
    let tries = usize::try_from(due.row.tries).unwrap_or(usize::MAX);
    let pause = tries.checked_sub(1).and_then(|at| PAUSES.get(at)).copied();
    // Messages that failed together are not sent together: up to a tenth later, by the message's own id.
    let jitter = |pause: i64| pause + pause * i64::from(due.row.id.as_bytes()[15]) / 2_560;
    let asked = asked.map_or(0, |asked| i64::try_from(asked.as_secs()).unwrap_or(i64::MAX).min(86_400));
    let again_in = pause.map(|pause| TimeDelta::seconds(jitter(pause).max(asked)));
    Tried { delivered: false, again_in, took_ms: 0, status, answer, off: None }
}
