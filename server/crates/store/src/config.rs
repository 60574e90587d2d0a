//! Where the files are, as the environment says.

use crate::{Files, StoreError, files::S3Keys};
use std::path::Path;

impl Files {
    /// `data/media`, or where `STUDIO_MEDIA` points: a folder, or `s3://bucket/prefix?endpoint=…&region=…` with
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` (and `AWS_SESSION_TOKEN`), or, where neither is set, with the machine's role.
    pub fn from_environment(data: &Path) -> Result<Self, StoreError> {
        Self::from_setting(std::env::var("STUDIO_MEDIA").ok().as_deref(), data, |name| std::env::var(name).ok())
    }

    /// The same with the environment given.
    pub fn from_setting(
        media: Option<&str>,
        data: &Path,
        variable: impl Fn(&'static str) -> Option<String>,
    ) -> Result<Self, StoreError> {
        match media.map(str::trim).filter(|media| !media.is_empty()) {
            None => Self::local(&data.join("media")),
            Some(media) if media.starts_with("s3://") => {
                let key = |name: &'static str| variable(name).filter(|key| !key.is_empty());
                let missing = |name, other| StoreError::Setting {
                    name,
                    why: format!(
                        "it is not set, but {other} is: the two go together, or neither is set for the machine's role"
                    ),
                };
                const ACCESS: &str = "AWS_ACCESS_KEY_ID";
                const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
                let session = key("AWS_SESSION_TOKEN");
                match (key(ACCESS), key(SECRET)) {
                    (Some(access), Some(secret)) => {
                        let keys = S3Keys { access: &access, secret: &secret, session: session.as_deref() };
                        Self::s3_with(media, Some(keys))
                    }
                    (None, None) => Self::s3_with(media, None),
                    (None, Some(_)) => Err(missing(ACCESS, SECRET)),
                    (Some(_), None) => Err(missing(SECRET, ACCESS)),
                }
            }
            Some(media) if media.contains("://") => Err(StoreError::Setting {
                name: "STUDIO_MEDIA",
                why: "it must be a folder or an address like s3://bucket/prefix?endpoint=…&region=…".to_owned(),
            }),
            Some(folder) => Self::local(Path::new(folder)),
        }
    }
}
