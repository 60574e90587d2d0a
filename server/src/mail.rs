//! Mail, where the operator has a server for it.

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use std::time::Duration;

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends mail by the operator's server.
#[derive(Clone)]
pub struct Mailer {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

impl Mailer {
    /// By `STUDIO_SMTP_URL` (`smtps://user:password@mail.example`, or `smtp://…?tls=required`) and `STUDIO_MAIL_FROM`; `None` where the first is not set.
    ///
    /// # Errors
    /// A sentence where one of them cannot be read.
    pub fn from_environment() -> Result<Option<Self>, String> {
        let Some(url) = set("STUDIO_SMTP_URL") else { return Ok(None) };
        let from = set("STUDIO_MAIL_FROM").ok_or("STUDIO_MAIL_FROM is not set: it is who the studio's mail is from")?;
        Self::new(&url, &from).map(Some)
    }

    fn new(url: &str, from: &str) -> Result<Self, String> {
        let from = from.parse().map_err(|_| format!("STUDIO_MAIL_FROM is no address: {from}"))?;
        // The address holds the password: nothing of it is repeated.
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| "STUDIO_SMTP_URL looks like smtps://user:password@mail.example".to_owned())?;
        Ok(Self { server: server.timeout(Some(PATIENCE)).build(), from })
    }

    /// Logs in, and sends nothing.
    ///
    /// # Errors
    /// What the server said, in a sentence.
    pub async fn test(&self) -> Result<(), String> {
        match self.server.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server does not answer".to_owned()),
            Err(error) => Err(format!("the mail server refuses: {error}. Look at STUDIO_SMTP_URL")),
        }
    }

    /// Sends a short text.
    ///
    /// # Errors
    /// What the server said, for the log.
    pub async fn send(&self, to: &str, subject: &str, text: String) -> Result<(), String> {
        let to: Mailbox = to.parse().map_err(|_| "no address".to_owned())?;
        let message =
            Message::builder().from(self.from.clone()).to(to).subject(subject).header(ContentType::TEXT_PLAIN);
        let message = message.body(text).map_err(|error| error.to_string())?;
        self.server.send(message).await.map(drop).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_read_are_said_without_the_password() {
        let told = |url: &str, from: &str| Mailer::new(url, from).err().unwrap_or_default();
        assert!(told("mail.example secret", "studio@films.example").contains("looks like"));
        assert!(!told("mail.example secret", "studio@films.example").contains("secret"));
        assert!(told("smtps://a:b@mail.example", "nobody").contains("STUDIO_MAIL_FROM"));
        assert!(Mailer::new("smtps://a:b@mail.example", "Studio <studio@films.example>").is_ok());
    }
}
