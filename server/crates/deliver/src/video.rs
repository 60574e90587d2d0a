//! What a site for videos is told of a film.

/// Texts and marks of a video.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VideoText {
    pub title: String,
    /// Scenes with their times, and who made the picture.
    pub description: String,
    /// The film shows or says what was made by a model, so that the site marks it.
    pub synthetic: bool,
}
