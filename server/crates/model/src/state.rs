//! The states of long-lived things, each with the word a person reads.

use crate::film::vocabulary;

vocabulary! {
    /// What a project's film is doing.
    RunState {
        /// Nothing was started.
        Draft = "draft", "Draft";
        Filming = "filming", "Filming";
        Paused = "paused", "Paused";
        /// A person stopped it; what is made stays.
        Cancelled = "cancelled", "Cancelled";
        /// The film is made, with every shot.
        Done = "done", "Done";
        /// The film is made, and some shots failed and have a stand-in.
        DoneWithFailures = "done_with_failures", "Some shots are missing";
        /// No film could be made.
        Failed = "failed", "Failed";
    }
}

vocabulary! {
    /// What one clip is doing.
    ClipState {
        Waiting = "waiting", "Waiting";
        CheckingCache = "checking_cache", "Getting ready";
        Generating = "generating", "Filming";
        Polling = "polling", "Filming";
        /// Speech and sounds are made.
        Voicing = "voicing", "Voices and sounds";
        Mixing = "mixing", "Almost done";
        Done = "done", "Done";
        Failed = "failed", "Failed";
        /// Made from older inputs than the project has now.
        Stale = "stale", "Out of date";
    }
}

impl ClipState {
    /// It came to an end, well or not.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }

    /// Its turn to be made has not come.
    pub fn is_to_come(self) -> bool {
        matches!(self, Self::Waiting | Self::Stale)
    }
}

vocabulary! {
    /// The states of one unit of durable work.
    TaskState {
        Ready = "ready", "Ready";
        Running = "running", "Running";
        /// Waits for an outside service; costs no try.
        Snoozed = "snoozed", "Waiting for the provider";
        Done = "done", "Done";
        /// A person stopped it.
        Cancelled = "cancelled", "Cancelled";
        /// Out of tries; a person can retry it.
        Discarded = "discarded", "Failed";
    }
}

impl TaskState {
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Discarded)
    }
}

vocabulary! {
    /// What an artifact is.
    ArtifactKind {
        /// A storyboard image of a shot.
        Panel = "panel", "panel";
        /// A video made for a shot, in the project's format.
        Take = "take", "take";
        /// A spoken line.
        LineTake = "line_take", "line";
        /// An ambience or effect.
        Sound = "sound", "sound";
        Music = "music", "music";
        /// The chosen take, its lines and cues, mixed.
        Clip = "clip", "clip";
        /// The timeline, rendered.
        Film = "film", "film";
        /// A text or a table that a step of a kind of its own wrote, as JSON.
        Document = "document", "document";
        /// Who is seen in a take, and when, as its provider found them.
        Faces = "faces", "faces";
        /// A take whose speaker's mouth was moved to the words.
        Lips = "lips", "moved lips";
        /// A still that was drawn for a shot to start from.
        Picture = "picture", "picture";
        /// The film in another shape.
        Export = "export", "export";
    }
}
