//! Pictures that a person sent or took, to film from: what a shot starts from and ends on, and how a character looks.
//!
//! A picture is named by what is in it: the SHA-256 of its bytes as 64 hexadecimal digits, and `.png` or `.jpg`.

use crate::{ProjectId, film::vocabulary};

/// Whether this can be the name of a picture. Nothing else may become part of a path.
pub fn is_picture(name: &str) -> bool {
    let digest = name.strip_suffix(".png").or_else(|| name.strip_suffix(".jpg"));
    digest.is_some_and(|digest| {
        digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

/// Whether this can be the id of an element, a character that somebody made at Kling from pictures or videos to film with: letters,
/// digits, `-` and `_`, at most 64.
pub fn is_element(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Where the owner of a project can look at one of its pictures.
pub fn picture_url(project: ProjectId, name: &str) -> String {
    format!("/media/projects/{project}/pictures/{name}")
}

vocabulary! {
    /// Which end of a shot a picture is for.
    FrameEnd {
        First = "first", "starts from";
        Last = "last", "ends on";
    }
}

vocabulary! {
    /// Where the studio can take a picture for a shot from.
    FrameFrom {
        ShotBefore = "shot_before", "the last frame of the shot before";
        ShotAfter = "shot_after", "the first frame of the shot after";
        Sketch = "sketch", "this shot's sketch";
    }
}

#[cfg(test)]
mod tests {
    use super::is_picture;

    #[test]
    fn only_a_digest_with_its_kind_is_a_pictures_name() {
        let digest = "0a".repeat(32);
        assert!(is_picture(&format!("{digest}.png")) && is_picture(&format!("{digest}.jpg")));
        for name in [digest.clone(), format!("{digest}.svg"), format!("{}.png", "0A".repeat(32)), "../a.png".to_owned()]
        {
            assert!(!is_picture(&name), "{name}");
        }
    }
}
