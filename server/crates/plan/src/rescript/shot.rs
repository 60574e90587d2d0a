//! One shot: what the person made of it, what the script said, and what it says now.

use super::lists::{Told, three};
use model::{Place, Shot};

/// Everything but lines, sounds and prompt. Fields that a person changed stay; the others are the new script's. `whole` is false for a
/// shot that was split or joined in a passage that is another one now: what it lost or won by that is the new script's again.
pub(super) fn merged(was: &Shot, own: &Shot, new: &Shot, whole: bool, told: &mut Told) -> Shot {
    let retold = was.action != new.action;
    if retold && own.prompt_edited {
        told.stays.push(format!("Shot {}: your prompt stays, though its passage has other words now.", own.number));
    } else if retold && whole && own.action != was.action && own.action != new.action {
        told.stays.push(format!(
            "Shot {}: what happens stays as you wrote it, though the script has other words now.",
            own.number
        ));
    }
    let mut shot = Shot {
        id: own.id,
        number: three(&was.number, &own.number, &new.number),
        scene: three(&was.scene, &own.scene, &new.scene),
        prompt: own.prompt.clone(),
        prompt_edited: own.prompt_edited,
        action: if whole { three(&was.action, &own.action, &new.action) } else { new.action.clone() },
        framing: three(&was.framing, &own.framing, &new.framing),
        camera: three(&was.camera, &own.camera, &new.camera),
        seconds: if whole { three(&was.seconds, &own.seconds, &new.seconds) } else { new.seconds },
        place: place(&was.place, &own.place, &new.place),
        cast: if whole { three(&was.cast, &own.cast, &new.cast) } else { new.cast.clone() },
        focus: if whole { three(&was.focus, &own.focus, &new.focus) } else { new.focus.clone() },
        props: if whole { three(&was.props, &own.props, &new.props) } else { new.props.clone() },
        mood: three(&was.mood, &own.mood, &new.mood),
        kept: new.kept.clone(),
        source: new.source,
        lines: Vec::new(),
        cues: Vec::new(),
        ..own.clone()
    };
    let is_other = |field: fn(&Shot) -> (String, u64, String, String)| field(&shot) != field(own);
    let other_picture = is_other(|shot| {
        (shot.action.clone(), shot.seconds.to_bits(), format!("{}{}", shot.framing, shot.camera), shot.cast.join("\n"))
    });
    if other_picture && shot.footage.is_some() {
        // The take shows what is not told any more.
        told.lost.push(format!(
            "Shot {}: the take that you chose – its passage is another one now. It stays among the takes.",
            own.number
        ));
        shot.footage = None;
    }
    shot
}

fn place(was: &Place, own: &Place, new: &Place) -> Place {
    Place {
        name: three(&was.name, &own.name, &new.name),
        description: three(&was.description, &own.description, &new.description),
        interior: three(&was.interior, &own.interior, &new.interior),
        time: three(&was.time, &own.time, &new.time),
        weather: three(&was.weather, &own.weather, &new.weather),
    }
}

/// What a person did to a shot, in words: "prompt", "framing".
pub(super) fn edits(was: &Shot, own: &Shot) -> Vec<&'static str> {
    let mut edits = Vec::new();
    let mut add = |differs: bool, what: &'static str| {
        if differs {
            edits.push(what);
        }
    };
    add(own.prompt_edited, "prompt");
    add(own.action != was.action, "action");
    add(own.framing != was.framing, "framing");
    add(own.camera != was.camera, "camera");
    add(own.seconds.to_bits() != was.seconds.to_bits(), "length");
    add(own.place != was.place, "place");
    add(own.cast != was.cast, "cast");
    add(own.video != was.video, "choice of model");
    add(own.first_frame.is_some() || own.last_frame.is_some(), "pictures");
    add(own.trim_start > 0.0 || own.trim_end > 0.0, "trims");
    add(own.footage.is_some(), "chosen take");
    edits
}
