//! Captions: WebVTT, SubRip and ASS. Any text is safe in them.

mod cards;
mod files;
mod formats;
mod measure;

pub use cards::Caption;
pub use files::{from_vtt, to_ttml};
pub use formats::{CaptionLook, to_ass, to_ass_in, to_srt, to_vtt};
pub(crate) use formats::{vtt_clock, vtt_text};
