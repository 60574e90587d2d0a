//! Connections to Postgres, in the clear or with TLS, as the address asks for: one way in for the pool, migrations and LISTEN.
//!
//! `sslmode`, `sslrootcert`, `sslcert` and `sslkey` in the address mean what they mean to libpq: `prefer` where nothing is said;
//! `verify-full` checks that the certificate is good and names the host.

mod tls;
mod words;

pub(crate) use words::passes;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use std::{error::Error as _, path::PathBuf};
use tokio_postgres::{
    Client, Config, NoTls,
    config::{Host, SslMode},
};

/// How the address wants TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Disable,
    /// With TLS where the server has it; nothing is checked.
    Prefer,
    /// With TLS; nothing is checked, unless a root is named.
    Require,
    /// The certificate must come from the root.
    VerifyCa,
    /// It must name the host, too.
    VerifyFull,
}

impl Mode {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "disable" => Self::Disable,
            "allow" | "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }
}

/// What an address says of TLS.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    mode: Mode,
    /// A file of certificates, or `system`.
    root: Option<String>,
    /// The files of a certificate of our own and its key.
    own: Option<(PathBuf, PathBuf)>,
}

/// Takes what concerns TLS out of an address. Gives the rest of it, for those who do not know all modes.
fn split(url: &str) -> Result<(String, Asked), String> {
    let (address, query) = url.split_once('?').filter(|_| url.contains("://")).unwrap_or((url, ""));
    let mut asked = Asked { mode: Mode::Prefer, root: None, own: None };
    let (mut certificate, mut key, mut rest) = (None, None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let Some((name, value)) = pair.split_once('=') else {
            rest.push(pair);
            continue;
        };
        match name {
            "sslmode" => {
                let wrong =
                    || format!("sslmode is {value}; it can be disable, prefer, require, verify-ca or verify-full");
                asked.mode = Mode::read(value).ok_or_else(wrong)?;
            }
            "sslrootcert" => asked.root = Some(decoded(value)),
            "sslcert" => certificate = Some(PathBuf::from(decoded(value))),
            "sslkey" => key = Some(PathBuf::from(decoded(value))),
            _ => rest.push(pair),
        }
    }
    asked.own = match (certificate, key) {
        (Some(certificate), Some(key)) => Some((certificate, key)),
        (None, None) => None,
        _ => return Err("sslcert and sslkey go together, and one of them is missing".to_owned()),
    };
    // As libpq does: whoever names a root wants it to count.
    if asked.mode == Mode::Require && asked.root.is_some() {
        asked.mode = Mode::VerifyCa;
    }
    let rest = if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
    Ok((rest, asked))
}

/// A part of an address, without its percent signs.
fn decoded(value: &str) -> String {
    let pair = format!("v={}", value.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned()).next().unwrap_or_default()
}

/// Connects to the database at `url`. The error is a sentence that says what to do, as far as that can be told.
pub(crate) async fn connect(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let conn = connect_in_english(url).await?;
    words::learn(url).await;
    Ok(conn)
}

/// Connects, and has the database speak English where its user may choose that: for the log.
async fn connect_in_english(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = connect_plainly(url).await?;
    if let Err(error) = conn.batch_execute("SET lc_messages = 'C'").await {
        tracing::debug!(%error, "the database keeps its language");
    }
    Ok(conn)
}

/// A connection without Diesel, for what it has no words for.
pub(crate) async fn client(url: &str) -> ConnectionResult<Client> {
    let (config, tls, asked) = prepared(url)?;
    match tls {
        None => {
            let (client, connection) = config.connect(NoTls).await.map_err(|error| explained(&error, &asked))?;
            tokio::spawn(connection);
            Ok(client)
        }
        Some(tls) => {
            let (client, connection) = config.connect(tls).await.map_err(|error| explained(&error, &asked))?;
            tokio::spawn(connection);
            Ok(client)
        }
    }
}

async fn connect_plainly(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let (config, tls, asked) = prepared(url)?;
    match tls {
        None => {
            let (client, connection) = config.connect(NoTls).await.map_err(|error| explained(&error, &asked))?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await
        }
        Some(tls) => {
            let (client, connection) = config.connect(tls).await.map_err(|error| explained(&error, &asked))?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await
        }
    }
}

/// What an address asks for, ready to be used.
fn prepared(url: &str) -> ConnectionResult<(Config, Option<tls::Tls>, Asked)> {
    let (rest, asked) =
        split(url).map_err(|why| ConnectionError::InvalidConnectionUrl(format!("DATABASE_URL: {why}")))?;
    let mut config: Config = rest.parse().map_err(|error| ConnectionError::InvalidConnectionUrl(said(&error)))?;
    let local = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
    if local || asked.mode == Mode::Disable {
        config.ssl_mode(SslMode::Disable);
        return Ok((config, None, asked));
    }
    config.ssl_mode(if asked.mode == Mode::Prefer { SslMode::Prefer } else { SslMode::Require });
    let tls = tls::Tls::new(&asked).map_err(ConnectionError::BadConnection)?;
    Ok((config, Some(tls), asked))
}

/// An error with all its causes.
fn said(error: &tokio_postgres::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.ends_with(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

/// The same with what to do, where TLS is the reason.
fn explained(error: &tokio_postgres::Error, asked: &Asked) -> ConnectionError {
    let said = said(error);
    let root = asked.root.as_deref().unwrap_or("the system's list");
    let advice = if said.contains("server does not support TLS") {
        "The database does not speak TLS, but DATABASE_URL asks for it. Turn TLS on there, or set sslmode=disable."
            .to_owned()
    } else if said.contains("no encryption") && said.contains("pg_hba.conf") {
        "The database takes nobody without TLS. Set sslmode=require, or better verify-full, in DATABASE_URL.".to_owned()
    } else if said.contains("not valid for name") || said.contains("NotValidForName") {
        "The database's certificate is for another host than DATABASE_URL names. Use the name that is in it.".to_owned()
    } else if said.contains("UnknownIssuer") || said.contains("invalid peer certificate") {
        format!("The database's certificate is not vouched for by {root}. Name the right root in sslrootcert.")
    } else {
        return ConnectionError::BadConnection(said);
    };
    ConnectionError::BadConnection(format!("{advice} ({said})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_tls_is_taken_out_of_an_address_and_the_rest_stays() {
        let (rest, asked) =
            split("postgres://a:b@db/x?sslmode=verify-full&application_name=y&sslrootcert=%2Fa%20b%2Broot.crt")
                .unwrap();
        assert_eq!(rest, "postgres://a:b@db/x?application_name=y");
        assert_eq!(asked, Asked { mode: Mode::VerifyFull, root: Some("/a b+root.crt".to_owned()), own: None });
        let (rest, asked) = split("postgres://studio@%2Ftmp%2Fa/postgres").unwrap();
        assert_eq!((rest.as_str(), asked.mode), ("postgres://studio@%2Ftmp%2Fa/postgres", Mode::Prefer));
        assert_eq!(split("postgres://db/x?sslmode=require&sslrootcert=r").unwrap().1.mode, Mode::VerifyCa);
        assert!(split("postgres://db/x?sslmode=sometimes").unwrap_err().contains("verify-full"));
        assert!(split("postgres://db/x?sslcert=a").unwrap_err().contains("sslkey"));
    }
}
