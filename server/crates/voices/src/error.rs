//! What can go wrong.

/// Why there are no voices, or why a line was not spoken; a sentence.
#[derive(Debug, thiserror::Error)]
pub enum VoicesError {
    #[error("The natural voices are not installed. Run `studio voices install`.")]
    Absent,
    #[error("The file {0} of the natural voices is damaged. Run `studio voices install` again.")]
    Damaged(String),
    #[error("The natural voices cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("The natural voices could not be downloaded: {0}")]
    Download(String),
    #[error("espeak-ng, which tells how words are pronounced, failed: {0}")]
    Pronunciation(String),
    #[error("There is no natural voice called {0}.")]
    Unknown(String),
    #[error("The voice model failed: {0}")]
    Model(String),
}
