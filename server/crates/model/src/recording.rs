//! Sounds that a person recorded or sent, in the place of a voice or of a made sound.
//!
//! A recording is named by what is in it: the SHA-256 of its WAV file as 64 hexadecimal digits, and `.wav`.

use crate::ProjectId;
use serde::{Deserialize, Serialize};

/// Whether this can be the name of a recording. Nothing else may become part of a path.
pub fn is_recording(name: &str) -> bool {
    name.strip_suffix(".wav").is_some_and(|digest| {
        digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

/// Where the owner of a project can hear one of its recordings.
pub fn recording_url(project: ProjectId, name: &str) -> String {
    format!("/media/projects/{project}/recordings/{name}")
}

/// A recording that was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// For [`crate::Edit::RecordLine`] and [`crate::Edit::RecordCue`].
    pub name: String,
    /// How long it is, in seconds, its silence at both ends cut off.
    pub seconds: f64,
    /// Where it can be heard.
    pub url: String,
}

#[cfg(test)]
mod tests {
    use super::is_recording;

    #[test]
    fn only_a_digest_of_a_wav_is_a_recordings_name() {
        let digest = "0a".repeat(32);
        assert!(is_recording(&format!("{digest}.wav")));
        for name in [digest.clone(), format!("{digest}.mp3"), format!("{}.wav", "0A".repeat(32)), "../a.wav".to_owned()]
        {
            assert!(!is_recording(&name), "{name}");
        }
    }
}
