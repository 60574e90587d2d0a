//! Why an edit is refused.

use crate::OutOfBounds;
use model::limits;

/// Why an edit was refused; its `Display` is a sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("This shot is not in the film any more.")]
    NoShot,
    #[error("This line is not in the shot any more.")]
    NoLine,
    #[error("This sound is not in the shot any more.")]
    NoCue,
    #[error("There is no such take of this shot.")]
    NoTake,
    #[error("This face is not seen in the shot's take any more. Choose again who speaks.")]
    NoFace,
    #[error("This is not offered any more: the shot has changed since.")]
    NoOffer,
    #[error("There is no such picture in this project. Send it again.")]
    NoPicture,
    #[error("There is no such recording in this project. Send it again.")]
    NoRecording,
    #[error("There is no scene of that number in this film.")]
    NoScene,
    #[error("Write the name that is to be said otherwise, with a letter or a digit at least.")]
    NoName,
    #[error("There is no such mood.")]
    NoMood,
    #[error("An element's id is made of letters, digits, - and _. Copy it from the element's page at Kling.")]
    NoElement,
    #[error("There is no shot after this one to merge with.")]
    NothingAfter,
    #[error("These two shots belong to different scenes, so they cannot be one.")]
    OtherScene,
    #[error("There is no character of that name in this film.")]
    NoCharacter,
    #[error("There is no location of that name in this film.")]
    NoLocation,
    #[error("This shot is too short to be cut in two.")]
    TooShort,
    #[error("A prompt cannot be empty: say what the camera sees.")]
    EmptyPrompt,
    #[error("A line cannot be empty. Remove it instead.")]
    EmptyLine,
    #[error("A sound cannot be empty. Remove it instead.")]
    EmptySound,
    #[error("That text is too long; {0} characters fit.")]
    TooLong(usize),
    #[error("That text holds a NUL character. Take it out.")]
    Nul,
    #[error(transparent)]
    OutOfBounds(#[from] OutOfBounds),
    #[error("The film has {most} shots, the most that fit. Delete one first, or film it in parts.", most = limits::SHOTS)]
    FullList,
    #[error("The file holds no shots.")]
    EmptyList,
    #[error("This file was written by a newer studio (version {0}). Update this one to open it.")]
    NewerList(u32),
}
