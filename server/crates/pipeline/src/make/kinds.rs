//! The kinds of steps that the studio knows: a kind is one line here and one file. They are in the order in which a film is made.

use super::handler::Steps;
use super::{clip, film, footage, lips, parts, picture, score, text};
use crate::Studio;

pub(crate) fn own() -> Steps<Studio> {
    let steps = Steps::none()
        .with(text::Words)
        .with(picture::Picture)
        .with(footage::Footage)
        .with(parts::Line)
        .with(parts::Cue)
        .with(parts::Recording)
        .with(lips::Faces)
        .with(lips::Lips)
        .with(clip::Mix)
        .with(score::Score)
        .with(film::Film);
    #[cfg(test)]
    let steps = steps.with(super::toy::Toy);
    steps
}
