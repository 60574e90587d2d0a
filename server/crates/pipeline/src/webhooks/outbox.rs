//! Writes what is to be told into the outbox, in the transaction of what happened.

use crate::Error;
use chrono::{SecondsFormat, Utc};
use diesel_async::AsyncPgConnection;
use model::ProjectId;
use serde_json::{Value, json};
use store::{jobs, webhooks};

/// The body of a message.
pub(super) fn body(kind: &str, data: Value) -> String {
    let timestamp = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    json!({ "type": kind, "timestamp": timestamp, "data": data }).to_string()
}

/// Tells those who want to know of an event of a job; of what is no job, nobody. `data.sequence` rises with each event of a job: messages
/// may come in another order.
pub(crate) async fn tell(conn: &mut AsyncPgConnection, id: ProjectId, kind: &str) -> Result<(), Error> {
    let Some((asked_by, endpoints)) = webhooks::wanting(conn, id, kind).await? else { return Ok(()) };
    let job = jobs::get(conn, asked_by, id).await?;
    let own = format!("/api/v1/jobs/{id}");
    let data = json!({
        "id": job.id,
        "status": job.status,
        "message": job.message,
        "user_id": job.user_ref,
        "metadata": job.metadata,
        "sequence": job.last_seq,
        "cost": { "estimated": job.high_cents, "reserved": job.reserved, "spent": job.spent, "currency": "USD", "unit": "cent" },
        "links": {
            "self": own,
            "state": format!("{own}/state"),
            "download": job.has_film.then(|| format!("{own}/download")),
        },
    });
    let body = body(kind, data);
    for endpoint in endpoints {
        webhooks::queue(conn, endpoint, kind, &body).await?;
    }
    Ok(())
}
