//! The way in: who may make an account, the first of all, and the links that lead here.

use crate::{Error, Studio};
use diesel_async::AsyncPgConnection;
use model::people::{InvitedView, Registration, SignUpView};
use std::sync::Arc;
use store::{AccountError, NewAccount, Store, Way, installation, invitations, people, tokens};

/// What the environment says of the way in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// `STUDIO_REGISTRATION`: then administrators cannot choose.
    pub overruled: Option<Registration>,
    /// What the first account asks for, unless it is made on this very machine.
    pub token: Arc<str>,
    /// The server listens on loopback and is told of no public address.
    pub loopback: bool,
    /// `STUDIO_URL`: where links lead. Where unset, links lead to the host that the request named.
    pub public_url: Option<String>,
    /// A mail server is set.
    pub mails: bool,
}

/// How the request came: what its headers say.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestHost<'a> {
    /// The `Host` header.
    pub host: &'a str,
    /// A proxy passed it on.
    pub forwarded: bool,
}

/// What a form says with which an account is made. Texts may be empty.
#[derive(Clone, Copy, Debug)]
pub struct NewPerson<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub password: &'a str,
    /// The token of an invitation.
    pub invitation: &'a str,
    /// The set-up token, and who else may register: for the first account.
    pub token: &'a str,
    pub registration: Registration,
}

impl SignUp {
    /// Whether people who forgot their password get a link by mail: only where an address of ours is set, since what a request names may lead
    /// elsewhere.
    pub fn can_mail(&self) -> bool {
        self.mails && self.public_url.is_some()
    }

    /// Whether the first account asks for the token when the request came so.
    pub fn needs_token(&self, request_host: RequestHost<'_>) -> bool {
        !(self.loopback && is_loopback(request_host.host) && !request_host.forwarded)
    }

    /// The address of a page of ours with a token, as somebody else can open it.
    pub fn link(&self, request_host: RequestHost<'_>, page: &str, name: &str, token: &str) -> String {
        format!("{}?{name}={token}", self.address(request_host, page))
    }

    /// The address of a path of ours (without its first slash), as somebody else can open it.
    pub fn address(&self, request_host: RequestHost<'_>, path: &str) -> String {
        match &self.public_url {
            Some(url) => format!("{url}/{path}"),
            None => format!("http://{}/{path}", request_host.host),
        }
    }
}

/// Whether a `Host` header names this very machine. A name that only leads here does not.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    match name.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

impl SignUp {
    /// Who may make an account: what the environment says, else what an administrator chose.
    pub(crate) async fn registration(&self, conn: &mut AsyncPgConnection) -> Result<Registration, store::StoreError> {
        match self.overruled {
            Some(registration) => Ok(registration),
            None => installation::registration(conn).await,
        }
    }
}

/// Whether nobody has an account yet.
pub async fn is_new(store: &Store) -> Result<bool, Error> {
    Ok(people::count(&mut *store.conn().await?).await? == 0)
}

impl Studio {
    /// What the page says on which an account is made.
    pub async fn sign_up(
        &self,
        sign_up: &SignUp,
        request_host: RequestHost<'_>,
        invitation: Option<&str>,
    ) -> Result<SignUpView, Error> {
        let mut conn = self.store().conn().await?;
        let set_up = people::count(&mut conn).await? == 0;
        let registration = sign_up.registration(&mut conn).await?;
        let invitation = match invitation.filter(|token| !token.is_empty() && registration != Registration::Closed) {
            Some(token) => invitations::look(&mut conn, token).await?,
            None => None,
        };
        Ok(SignUpView {
            forgot: sign_up.can_mail(),
            set_up,
            needs_token: set_up && sign_up.needs_token(request_host),
            registration,
            overruled: sign_up.overruled.is_some(),
            invitation: invitation.map(|row| InvitedView { email: row.email }),
        })
    }

    /// Makes an account by the way that is open: the first of all, with an invitation, or freely.
    pub async fn register(
        &self,
        sign_up: &SignUp,
        request_host: RequestHost<'_>,
        entry: NewPerson<'_>,
    ) -> Result<model::view::Person, AccountError> {
        let new = NewAccount { email: entry.email, name: entry.name, password: entry.password };
        let mut conn = self.store().conn().await?;
        let first = people::count(&mut conn).await? == 0;
        let closed = sign_up.registration(&mut conn).await? == Registration::Closed;
        drop(conn);
        let way = if first {
            if sign_up.needs_token(request_host) && !tokens::same(entry.token.trim(), &sign_up.token) {
                return Err(AccountError::Token);
            }
            Way::SetUp(entry.registration)
        } else if entry.invitation.is_empty() {
            Way::Open { overruled: sign_up.overruled }
        } else if closed {
            return Err(AccountError::Closed);
        } else {
            Way::Invited(entry.invitation)
        };
        self.store().register_by(way, new).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_up(loopback: bool) -> SignUp {
        SignUp { overruled: None, token: "t".into(), loopback, public_url: None, mails: false }
    }

    #[test]
    fn only_a_request_to_this_very_machine_needs_no_token() {
        let request_host = |host| RequestHost { host, forwarded: false };
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000"] {
            assert!(!sign_up(true).needs_token(request_host(host)), "{host}");
            assert!(sign_up(false).needs_token(request_host(host)), "{host}: others reach this server as well");
        }
        for host in [
            "",
            "studio.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:3000",
            "10.0.0.1",
            "[::2]",
            "0.0.0.0",
        ] {
            assert!(sign_up(true).needs_token(request_host(host)), "{host}");
        }
        assert!(sign_up(true).needs_token(RequestHost { host: "127.0.0.1", forwarded: true }), "a proxy passed it on");
    }

    #[test]
    fn links_lead_to_the_public_address_where_there_is_one() {
        let request_host = RequestHost { host: "127.0.0.1:3000", forwarded: false };
        assert_eq!(sign_up(true).link(request_host, "reset", "token", "x"), "http://127.0.0.1:3000/reset?token=x");
        let public = SignUp { public_url: Some("https://studio.example".to_owned()), ..sign_up(false) };
        assert_eq!(public.link(request_host, "reset", "token", "x"), "https://studio.example/reset?token=x");
    }
}
