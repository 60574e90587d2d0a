//! What can go wrong between us and the database or the files.

/// An error of the store. Its text is for operators; `pipeline` turns it into a sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("no such row")]
    NotFound,
    #[error("the database refused: {0}")]
    Database(#[source] diesel::result::Error),
    #[error("no database connection: {0}")]
    Pool(String),
    #[error("the database is busy or away: {0}")]
    Busy(String),
    #[error("the database's schema is newer than this program ({0}). Install the newer studio, or restore a backup.")]
    NewerSchema(String),
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    #[error("a stored value cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("a password could not be hashed: {0}")]
    Hash(String),
    #[error("a key could not be sealed: {0}")]
    Seal(String),
    #[error("the setting {name} cannot be used: {why}")]
    Setting { name: &'static str, why: String },
    #[error("the backup: {0}")]
    Backup(String),
    #[error("file {key}: {why}")]
    File { key: String, why: String },
}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(DatabaseErrorKind::UnableToSendCommand | DatabaseErrorKind::ClosedConnection, why) => {
                Self::Busy(why.message().to_owned())
            }
            Error::DatabaseError(DatabaseErrorKind::Unknown, why) if crate::connect::passes(why.message()) => {
                Self::Busy(why.message().to_owned())
            }
            Error::BrokenTransactionManager => Self::Busy(error.to_string()),
            other => Self::Database(other),
        }
    }
}
