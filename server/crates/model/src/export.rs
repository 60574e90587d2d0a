//! What leaves the studio: a film in some shape, to some place.

use crate::film::vocabulary;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

vocabulary! {
    /// What the picture becomes.
    ExportShape {
        Film = "film", "The film as it is";
        Hd = "hd", "1080p";
        Uhd = "uhd", "4K";
        Tall = "tall", "Upright, 9:16";
        Square = "square", "Square, 1:1";
        Sound = "sound", "Sound only";
    }
}

vocabulary! {
    /// How a picture of another shape comes into the frame.
    ExportFit {
        Whole = "whole", "Show the whole picture";
        Fill = "fill", "Fill the frame, cut the sides";
    }
}

vocabulary! {
    /// How captions look that are drawn into the picture.
    CaptionStyle {
        Outline = "outline", "White, outlined";
        Box = "box", "White on a dark box";
        Yellow = "yellow", "Yellow, outlined";
        Large = "large", "Large, white, outlined";
    }
}

vocabulary! {
    ExportState {
        /// In line.
        Waiting = "waiting", "Waiting";
        /// Its file is made.
        Making = "making", "Making";
        /// Its file is sent to its destination.
        Sending = "sending", "Sending";
        Done = "done", "Done";
        Failed = "failed", "Failed";
        Cancelled = "cancelled", "Cancelled";
    }
}

impl ExportState {
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportSpec {
    pub shape: ExportShape,
    pub fit: ExportFit,
    /// The captions are drawn into the picture.
    pub burn: bool,
    /// Of the captions that are drawn.
    pub style: CaptionStyle,
}

impl Default for ExportSpec {
    fn default() -> Self {
        Self { shape: ExportShape::Film, fit: ExportFit::Whole, burn: false, style: CaptionStyle::Outline }
    }
}

impl ExportSpec {
    /// The same without what makes no difference.
    pub fn plain(self) -> Self {
        let framed = matches!(self.shape, ExportShape::Tall | ExportShape::Square);
        let burn = self.burn && self.shape != ExportShape::Sound;
        Self {
            style: if burn { self.style } else { CaptionStyle::Outline },
            burn,
            fit: if framed { self.fit } else { ExportFit::Whole },
            ..self
        }
    }

    /// The film's own file is what is asked for.
    pub fn is_film_itself(self) -> bool {
        self.plain() == Self::default()
    }

    /// In words.
    pub fn words(self) -> String {
        let plain = self.plain();
        let mut words = plain.shape.label().to_owned();
        if plain.fit == ExportFit::Fill {
            words.push_str(", filled");
        }
        if plain.burn {
            words.push_str(match plain.style {
                CaptionStyle::Outline => ", captions in the picture",
                CaptionStyle::Box => ", captions on a box",
                CaptionStyle::Yellow => ", yellow captions",
                CaptionStyle::Large => ", large captions",
            });
        }
        words
    }
}

/// One export, as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportView {
    pub id: Uuid,
    pub spec: ExportSpec,
    /// The destination's name; `None` for a download.
    pub to: Option<String>,
    pub state: ExportState,
    /// 0 to 1, of what it is doing now.
    pub progress: f64,
    /// Of the file, and how many of them are sent.
    pub bytes: i64,
    pub sent: i64,
    /// Where it can be fetched.
    pub url: Option<String>,
    /// Why it failed, or what is waited for.
    pub fault: Option<String>,
    /// It is of the film as it is now.
    pub current: bool,
    pub made_at: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_difference_is_no_other_export() {
        let style = CaptionStyle::Yellow;
        let sound = ExportSpec { shape: ExportShape::Sound, fit: ExportFit::Fill, burn: true, style };
        assert_eq!(sound.plain(), ExportSpec { shape: ExportShape::Sound, ..ExportSpec::default() });
        let film = ExportSpec { fit: ExportFit::Fill, ..ExportSpec::default() };
        assert!(film.is_film_itself() && !ExportSpec { burn: true, ..film }.is_film_itself());
        let tall = ExportSpec { shape: ExportShape::Tall, fit: ExportFit::Fill, burn: true, ..film };
        assert_eq!(tall.words(), "Upright, 9:16, filled, captions in the picture");
        assert_eq!(ExportSpec { style, ..tall }.words(), "Upright, 9:16, filled, yellow captions");
        assert_eq!(ExportSpec { style, ..film }.plain(), ExportSpec::default());
        let read: ExportSpec = serde_json::from_str(r#"{"shape": "tall"}"#).unwrap();
        assert_eq!(read, ExportSpec { shape: ExportShape::Tall, ..ExportSpec::default() });
    }
}
