//! The field's standard terms for how a shot is framed, lit, moved through and spoken.

/// Declares a fieldless enum with the words for a screen (`label`), the stable name on the wire (`key`), and `ALL`.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $key)] $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name in JSON, forms and tables.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The words a person reads.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// The variant whose `key` this is.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// How much of the subject the frame holds.
    Framing {
        Establishing = "establishing", "establishing shot";
        Wide = "wide", "wide shot";
        Full = "full", "full shot";
        Medium = "medium", "medium shot";
        CloseUp = "close_up", "close-up";
        ExtremeCloseUp = "extreme_close_up", "extreme close-up";
        OverTheShoulder = "over_the_shoulder", "over-the-shoulder shot";
        TwoShot = "two_shot", "two-shot";
        Insert = "insert", "insert";
        Pov = "pov", "point-of-view shot";
        Aerial = "aerial", "aerial shot";
    }
}

vocabulary! {
    /// What the camera does while it films.
    CameraMove {
        Static = "static", "static camera";
        PanLeft = "pan_left", "pan left";
        PanRight = "pan_right", "pan right";
        TiltUp = "tilt_up", "tilt up";
        TiltDown = "tilt_down", "tilt down";
        DollyIn = "dolly_in", "dolly in";
        DollyOut = "dolly_out", "dolly out";
        ZoomIn = "zoom_in", "zoom in";
        ZoomOut = "zoom_out", "zoom out";
        TrackLeft = "track_left", "tracking left";
        TrackRight = "track_right", "tracking right";
        Handheld = "handheld", "handheld";
        CraneUp = "crane_up", "crane up";
        CraneDown = "crane_down", "crane down";
    }
}

vocabulary! {
    /// The light of the day.
    TimeOfDay {
        Dawn = "dawn", "dawn";
        Day = "day", "day";
        Dusk = "dusk", "dusk";
        Night = "night", "night";
    }
}

vocabulary! {
    Weather {
        Clear = "clear", "clear";
        Rain = "rain", "rain";
        Storm = "storm", "storm";
        Snow = "snow", "snow";
        Fog = "fog", "fog";
        Wind = "wind", "wind";
    }
}

vocabulary! {
    /// What a scene feels like; music and colour follow it.
    Mood {
        Neutral = "neutral", "neutral";
        Tense = "tense", "tense";
        Sad = "sad", "sad";
        Warm = "warm", "warm";
        Joyful = "joyful", "joyful";
        Eerie = "eerie", "eerie";
        Urgent = "urgent", "urgent";
        Wonder = "wonder", "full of wonder";
    }
}

vocabulary! {
    /// How a line is spoken.
    Delivery {
        Normal = "normal", "normal";
        Whisper = "whisper", "whispering";
        Soft = "soft", "softly";
        Shout = "shout", "shouting";
        Slow = "slow", "slowly";
        Fast = "fast", "quickly";
        Angry = "angry", "angry";
        Sad = "sad", "sad";
        Excited = "excited", "excited";
        Tired = "tired", "tired";
        Breathless = "breathless", "out of breath";
    }
}

vocabulary! {
    /// What a voice comes through on its way to the film.
    #[derive(Default)]
    Through {
        #[default]
        Air = "air", "nothing: in the room";
        Phone = "phone", "a phone";
        Radio = "radio", "a radio";
        Television = "television", "a television";
        Loudspeaker = "loudspeaker", "a loudspeaker";
        Door = "door", "a closed door";
    }
}

impl Through {
    /// It is heard as it is said.
    pub fn is_air(&self) -> bool {
        *self == Self::Air
    }
}

vocabulary! {
    Sex {
        Female = "female", "woman";
        Male = "male", "man";
    }
}

vocabulary! {
    Age {
        Child = "child", "child";
        Teen = "teen", "teenager";
        Adult = "adult", "adult";
        Old = "old", "old";
    }
}
