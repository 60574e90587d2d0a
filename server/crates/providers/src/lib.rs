#![doc = include_str!("../README.md")]

mod advice;
mod backoff;
pub mod builtin;
mod catalogue;
#[cfg(test)]
mod chaos;
mod check;
mod credentials;
mod elevenlabs;
mod failure;
mod films;
mod google;
mod http;
mod kling;
mod lips;
mod maker;
mod moderation;
mod money;
mod openai;
mod outgoing;
mod picture;
mod question;
mod registry;
mod result;
mod secret;
mod service;
mod speech;
mod text;
mod untrusted;
mod webhook;

pub use advice::{Advice, Wish};
pub use backoff::{TRIES, retry_pause};
pub use catalogue::{
    Can, Catalogue, CatalogueError, Cost, Kind, Model, Picking, Price, Provider, Seconds, VoiceEntry, Wanted,
};
pub use credentials::{Account, Credentials};
pub use failure::{Failure, FailureClass};
pub use http::{Health, public_addresses};
pub use lips::{Face, FacesMade, FacesMaker, FacesOrder, LipsMaker, LipsOrder, Speaker, Talk};
pub use maker::{
    Call, CallLog, Exchange, FootageSoundMaker, FootageSoundOrder, Lookup, Maker, NoLog, PictureMade, PictureMaker,
    Poll, ScoreMaker, SoundMade, SoundMaker, SpeechMade, SpeechMaker, Started, VideoMade, VideoMaker,
};
pub use moderation::{Flag, moderate};
pub use money::{Billed, Money, PriceRange};
pub use outgoing::{Outgoing, Posted, check_endpoint, post_webhook, webhook_secret, webhook_signature};
pub use picture::{MOST_PICTURE, PictureError, PictureKind, look_at_picture};
pub use question::{Effort, Ended, TextMade, TextSpec, Tokens};
pub use registry::{Registry, instruments, music_player, voices};
pub use secret::Secret;
pub use speech::words::spread_words;
pub use text::{TextMaker, json_in};
pub use webhook::{Callback, NotBelieved};
