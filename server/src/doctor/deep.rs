//! `studio doctor --deep`: everything that an installation needs beyond its own machine is tried, and not only looked for.

use super::Finding;
use crate::settings::{Storage, Web};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use store::{Store, administration, embedded::Embedded};

/// How long a server may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most that two clocks may differ, in seconds.
const SKEW: f64 = 2.0;

/// All of them, in the order in which one needs the other.
pub async fn findings(data: &Path) -> Vec<Finding> {
    let storage = Storage::from_environment(data);
    let mut all = database(&storage).await;
    all.push(Finding { what: "bucket", says: media(&storage).await, needed: true });
    all.push(Finding { what: "sealing key", says: sealing(data), needed: true });
    all.push(Finding { what: "proxy", says: proxy().await, needed: false });
    all.push(Finding { what: "mail", says: mail().await, needed: false });
    all
}

async fn database(storage: &Storage) -> Vec<Finding> {
    let alone = |says| vec![Finding { what: "database", says, needed: true }];
    let own = match &storage.database_url {
        Some(_) => None,
        None if Embedded::url_of_running(&storage.data).is_some() => None,
        None => match Embedded::start(&storage.data).await {
            Ok(own) => Some(own),
            Err(error) => return alone(Err(error.to_string())),
        },
    };
    let running = Embedded::url_of_running(&storage.data);
    let url = storage.database_url.clone().or_else(|| own.as_ref().map(Embedded::url)).or(running).unwrap_or_default();
    let found = ask_database(&url, storage).await;
    if let Some(own) = own
        && let Err(error) = own.stop().await
    {
        tracing::warn!(%error, "the studio's own Postgres was not stopped");
    }
    found.unwrap_or_else(|why| alone(Err(why)))
}

async fn ask_database(url: &str, storage: &Storage) -> Result<Vec<Finding>, String> {
    let files = storage.files().map_err(|error| error.to_string())?;
    let store = Store::connect(url, files).await.map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let mut conn = store.conn().await.map_err(|error| format!("{error}. Look at DATABASE_URL"))?;
    let about = administration::about(&mut conn).await.map_err(|error| error.to_string())?;
    let took = begun.elapsed();
    drop(conn);
    let encrypted = if about.encrypted { "encrypted" } else { "not encrypted" };
    let connection = format!(
        "Postgres {}, {encrypted}, answered in {:.0} ms, {} connections at most (a process uses 16)",
        about.version,
        took.as_secs_f64() * 1e3,
        about.most_connections
    );
    let skew = (about.now - chrono::Utc::now()).as_seconds_f64();
    let clock = if skew.abs() <= SKEW {
        Ok(format!("{:.1} s beside the database's", skew.abs()))
    } else {
        Err(format!("{:.0} s beside the database's. Set up time synchronisation on both machines", skew.abs()))
    };
    let schema = match store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => Ok("up to date".to_owned()),
        Ok(pending) => Ok(format!("{} migrations wait: studio migrate, or the next start, runs them", pending.len())),
        Err(error) => Err(error.to_string()),
    };
    let remote = storage.database_url.as_deref().is_some_and(is_elsewhere);
    let tls = match about.encrypted {
        false if remote => Err("the database is on another machine and the connection is not encrypted. Add sslmode=verify-full to DATABASE_URL".to_owned()),
        true => Ok("the connection is encrypted".to_owned()),
        false => Ok("the database is on this machine".to_owned()),
    };
    Ok(vec![
        Finding { what: "database", says: Ok(connection), needed: true },
        Finding { what: "TLS", says: tls, needed: false },
        Finding { what: "schema", says: schema, needed: true },
        Finding { what: "clock", says: clock, needed: false },
    ])
}

/// Whether an address is one of another machine.
fn is_elsewhere(url: &str) -> bool {
    let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    !matches!(host.as_str(), "" | "localhost" | "127.0.0.1" | "[::1]")
        && !host.starts_with("%2F")
        && !host.starts_with("%2f")
}

/// Writes an object, reads it back and takes it away.
async fn media(storage: &Storage) -> Result<String, String> {
    let files = storage.files().map_err(|error| format!("{error}. Look at STUDIO_MEDIA"))?;
    let key = format!("scratch/doctor-{}", uuid::Uuid::now_v7());
    let begun = Instant::now();
    let tried = async {
        files.put_bytes(&key, b"studio".to_vec()).await?;
        let back = files.read_all(&key).await?;
        files.delete(&key).await?;
        Ok::<_, store::StoreError>(&*back == b"studio")
    };
    let place = storage.media.as_deref().map_or("a folder", |place| place.split('?').next().unwrap_or(place));
    match tried.await {
        Ok(true) => Ok(format!("{place}: written, read and deleted in {:.0} ms", begun.elapsed().as_secs_f64() * 1e3)),
        Ok(false) => Err(format!("{place} gave back other bytes than were written")),
        Err(error) => {
            Err(format!("{place}: {error}. The role needs GetObject, PutObject, DeleteObject and ListBucket"))
        }
    }
}

fn sealing(data: &Path) -> Result<String, String> {
    if std::env::var("STUDIO_SECRET_KEY").is_ok_and(|key| !key.trim().is_empty()) {
        return store::vault::SealingKeys::from_environment(data)
            .map(|_| "STUDIO_SECRET_KEY is set; it has to be the same in every process".to_owned())
            .map_err(|error| error.to_string());
    }
    match data.join("secret.key").is_file() {
        true => Ok("secret.key in the data folder. Keep a copy elsewhere: it is in no backup".to_owned()),
        false => Ok("none yet: the first start makes secret.key in the data folder".to_owned()),
    }
}

/// Asks the studio at the address that people type, the way that their browsers do.
async fn proxy() -> Result<String, String> {
    let web = Web::from_environment(None).map_err(|error| format!("{error:#}"))?;
    let Some(url) = web.public_url.clone() else {
        return Ok("STUDIO_URL is not set: the studio is asked at its own address".to_owned());
    };
    let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build();
    let client = client.map_err(|error| error.to_string())?;
    let live = client.get(format!("{url}/livez")).send().await;
    let live =
        live.map_err(|_| format!("{url} does not answer. Start the studio, and look at the proxy and the name"))?;
    if !live.status().is_success() {
        return Err(format!(
            "{url}/livez answers {}. The proxy leads elsewhere, or the studio does not run",
            live.status()
        ));
    }
    // Where the proxy changes the name, the studio takes its own pages for strangers'.
    let logout =
        client.post(format!("{url}/auth/logout")).header("origin", url.clone()).header("sec-fetch-site", "same-origin");
    let logout = logout.send().await.map_err(|error| error.to_string())?.status().as_u16();
    if logout == 403 {
        return Err(
            "the proxy changes the name that browsers ask for. With nginx: proxy_set_header Host $http_host".to_owned()
        );
    }
    let proxies = std::env::var("STUDIO_TRUSTED_PROXIES").is_ok_and(|text| !text.trim().is_empty());
    if url.starts_with("https://") && !proxies {
        return Err("STUDIO_TRUSTED_PROXIES is not set: all people seem to come from one address".to_owned());
    }
    Ok(format!("{url} answers, and keeps its name"))
}

async fn mail() -> Result<String, String> {
    match crate::mail::Mailer::from_environment() {
        Ok(None) => Ok("STUDIO_SMTP_URL is not set: administrators make links for new passwords".to_owned()),
        Ok(Some(mailer)) => mailer.test().await.map(|()| "the server takes the login".to_owned()),
        Err(why) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_this_machine_is_told_from_one_elsewhere() {
        for here in ["postgres://a@localhost/b", "postgres://a@127.0.0.1:5/b", "postgres://a@%2Fvar%2Frun/b"] {
            assert!(!is_elsewhere(here), "{here}");
        }
        assert!(is_elsewhere("postgres://a@db.example:5432/b?sslmode=require"));
    }
}
