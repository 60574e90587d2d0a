//! The film's music on the strip: one lane, as high as the music is loud, with its moods. It comes and goes at the film's ends, and gives
//! way to speech.

use super::level;
use crate::live::Live;
use leptos::prelude::*;
use std::fmt::Write;

/// The lane's height, in pixels.
pub const LANE: f64 = 26.0;
/// As the film's mix has it, in seconds: how long the music comes and goes, and how long it takes to give way to speech and to come back.
const FADE: f64 = 1.5;
const ATTACK: f64 = 0.25;
const RELEASE: f64 = 0.8;
/// What is left of it under speech: −8 dB.
const UNDER_SPEECH: f64 = 0.4;

/// How much of the music is heard at a moment, 0 to 1.
fn heard(second: f64, total: f64, speech: &[(f64, f64)]) -> f64 {
    let speaking = speech.iter().map(|(start, end)| {
        let before = 1.0 - (start - second) / ATTACK;
        before.min(1.0 - (second - end) / RELEASE).clamp(0.0, 1.0)
    });
    let speaking = speaking.fold(0.0, f64::max);
    let edge = (second / FADE).min((total - second) / FADE).clamp(0.0, 1.0);
    edge * (1.0 - (1.0 - UNDER_SPEECH) * speaking)
}

/// The lane's shape: seconds across, pixels down.
fn shape(total: f64, speech: &[(f64, f64)], gain_db: f64) -> String {
    // The range of the level: −30 to 12 dB.
    let height = (LANE - 4.0) * ((gain_db + 30.0) / 42.0).clamp(0.05, 1.0);
    let mut turns = vec![0.0, FADE, total - FADE, total];
    turns.extend(speech.iter().flat_map(|(start, end)| [start - ATTACK, *start, *end, end + RELEASE]));
    turns.retain(|second| (0.0..=total).contains(second));
    turns.sort_by(f64::total_cmp);
    let mut path = format!("M0 {LANE}");
    for second in turns {
        let near = speech.iter().filter(|(start, end)| start - ATTACK <= second && second <= end + RELEASE);
        let near: Vec<_> = near.copied().collect();
        let _ = write!(path, "L{second:.2} {:.1}", LANE - height * heard(second, total, &near));
    }
    let _ = write!(path, "L{total:.2} {LANE}z");
    path
}

/// Nothing where the film has no music.
#[component]
pub fn MusicLane(live: Live, zoom: RwSignal<f64>) -> impl IntoView {
    let has_music = Memo::new(move |_| live.view.with(|view| view.settings.music));
    let gain = Memo::new(move |_| live.view.with(|view| view.list.music.gain_db));
    let total = Memo::new(move |_| live.offsets().last().copied().unwrap_or_default());
    let path = Memo::new(move |_| {
        let starts = live.offsets();
        let speech: Vec<(f64, f64)> = live.rows.with(|rows| {
            let clips = rows.iter().zip(&starts);
            let lines = clips.flat_map(|(row, at)| {
                row.clip.with(|clip| clip.lines.iter().map(|line| (at + line.start, at + line.end)).collect::<Vec<_>>())
            });
            lines.collect()
        });
        shape(total.get(), &speech, gain.get())
    });
    // Where another mood begins.
    let moods = Memo::new(move |_| {
        let starts = live.offsets();
        let mut moods: Vec<(f64, &str)> = Vec::new();
        live.rows.with(|rows| {
            for (row, at) in rows.iter().zip(starts) {
                let mood = live.view.with(|view| row.shot.with(|shot| view.list.music.mood_of(shot))).label();
                if moods.last().is_none_or(|(_, last)| *last != mood) {
                    moods.push((at, mood));
                }
            }
        });
        moods
    });
    let names = move || {
        let first = format!("Music, {}", level::words(gain.get()));
        let named = moods.get().into_iter().enumerate().map(|(at, (second, mood))| {
            let words = if at == 0 { format!("{first} · {mood}") } else { mood.to_owned() };
            view! { <text x=move || format!("{:.1}", second * zoom.get() + 6.0) y="17">{words}</text> }
        });
        named.collect_view()
    };
    let told = move || {
        let moods = moods.with(|moods| moods.iter().map(|(_, mood)| *mood).collect::<Vec<_>>().join(", "));
        format!("The film's music, {}: {moods}", level::words(gain.get()))
    };
    let width = move || format!("{:.0}", (total.get() * zoom.get()).max(1.0));
    move || {
        (has_music.get() && total.get() > 0.0).then(|| view! {
            <svg class="music-lane" width=width height=LANE.to_string() role="img" aria-label=told>
                <svg width="100%" height=LANE.to_string() viewBox=move || format!("0 0 {:.2} {LANE}", total.get()) preserveAspectRatio="none"><path d=move || path.get()></path></svg>
                {names}
            </svg>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_music_comes_and_goes_and_gives_way_to_speech() {
        let at = |second| heard(second, 20.0, &[(6.0, 8.0)]);
        assert_eq!((at(0.0), at(0.75), at(1.5), at(20.0)), (0.0, 0.5, 1.0, 0.0));
        assert_eq!((at(5.0), at(7.0), at(9.0)), (1.0, UNDER_SPEECH, 1.0));
    }

    #[test]
    fn a_quieter_music_is_a_lower_lane() {
        assert!(shape(10.0, &[], 12.0).contains("L1.50 4.0"));
        assert!(shape(10.0, &[], -9.0).contains("L1.50 15.0"));
        assert!(shape(0.5, &[], 0.0).ends_with('z'), "a very short film has a shape, too");
    }
}
