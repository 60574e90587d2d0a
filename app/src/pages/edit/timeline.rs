//! The strip of clips: picture above, sound below, the playhead over both.

use crate::{
    live::{Live, Row},
    ui::{Shuttle, clip_class},
};
use leptos::prelude::*;
use model::{ShotId, view::ClipView};
use std::fmt::Write;

/// Height of the sound lane, in pixels.
const LANE: f64 = 44.0;

#[component]
pub fn Timeline(
    live: Live,
    shuttle: Shuttle,
    selected: Memo<Option<ShotId>>,
    select: Callback<ShotId>,
) -> impl IntoView {
    // Pixels a second.
    let zoom = RwSignal::new(36.0_f64);
    let total = Memo::new(move |_| live.offsets().last().copied().unwrap_or(0.0));
    let x = move || format!("{:.1}", shuttle.time.get() * zoom.get());
    view! {
        <section class="timeline" aria-label="Timeline">
            <div class="timeline-tools">
                <h2 class="visually-hidden">"Timeline"</h2>
                <button type="button" class="round small" aria-label="Zoom out" on:click=move |_| zoom.update(|z| *z = (*z / 1.5).max(8.0))>"−"</button>
                <button type="button" class="round small" aria-label="Zoom in" on:click=move |_| zoom.update(|z| *z = (*z * 1.5).min(240.0))>"+"</button>
            </div>
            <div class="strip" tabindex="0" role="group" aria-label="Clips in order">
                <ol>
                    <For each=move || live.rows.get() key=|row| row.id let:row>
                        <Piece live row zoom shuttle selected select />
                    </For>
                </ol>
                <svg class="playhead" width=move || format!("{:.0}", (total.get() * zoom.get()).max(1.0)) height="132" aria-hidden="true">
                    <line x1=x x2=x y1="0" y2="132"></line>
                    <path d=move || { let at = shuttle.time.get() * zoom.get(); format!("M{:.1} 0h10l-5 7z", at - 5.0) }></path>
                </svg>
            </div>
        </section>
    }
}

#[component]
fn Piece(
    live: Live,
    row: Row,
    zoom: RwSignal<f64>,
    shuttle: Shuttle,
    selected: Memo<Option<ShotId>>,
    select: Callback<ShotId>,
) -> impl IntoView {
    let Row { id, clip, .. } = row;
    let poster = Memo::new(move |_| clip.with(|clip| clip.poster.clone()));
    let number = Memo::new(move |_| clip.with(|clip| clip.number.clone()));
    let state = Memo::new(move |_| clip.with(|clip| clip.state));
    let seconds = Memo::new(move |_| clip.with(|clip| clip.seconds));
    let width = move || format!("{:.1}", (seconds.get() * zoom.get()).max(4.0));
    let wave = Memo::new(move |_| clip.with(|clip| wave(&clip.peaks)));
    let view_box = Memo::new(move |_| clip.with(|clip| format!("0 0 {} {LANE}", samples(clip).max(1.0))));
    let said = Memo::new(move |_| {
        let per = f64::from(ClipView::PEAKS_PER_SECOND);
        clip.with(|clip| {
            clip.lines.iter().map(|line| (line.start * per, (line.end - line.start) * per)).collect::<Vec<_>>()
        })
    });
    let on = move || selected.get() == Some(id);
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        select.run(id);
        if let Some(start) = shuttle.start_of(id) {
            // A press of the Enter key has no place within the clip.
            let inside = if event.detail() > 0 { f64::from(event.offset_x()) / zoom.get_untracked() } else { 0.0 };
            shuttle.seek(start + inside.clamp(0.0, (seconds.get_untracked() - 0.01).max(0.0)));
        }
    };
    view! {
        <li class=move || format!("piece {}", clip_class(state.get())) class:selected=on>
            <a
                href=format!("/projects/{}/edit?shot={id}", live.id)
                rel="external"
                aria-current=move || on().then_some("true")
                aria-label=move || format!("Shot {}, {:.1} seconds, {}", number.get(), seconds.get(), state.get().label())
                on:click=press
            >
                <span class="piece-picture">
                    {move || poster.get().map(|url| view! { <img src=url alt="" loading="lazy" decoding="async" /> })}
                    <span class="number">{move || number.get()}</span>
                </span>
                <svg class="wave" width=width height=LANE.to_string() viewBox=move || view_box.get() preserveAspectRatio="none" aria-hidden="true">
                    {move || said.get().into_iter().map(|(x, width)| view! {
                        <rect class="said" x=format!("{x:.1}") y="0" width=format!("{width:.1}") height=LANE.to_string()></rect>
                    }).collect_view()}
                    <path d=move || wave.get()></path>
                </svg>
            </a>
        </li>
    }
}

fn samples(clip: &ClipView) -> f64 {
    clip.seconds * f64::from(ClipView::PEAKS_PER_SECOND)
}

/// The peaks as one closed shape around the lane's middle.
fn wave(peaks: &[u8]) -> String {
    let middle = LANE / 2.0;
    if peaks.is_empty() {
        return format!("M0 {middle}");
    }
    let half = |peak: u8| f64::from(peak) / 255.0 * (middle - 2.0) + 0.5;
    let mut path = format!("M0 {middle}");
    for (x, peak) in peaks.iter().enumerate() {
        let _ = write!(path, "L{x} {:.1}", middle - half(*peak));
    }
    for (x, peak) in peaks.iter().enumerate().rev() {
        let _ = write!(path, "L{x} {:.1}", middle + half(*peak));
    }
    path.push('z');
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_a_thin_line_and_full_level_fills_the_lane() {
        assert_eq!(wave(&[0]), "M0 22L0 21.5L0 22.5z");
        assert_eq!(wave(&[255]), "M0 22L0 1.5L0 42.5z");
    }
}
