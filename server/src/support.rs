//! `studio support`: what somebody who helps needs to know of a studio, and nothing that people wrote or keep secret.

use crate::{cli::SupportArgs, doctor, settings::Storage};
use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use std::{collections::BTreeMap, process::ExitCode};
use store::{Store, administration, embedded::Embedded};

/// Settings whose values tell nothing of anybody. Of all others only is told that they are set.
const PLAIN: [&str; 16] = [
    "STUDIO_ADDR",
    "STUDIO_BACKUP",
    "STUDIO_BACKUP_KEEP",
    "STUDIO_CALLS",
    "STUDIO_CREDIT",
    "STUDIO_DRAIN_WAIT",
    "STUDIO_HEARTBEAT",
    "STUDIO_LEASE",
    "STUDIO_LOG",
    "STUDIO_MIGRATE",
    "STUDIO_MOST_FILMING",
    "STUDIO_MOST_PROJECTS",
    "STUDIO_REGISTRATION",
    "STUDIO_ROLES",
    "STUDIO_STREAMS",
    "STUDIO_UNKNOWN_GRACE",
];

/// Writes the bundle to a file that does not exist yet.
pub async fn support(args: &SupportArgs) -> anyhow::Result<ExitCode> {
    if args.file.exists() {
        bail!("{} exists already. Name a file that does not", args.file.display());
    }
    let storage = Storage::from_environment(&args.data);
    let bundle = json!({
        "studio": env!("CARGO_PKG_VERSION"),
        "schema": store::SCHEMA,
        "made_at": chrono::Utc::now().to_rfc3339(),
        "system": system(),
        "settings": settings(std::env::vars()),
        "doctor": doctor::told(&args.data, args.deep).await,
        "database": database(&storage).await.unwrap_or_else(|error| json!({ "error": format!("{error:#}") })),
    });
    let text = serde_json::to_vec_pretty(&bundle)?;
    std::fs::write(&args.file, text).with_context(|| format!("{} cannot be written", args.file.display()))?;
    println!(
        "{} holds versions, settings without secrets, what the doctor says, and counts. Look through it before you send it.",
        args.file.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn system() -> Value {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")).unwrap_or_default();
    json!({
        "name": name.trim_matches('"'),
        "kind": std::env::consts::OS,
        "processor": std::env::consts::ARCH,
        "processors": std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
    })
}

/// Values of plain settings; of the others, and of keys, that they are set.
fn settings(all: impl Iterator<Item = (String, String)>) -> BTreeMap<String, String> {
    let ours = |name: &str| name.starts_with("STUDIO_") || name == "DATABASE_URL" || name.ends_with("_API_KEY");
    all.filter(|(name, value)| ours(name) && !value.trim().is_empty())
        .map(|(name, value)| {
            let value = if PLAIN.contains(&name.as_str()) { value } else { "(set)".to_owned() };
            (name, value)
        })
        .collect()
}

async fn database(storage: &Storage) -> anyhow::Result<Value> {
    let url = storage.database_url.clone().or_else(|| Embedded::url_of_running(&storage.data));
    let Some(url) = url else { return Ok(json!("the studio does not run")) };
    let store = Store::connect(&url, storage.files()?).await?;
    let mut conn = store.conn().await?;
    let about = administration::about(&mut conn).await?;
    let tables: BTreeMap<String, Value> = administration::tables(&mut conn)
        .await?
        .into_iter()
        .map(|table| (table.name, json!({ "rows": table.rows, "bytes": table.bytes })))
        .collect();
    let tasks: Vec<Value> = administration::tasks(&mut conn)
        .await?
        .into_iter()
        .map(|row| json!({ "kind": row.kind, "state": row.state, "count": row.count }))
        .collect();
    let queues: Vec<Value> = administration::queues(&mut conn)
        .await?
        .into_iter()
        .map(|row| json!({ "pool": row.pool, "ready": row.ready, "running": row.running, "dead": row.dead, "oldest_seconds": row.oldest }))
        .collect();
    drop(conn);
    let pending = store.pending_migrations().await.map_or_else(|error| json!(error.to_string()), |all| json!(all));
    Ok(
        json!({ "postgres": about.version, "encrypted": about.encrypted, "pending_migrations": pending, "tables": tables, "tasks": tasks, "queues": queues }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_secrets_are_in_no_bundle() {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let all = settings(
            [
                own("STUDIO_CALLS", "12"),
                own("STUDIO_SECRET_KEY", "geheim"),
                own("KLING_API_KEY", "geheim"),
                own("DATABASE_URL", "postgres://a:geheim@b/c"),
                own("HOME", "/root"),
                own("STUDIO_URL", ""),
            ]
            .into_iter(),
        );
        assert_eq!((all["STUDIO_CALLS"].as_str(), all["DATABASE_URL"].as_str(), all.len()), ("12", "(set)", 4));
        assert!(!format!("{all:?}").contains("geheim"));
    }
}
