//! Where people send their films.

use crate::film::vocabulary;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

vocabulary! {
    /// What a destination speaks.
    DestinationKind {
        Nextcloud = "nextcloud", "Nextcloud";
        Webdav = "webdav", "WebDAV";
        S3 = "s3", "S3 and compatible";
        /// Connected by a code and not by a form.
        GoogleDrive = "google_drive", "Google Drive";
    }
}

/// A destination that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDestination {
    pub kind: DestinationKind,
    /// What the person calls it; the kind's own name where empty.
    #[serde(default)]
    pub label: String,
    /// Nextcloud: its start page; WebDAV: the folder of the account's files; S3: `s3://bucket/prefix?endpoint=…&region=…`.
    pub address: String,
    /// The user's name; for S3 the access key's.
    #[serde(default)]
    pub account: String,
    /// The app password; for S3 the secret key. It is kept sealed and never shown again.
    pub secret: String,
    /// The folder that films are put into; made where it does not exist.
    #[serde(default)]
    pub folder: String,
}

/// A destination, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationView {
    pub id: Uuid,
    pub kind: DestinationKind,
    pub label: String,
    pub address: String,
    pub account: String,
    pub folder: String,
    /// When it was last tried, RFC 3339 in UTC.
    pub tested_at: Option<String>,
    /// What was wrong then.
    pub fault: Option<String>,
    /// What has to be typed before films can be sent there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<DestinationCode>,
}

/// A code that a person types on a page of the destination's, to let the studio in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationCode {
    pub code: String,
    /// The page to type it on.
    pub url: String,
}
