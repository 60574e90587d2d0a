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
        /// Connected on a page of Google's.
        Youtube = "youtube", "YouTube";
        /// By a token of the person's own app at Vimeo.
        Vimeo = "vimeo", "Vimeo";
    }
}

impl DestinationKind {
    /// Whether it is added by a form, with a password, a key or a token.
    pub const fn is_typed(self) -> bool {
        !matches!(self, Self::GoogleDrive | Self::Youtube)
    }

    /// Whether it has an address of its own, which the person gives.
    pub const fn has_address(self) -> bool {
        matches!(self, Self::Nextcloud | Self::Webdav | Self::S3)
    }
}

/// A destination that is connected on a page of its own, and not by a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectDestination {
    pub kind: DestinationKind,
    /// Nextcloud: its start page. Empty for the others.
    #[serde(default)]
    pub address: String,
    /// The folder that films are put into; made where it does not exist.
    #[serde(default)]
    pub folder: String,
}

/// Which destinations can be connected at a page of theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connectable {
    /// A Google Drive.
    pub google: bool,
    /// A Google Drive by Google's page, without a code to type.
    pub google_by_page: bool,
    pub youtube: bool,
}

/// A destination that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDestination {
    pub kind: DestinationKind,
    /// What the person calls it; the kind's own name where empty.
    #[serde(default)]
    pub label: String,
    /// Nextcloud: its start page; WebDAV: the folder of the account's files; S3: `s3://bucket/prefix?endpoint=…&region=…`.
    #[serde(default)]
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

/// What a person does on a page of the destination's, to let the studio in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationCode {
    /// What is typed there; empty where the page needs nothing but a word of the person's.
    pub code: String,
    /// The page.
    pub url: String,
}
