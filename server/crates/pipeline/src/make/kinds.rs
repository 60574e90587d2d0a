//! The kinds of steps that the studio knows: a kind is one line here and one file.

use super::handler::Steps;
use super::{clip, film, footage, lips, parts, picture, score};
use crate::Studio;

pub(crate) fn own() -> Steps<Studio> {
    let steps = Steps::none()
        .with(parts::Line)
        .with(parts::Cue)
        .with(parts::Recording)
        .with(picture::Picture)
        .with(footage::Footage)
        .with(lips::Faces)
        .with(lips::Lips)
        .with(clip::Mix)
        .with(score::Score)
        .with(film::Film);
    #[cfg(test)]
    let steps = steps.with(super::toy::Toy);
    steps
}
