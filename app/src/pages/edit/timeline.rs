//! The strip of clips: picture, words and sound, the playhead over all. Clips are dragged to another place, and their edges trimmed.

use super::{
    comments::{Guests, Marks},
    cutting::{Cutting, LEAST},
    music::{self, MusicLane},
};
use crate::{
    live::{Live, Row},
    ui::{Icon, Shuttle, clip_class},
};
use leptos::{ev::PointerEvent, html, prelude::*};
use model::{ShotId, view::ClipView};
use std::fmt::Write;

/// Heights of the sound's and the words' lanes, and of all, in pixels.
const LANE: f64 = 36.0;
const WORDS: f64 = 18.0;
const CLIPS: f64 = 116.0;
/// Before the first clip, in pixels.
const MARGIN: f64 = 24.0;
/// A press that moves less is a click, in pixels.
const STILL: f64 = 5.0;

/// What a pointer holds.
#[derive(Clone, Copy, PartialEq)]
enum Grip {
    Clip,
    Head,
    Tail,
}

/// A drag: where it began and where it is, in pixels from the film's start.
#[derive(Clone, Copy, PartialEq)]
struct Drag {
    shot: ShotId,
    grip: Grip,
    from: f64,
    to: f64,
    moved: bool,
}

#[derive(Clone, Copy)]
struct Strip {
    cutting: Cutting,
    zoom: RwSignal<f64>,
    drag: RwSignal<Option<Drag>>,
    /// The click at the end of a drag selects nothing.
    dragged: StoredValue<bool>,
    list: NodeRef<html::Ol>,
}

impl Strip {
    fn place(self, event: &PointerEvent) -> f64 {
        let left = self.list.get_untracked().map_or(0.0, |list| list.get_bounding_client_rect().left());
        f64::from(event.client_x()) - left - MARGIN
    }

    fn grip(self, shot: ShotId, grip: Grip, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let at = self.place(event);
        self.dragged.set_value(false);
        self.drag.set(Some(Drag { shot, grip, from: at, to: at, moved: false }));
    }

    fn pull(self, event: &PointerEvent) {
        let Some(mut drag) = self.drag.get_untracked() else { return };
        // It was let go where the strip does not hear it.
        if event.buttons() == 0 {
            self.drag.set(None);
            return;
        }
        let to = self.place(event);
        if !drag.moved {
            if (to - drag.from).abs() < STILL {
                return;
            }
            drag.moved = true;
            // From here on the strip hears the pointer wherever it goes.
            if let Some(list) = self.list.get_untracked() {
                let _ = list.set_pointer_capture(event.pointer_id());
            }
        }
        drag.to = to;
        self.drag.set(Some(drag));
    }

    fn let_go(self) {
        let Some(drag) = self.drag.get_untracked() else { return };
        if drag.moved {
            self.dragged.set_value(true);
            match drag.grip {
                Grip::Clip => self.cutting.put(drag.shot, self.gap(drag)),
                grip => self.cutting.trim(drag.shot, grip == Grip::Head, self.pulled(drag)),
            }
        }
        self.drag.set(None);
    }

    /// Between which clips a dragged one would come.
    fn gap(self, drag: Drag) -> usize {
        let (zoom, mut start) = (self.zoom.get(), 0.0);
        self.cutting.live.rows.with(|rows| {
            rows.iter()
                .take_while(|row| {
                    let seconds = row.clip.with(|clip| clip.seconds);
                    let middle = (start + seconds / 2.0) * zoom;
                    start += seconds;
                    middle < drag.to
                })
                .count()
        })
    }

    /// The seconds that a dragged edge cuts off; fewer than 0 bring some back.
    fn pulled(self, drag: Drag) -> f64 {
        let by = (drag.to - drag.from) / self.zoom.get();
        if drag.grip == Grip::Head { by } else { -by }
    }

    fn trimmed(self, row: Row) -> f64 {
        match self.drag.get() {
            Some(drag) if drag.shot == row.id && drag.moved && drag.grip != Grip::Clip => {
                let (back, most) = Cutting::reach(row, drag.grip == Grip::Head);
                self.pulled(drag).clamp(-back, most)
            }
            _ => 0.0,
        }
    }
}

#[component]
pub fn Timeline(cutting: Cutting, select: Callback<ShotId>, guests: Guests, children: Children) -> impl IntoView {
    let Cutting { live, shuttle, .. } = cutting;
    // Pixels a second.
    let zoom = RwSignal::new(36.0_f64);
    let strip =
        Strip { cutting, zoom, drag: RwSignal::new(None), dragged: StoredValue::new(false), list: NodeRef::new() };
    let view_port = NodeRef::<html::Div>::new();
    let total = Memo::new(move |_| live.offsets().last().copied().unwrap_or(0.0));
    let x = move || format!("{:.1}", shuttle.time.get() * zoom.get());
    let fit = move |_| {
        if let Some(port) = view_port.get_untracked() {
            let room = f64::from(port.client_width()) - 2.0 * MARGIN;
            zoom.set((room / total.get_untracked().max(LEAST)).clamp(2.0, 240.0));
            port.set_scroll_left(0);
        }
    };
    let height = Memo::new(move |_| {
        let music = live.view.with(|view| view.settings.music);
        format!("{:.0}", CLIPS + if music { music::LANE } else { 0.0 })
    });
    let marker = move || {
        let drag = strip.drag.get().filter(|drag| drag.moved && drag.grip == Grip::Clip)?;
        let at = live.offsets().get(strip.gap(drag)).copied().unwrap_or_default() * zoom.get();
        let width = 3;
        Some(view! { <rect class="gap" x=format!("{:.1}", at - 1.5) y="0" width=width height=height></rect> })
    };
    let told = move || {
        let drag = strip.drag.get().filter(|drag| drag.moved && drag.grip != Grip::Clip)?;
        let row = live.rows.with(|rows| rows.iter().copied().find(|row| row.id == drag.shot))?;
        let by = strip.trimmed(row);
        Some(format!("{:.2} s ({:+.2} s)", row.clip.with(|clip| clip.seconds) - by, -by))
    };
    let tool = |label: &'static str, icon: &'static str, act: fn(Cutting)| {
        view! { <button type="button" class="small quiet" aria-label=label title=label on:click=move |_| act(cutting)><Icon name=icon /></button> }
    };
    view! {
        <section class="timeline" aria-label="Timeline">
            <div class="timeline-tools with-script">
                <h2 class="visually-hidden">"Timeline"</h2>
                <button type="button" class="small quiet" title="Split at the playhead (S)" on:click=move |_| cutting.split()><Icon name="cut" />"Split"</button>
                {tool("Cut the start off up to the playhead ([)", "trim-head", |cutting| cutting.trim_to_playhead(true))}
                {tool("Cut the end off from the playhead on (])", "trim-tail", |cutting| cutting.trim_to_playhead(false))}
                {tool("Move the shot back (Alt ←)", "back", |cutting| cutting.nudge(-1))}
                {tool("Move the shot on (Alt →)", "on", |cutting| cutting.nudge(1))}
                {tool("Delete the shot (Delete)", "bin", Cutting::delete)}
                <span class="trimmed tabular">{told}</span>
                <div class="spacer"></div>
                <button type="button" class="small quiet" title="Show the whole film" on:click=fit>"Fit"</button>
                <button type="button" class="small quiet" aria-label="Zoom out" on:click=move |_| zoom.update(|z| *z = (*z / 1.5).max(2.0))>"−"</button>
                <button type="button" class="small quiet" aria-label="Zoom in" on:click=move |_| zoom.update(|z| *z = (*z * 1.5).min(240.0))>"+"</button>
                {children()}
            </div>
            <div class="strip" node_ref=view_port tabindex="0" role="group" aria-label="Clips in order">
                <ol
                    node_ref=strip.list
                    class:dragging=move || strip.drag.with(|drag| drag.is_some_and(|drag| drag.moved))
                    on:pointermove=move |event| strip.pull(&event)
                    on:pointerup=move |_| strip.let_go()
                    on:pointercancel=move |_| strip.drag.set(None)
                >
                    <For each=move || live.rows.get() key=|row| row.id let:row>
                        <Piece row strip shuttle select />
                    </For>
                </ol>
                <MusicLane live zoom />
                <svg class="playhead" width=move || format!("{:.0}", (total.get() * zoom.get()).max(1.0)) height=height aria-hidden="true">
                    {marker}
                    <Marks live guests zoom />
                    <line x1=x x2=x y1="0" y2=height></line>
                    <path d=move || { let at = shuttle.time.get() * zoom.get(); format!("M{:.1} 0h10l-5 7z", at - 5.0) }></path>
                </svg>
            </div>
        </section>
    }
}

#[component]
fn Piece(row: Row, strip: Strip, shuttle: Shuttle, select: Callback<ShotId>) -> impl IntoView {
    let Row { id, clip, shot } = row;
    let Strip { cutting, zoom, drag, dragged, .. } = strip;
    let live: Live = cutting.live;
    // While a clip is made anew, its old picture stands for it.
    let poster = Memo::new(move |old: Option<&Option<String>>| {
        clip.with(|clip| clip.poster.clone()).or_else(|| old.cloned().flatten())
    });
    let number = Memo::new(move |_| clip.with(|clip| clip.number.clone()));
    let state = Memo::new(move |_| clip.with(|clip| clip.state));
    let seconds = Memo::new(move |_| clip.with(|clip| clip.seconds) - strip.trimmed(row));
    let pixels = move || (seconds.get() * zoom.get()).max(2.0);
    let width = move || format!("{:.1}", pixels());
    let wave = Memo::new(move |_| clip.with(|clip| wave(&clip.peaks)));
    let view_box = Memo::new(move |_| clip.with(|clip| format!("0 0 {} {LANE}", samples(clip).max(1.0))));
    let said = move || {
        let words = |line: &model::view::LineView| {
            shot.with(|shot| {
                shot.lines.iter().find(|own| own.id == line.line).map(|own| own.text.clone()).unwrap_or_default()
            })
        };
        clip.with(|clip| {
            clip.lines
                .iter()
                .map(|line| {
                    let (x, width) = (line.start * zoom.get(), (line.end - line.start) * zoom.get());
                    view! {
                        <svg x=format!("{x:.1}") width=format!("{:.1}", width.max(1.0)) height=WORDS.to_string()>
                            <rect width="100%" height="100%" rx="3"></rect><text x="5" y="13">{words(line)}</text>
                        </svg>
                    }
                })
                .collect_view()
        })
    };
    let on = move || cutting.selected.get() == Some(id);
    let held = move || drag.with(|drag| drag.is_some_and(|drag| drag.shot == id && drag.moved));
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if event.detail() > 0 && dragged.get_value() {
            return;
        }
        select.run(id);
        if let Some(start) = shuttle.start_of(id) {
            // A press of the Enter key has no place within the clip.
            let inside = if event.detail() > 0 { f64::from(event.offset_x()) / zoom.get_untracked() } else { 0.0 };
            shuttle.seek(start + inside.clamp(0.0, (seconds.get_untracked() - 0.01).max(0.0)));
        }
    };
    let edge = move |grip: Grip, class: &'static str| {
        view! { <span class=class on:pointerdown=move |event| { event.prevent_default(); strip.grip(id, grip, &event) }></span> }
    };
    view! {
        <li class=move || format!("piece {}", clip_class(state.get())) class:selected=on class:held=held>
            <a
                href=format!("/projects/{}/edit?shot={id}", live.id)
                rel="external"
                draggable="false"
                aria-current=move || on().then_some("true")
                aria-label=move || format!("Shot {}, {:.1} seconds, {}", number.get(), seconds.get(), state.get().label())
                on:pointerdown=move |event| strip.grip(id, Grip::Clip, &event)
                on:click=press
            >
                <span class="piece-picture">
                    {move || poster.with(Option::is_some).then(|| view! { <img src=move || poster.get() alt="" draggable="false" decoding="async" /> })}
                    <span class="number">{move || number.get()}</span>
                </span>
                <svg class="words" width=width height=WORDS.to_string() aria-hidden="true">{said}</svg>
                <svg class="wave" width=width height=LANE.to_string() viewBox=move || view_box.get() preserveAspectRatio="none" aria-hidden="true">
                    <path d=move || wave.get()></path>
                </svg>
            </a>
            {edge(Grip::Head, "edge head")} {edge(Grip::Tail, "edge tail")}
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
        assert_eq!(wave(&[0]), "M0 18L0 17.5L0 18.5z");
        assert_eq!(wave(&[255]), "M0 18L0 1.5L0 34.5z");
    }
}
