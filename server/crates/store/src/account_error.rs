//! Why an account cannot be made, entered or changed.

use crate::StoreError;

/// Not an address: nobody can register it.
pub(crate) const LOCAL: &str = "command-line";

/// Why nobody was registered or signed in.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("This does not look like an e-mail address.")]
    Email,
    #[error("A password needs at least 10 characters.")]
    Short,
    #[error("A password can have at most 200 characters.")]
    Long,
    #[error(
        "Many people use this password, so it is guessed first. Four words that have nothing to do with each other are good."
    )]
    Common,
    #[error(
        "This password is a simple row of characters, so it is guessed first. Four words that have nothing to do with each other are good."
    )]
    Simple,
    #[error("The password holds your address's name or the studio's, so it is guessed first. Choose another.")]
    Personal,
    #[error("No account could be made with this e-mail address. If it is yours already, log in instead.")]
    Taken,
    #[error("Nobody can make an account here without an invitation. Ask an administrator of this studio for one.")]
    ByInvitation,
    #[error("This studio takes no new accounts.")]
    Closed,
    #[error("The set-up token is not right. It is in the studio's log, or what STUDIO_SETUP_TOKEN says.")]
    Token,
    #[error("This studio is set up already. Log in instead.")]
    SetUpAlready,
    #[error("This invitation cannot be used any more. Ask for another one.")]
    Invitation,
    #[error("This invitation is for another e-mail address.")]
    InvitedOther,
    #[error("This link cannot be used any more. Ask an administrator of this studio for another one.")]
    Link,
    #[error("This account is disabled. Ask an administrator of this studio.")]
    Disabled,
    #[error("This is the only administrator of the studio. Make somebody else one first.")]
    LastAdministrator,
    #[error("The e-mail address or the password is wrong.")]
    Wrong,
    #[error("The present password is wrong.")]
    WrongPresent,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for AccountError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}
