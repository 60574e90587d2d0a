//! Framings and camera moves by their names.

use super::Phrases;
use model::{CameraMove, Framing};

/// The framing that a label or a sentence of action names.
pub(crate) fn framing_in(text: &str) -> Option<Framing> {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    let phrases = Phrases::new(lower.clone());
    const TERMS: &[(&str, Framing)] = &[
        ("extreme close up", Framing::ExtremeCloseUp),
        ("extreme closeup", Framing::ExtremeCloseUp),
        ("extreme close", Framing::ExtremeCloseUp),
        ("big close up", Framing::ExtremeCloseUp),
        ("macro", Framing::ExtremeCloseUp),
        ("ecu", Framing::ExtremeCloseUp),
        ("xcu", Framing::ExtremeCloseUp),
        ("bcu", Framing::ExtremeCloseUp),
        ("over the shoulder", Framing::OverTheShoulder),
        ("over shoulder", Framing::OverTheShoulder),
        ("ots", Framing::OverTheShoulder),
        ("two shot", Framing::TwoShot),
        ("2 shot", Framing::TwoShot),
        ("point of view", Framing::Pov),
        ("pov", Framing::Pov),
        ("establishing", Framing::Establishing),
        ("establish", Framing::Establishing),
        ("extreme wide", Framing::Establishing),
        ("extreme long", Framing::Establishing),
        ("very wide", Framing::Establishing),
        ("ews", Framing::Establishing),
        ("els", Framing::Establishing),
        ("aerial", Framing::Aerial),
        ("drone", Framing::Aerial),
        ("bird's eye", Framing::Aerial),
        ("birds eye", Framing::Aerial),
        ("top down", Framing::Aerial),
        ("insert", Framing::Insert),
        ("cutaway", Framing::Insert),
        ("detail", Framing::Insert),
        ("medium close up", Framing::CloseUp),
        ("medium closeup", Framing::CloseUp),
        ("mcu", Framing::CloseUp),
        ("close up", Framing::CloseUp),
        ("closeup", Framing::CloseUp),
        ("close on", Framing::CloseUp),
        ("close shot", Framing::CloseUp),
        ("tight on", Framing::CloseUp),
        ("cu", Framing::CloseUp),
        ("medium wide", Framing::Full),
        ("medium long", Framing::Full),
        ("full shot", Framing::Full),
        ("full body", Framing::Full),
        ("cowboy shot", Framing::Full),
        ("wide angle", Framing::Wide),
        ("wide shot", Framing::Wide),
        ("wide on", Framing::Wide),
        ("long shot", Framing::Wide),
        ("master shot", Framing::Wide),
        ("ws", Framing::Wide),
        ("medium shot", Framing::Medium),
        ("mid shot", Framing::Medium),
        ("midshot", Framing::Medium),
        ("medium", Framing::Medium),
        ("大特写", Framing::ExtremeCloseUp),
        ("特写", Framing::CloseUp),
        ("特寫", Framing::CloseUp),
        ("近景", Framing::CloseUp),
        ("大远景", Framing::Establishing),
        ("航拍", Framing::Aerial),
        ("俯拍", Framing::Aerial),
        ("双人", Framing::TwoShot),
        ("过肩", Framing::OverTheShoulder),
        ("主观", Framing::Pov),
        ("中近景", Framing::Medium),
        ("遠景", Framing::Establishing),
        ("クローズアップ", Framing::CloseUp),
        ("ロング", Framing::Wide),
        ("클로즈업", Framing::CloseUp),
        ("풀샷", Framing::Full),
        ("미디엄", Framing::Medium),
        ("와이드", Framing::Wide),
        ("nahaufnahme", Framing::CloseUp),
        ("großaufnahme", Framing::CloseUp),
        ("detailaufnahme", Framing::Insert),
        ("halbtotale", Framing::Full),
        ("totale", Framing::Wide),
        ("halbnah", Framing::Medium),
        ("gros plan", Framing::CloseUp),
        ("très gros plan", Framing::ExtremeCloseUp),
        ("plan large", Framing::Wide),
        ("plan d'ensemble", Framing::Establishing),
        ("plan moyen", Framing::Medium),
        ("plan rapproché", Framing::CloseUp),
        ("primer plano", Framing::CloseUp),
        ("plano general", Framing::Wide),
        ("plano medio", Framing::Medium),
        ("plano detalle", Framing::Insert),
        ("primo piano", Framing::CloseUp),
        ("campo lungo", Framing::Wide),
        ("крупный план", Framing::CloseUp),
        ("средний план", Framing::Medium),
        ("общий план", Framing::Wide),
        ("全景", Framing::Wide),
        ("中景", Framing::Medium),
        ("远景", Framing::Establishing),
    ];
    if let Some((_, framing)) = TERMS.iter().find(|(term, _)| phrases.has(term)) {
        return Some(*framing);
    }
    // As a whole label only: in a sentence these words mean other things.
    match lower.trim() {
        "wide" | "long" | "master" => Some(Framing::Wide),
        "full" => Some(Framing::Full),
        "ms" | "mid" => Some(Framing::Medium),
        "ls" => Some(Framing::Wide),
        "close" | "tight" => Some(Framing::CloseUp),
        _ => None,
    }
}

/// The camera move that a label or a sentence names.
pub(crate) fn camera_in(text: &str) -> Option<CameraMove> {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    let words = lower.split_whitespace().count();
    let found = Phrases::new(lower);
    let has = |phrase: &str| found.has(phrase);
    let any = |phrases: &[&str]| phrases.iter().any(|p| has(p));
    let left = any(&["left", "to the left", "leftwards"]);
    let up = any(&["up", "upward", "upwards", "rises", "rising"]);
    if any(&["handheld", "hand held", "shaky cam", "shaky camera"]) {
        return Some(CameraMove::Handheld);
    }
    if any(&[
        "push in",
        "pushes in",
        "pushing in",
        "dolly in",
        "dollies in",
        "dolly forward",
        "move in on",
        "moves in on",
        "track in",
        "camera moves closer",
        "slow push",
        "dolly",
    ]) && !has("dolly out")
        && !has("dolly back")
    {
        return Some(CameraMove::DollyIn);
    }
    if any(&[
        "pull back",
        "pulls back",
        "pulling back",
        "dolly out",
        "dolly back",
        "pull out",
        "pulls out",
        "pull away",
        "pulls away",
    ]) {
        return Some(CameraMove::DollyOut);
    }
    if any(&["zoom out", "zooms out", "zooming out"]) {
        return Some(CameraMove::ZoomOut);
    }
    if any(&["zoom in", "zooms in", "zooming in", "slow zoom", "crash zoom", "zoom"]) {
        return Some(CameraMove::ZoomIn);
    }
    if any(&["crane up", "camera rises", "crane shot", "boom up", "camera lifts", "jib up", "crane"])
        && !has("crane down")
    {
        return Some(CameraMove::CraneUp);
    }
    if any(&["crane down", "camera descends", "boom down", "jib down", "camera lowers"]) {
        return Some(CameraMove::CraneDown);
    }
    if any(&["tilt up", "tilts up", "tilting up", "tilt down", "tilts down", "tilting down", "tilt"]) {
        return Some(if up || !any(&["down"]) { CameraMove::TiltUp } else { CameraMove::TiltDown });
    }
    let camera = has("camera") || words <= 5;
    if any(&[
        "camera pans",
        "pan across",
        "pan to",
        "pan over",
        "pan left",
        "pan right",
        "we pan",
        "panning shot",
        "slow pan",
    ]) || (camera && any(&["pan", "pans", "panning"]))
    {
        return Some(if left { CameraMove::PanLeft } else { CameraMove::PanRight });
    }
    if any(&[
        "tracking shot",
        "tracking",
        "camera tracks",
        "camera follows",
        "we follow",
        "we track",
        "track with",
        "trucking",
        "truck left",
        "truck right",
        "dolly left",
        "dolly right",
        "steadicam",
        "follow shot",
    ]) || (camera && any(&["track", "tracks"]))
    {
        return Some(if left { CameraMove::TrackLeft } else { CameraMove::TrackRight });
    }
    if any(&["static", "locked off", "locked down", "fixed camera", "tripod"]) {
        return Some(CameraMove::Static);
    }
    None
}
