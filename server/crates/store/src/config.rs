//! Where the files are, as the environment says.

use crate::{Files, StoreError};
use std::path::Path;

impl Files {
    /// `data/media`, or where `STUDIO_MEDIA` points: a folder, or `s3://bucket/prefix?endpoint=…&region=…` with
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
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
                let key = |name: &'static str| {
                    let missing = || StoreError::Setting {
                        name,
                        why: "it is not set, but STUDIO_MEDIA keeps the files in S3, which asks for it".to_owned(),
                    };
                    variable(name).filter(|key| !key.is_empty()).ok_or_else(missing)
                };
                Self::s3(media, &key("AWS_ACCESS_KEY_ID")?, &key("AWS_SECRET_ACCESS_KEY")?)
            }
            Some(media) if media.contains("://") => Err(StoreError::Setting {
                name: "STUDIO_MEDIA",
                why: "it must be a folder or an address like s3://bucket/prefix?endpoint=…&region=…".to_owned(),
            }),
            Some(folder) => Self::local(Path::new(folder)),
        }
    }
}
