//! What a task of a job does, in the words of the API.

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskType {
    Video,
    Voice,
    Image,
    /// Music and sounds.
    Music,
    Composition,
}

impl TaskType {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Video => "VIDEO_GENERATION",
            Self::Voice => "VOICE_GENERATION",
            Self::Image => "IMAGE_GENERATION",
            Self::Music => "MUSIC_GENERATION",
            Self::Composition => "COMPOSITION",
        }
    }
}
