//! People with an account, as pages and the JSON API show them: who may come in, who is there, and from where.

use crate::{film::vocabulary, view::Person};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

vocabulary! {
    /// Who may make an account.
    Registration {
        /// Whoever reaches the studio.
        Open = "open", "Everybody who reaches this studio";
        /// Whoever has a link from an administrator.
        Invite = "invite", "Whoever has an invitation";
        Closed = "closed", "Nobody";
    }
}

#[allow(clippy::derivable_impls, reason = "the macro makes the type")]
impl Default for Registration {
    fn default() -> Self {
        Self::Invite
    }
}

/// What the page says on which an account is made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SignUpView {
    /// There is no account yet: the first one is made, an administrator's.
    pub set_up: bool,
    /// The first account asks for the set-up token.
    pub needs_token: bool,
    pub registration: Registration,
    /// The environment decides, and not the administrators.
    pub overruled: bool,
    /// The invitation that the page was opened with, where it is good.
    pub invitation: Option<InvitedView>,
    /// Whoever forgot a password gets a link by mail.
    #[serde(default)]
    pub forgot: bool,
}

impl SignUpView {
    /// Whether whoever has no invitation can make an account.
    pub fn is_open(&self) -> bool {
        self.set_up || self.registration == Registration::Open
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InvitedView {
    /// The only address that the invitation is good for.
    pub email: Option<String>,
}

/// Everybody who has an account, for administrators.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PeopleView {
    pub registration: Registration,
    /// The environment decides who may register.
    pub overruled: bool,
    /// How many accounts there are, also those that are not listed here.
    pub count: u64,
    pub people: Vec<MemberView>,
    /// Those that can still be used.
    pub invitations: Vec<InvitationView>,
}

/// One person among the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberView {
    #[serde(flatten)]
    pub person: Person,
    pub disabled: bool,
    /// RFC 3339 in UTC, as all times here.
    pub registered_at: String,
    pub last_login_at: Option<String>,
    pub films: u64,
    /// What is kept for those films.
    pub files: u64,
    pub bytes: i64,
    /// `None` where nothing was ever granted.
    pub granted_cents: Option<i64>,
    pub available_cents: i64,
    pub spent_cents: i64,
}

/// A link that lets one person make an account, without its secret part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    pub id: Uuid,
    pub email: Option<String>,
    /// The credit that the account begins with.
    pub cents: i64,
    /// Who made it; `None` when that account is gone.
    pub made_by: Option<String>,
    pub made_at: String,
    pub expires_at: String,
}

/// What an invitation is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewInvitation {
    /// The only address that it will be good for; any where absent or empty.
    pub email: Option<String>,
    /// 0 to 100,000,000.
    pub cents: i64,
    /// How long it can be used: 1 to 90.
    pub days: u32,
}

impl Default for NewInvitation {
    fn default() -> Self {
        Self { email: None, cents: 0, days: 7 }
    }
}

/// A link that is told once: only a hash of its token is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkView {
    pub link: String,
    pub expires_at: String,
}

/// One log-in of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionView {
    /// A hash: it names the session and opens nothing.
    pub id: String,
    pub begun_at: String,
    /// To some minutes.
    pub seen_at: String,
    /// The browser in words, as it says of itself.
    pub browser: String,
    pub address: String,
    /// The one that asks.
    pub current: bool,
}

/// A person's own account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountView {
    pub member: MemberView,
    /// The last used first.
    pub sessions: Vec<SessionView>,
}
