//! Plays clips one after another as one film: while one video plays, the next is made ready behind it.

use super::{Icon, timecode};
use leptos::{html, prelude::*};
use model::ShotId;
use std::time::Duration;

/// One piece of what is played.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    pub shot: ShotId,
    /// `None` while it is not made: the player stops before it.
    pub url: Option<String>,
    pub poster: Option<String>,
    pub seconds: f64,
    /// What is said: (start, end, text), in seconds from the clip's start.
    pub lines: Vec<(f64, f64, String)>,
}

/// The player's controls, for the transport, the timeline and the keys.
#[derive(Clone, Copy)]
pub struct Shuttle {
    pub clips: Memo<Vec<Clip>>,
    /// Where the playhead is, in seconds from the film's start.
    pub time: RwSignal<f64>,
    pub playing: RwSignal<bool>,
    /// −4 to 4; below 0 the film runs backwards.
    pub rate: RwSignal<f64>,
    pub captions: RwSignal<bool>,
    pub fps: u32,
    /// The seconds of the film before the first of these clips.
    pub before: Signal<f64>,
    at: RwSignal<usize>,
    /// Which of the two videos is in front.
    front: RwSignal<usize>,
    videos: [NodeRef<html::Video>; 2],
    backwards: StoredValue<Option<IntervalHandle>>,
}

impl Shuttle {
    pub fn new(clips: Memo<Vec<Clip>>, fps: u32, before: Signal<f64>) -> Self {
        Self {
            clips,
            time: RwSignal::new(0.0),
            playing: RwSignal::new(false),
            rate: RwSignal::new(1.0),
            captions: RwSignal::new(true),
            fps,
            before,
            at: RwSignal::new(0),
            front: RwSignal::new(0),
            videos: [NodeRef::new(), NodeRef::new()],
            backwards: StoredValue::new(None),
        }
    }

    pub fn seconds(self) -> f64 {
        self.clips.with(|clips| clips.iter().map(|clip| clip.seconds).sum())
    }

    /// Where a shot begins.
    pub fn start_of(self, shot: ShotId) -> Option<f64> {
        self.clips.with_untracked(|clips| {
            let at = clips.iter().position(|clip| clip.shot == shot)?;
            Some(offset(clips, at))
        })
    }

    /// The shot that the playhead is in.
    pub fn shot(self) -> Option<ShotId> {
        let at = self.at.get();
        self.clips.with(|clips| clips.get(at).map(|clip| clip.shot))
    }

    pub fn toggle(self) {
        if self.playing.get_untracked() { self.pause() } else { self.play(1.0) }
    }

    pub fn pause(self) {
        self.stop_backwards();
        self.playing.set(false);
        if let Some(video) = self.video(0) {
            let _ = video.pause();
        }
    }

    /// Plays at a rate; at the end it starts over.
    pub fn play(self, rate: f64) {
        self.stop_backwards();
        self.rate.set(rate);
        if rate < 0.0 {
            if let Some(video) = self.video(0) {
                let _ = video.pause();
            }
            self.playing.set(true);
            let handle = set_interval_with_handle(
                move || {
                    let to = self.time.get_untracked() + rate * 0.1;
                    if to <= 0.0 {
                        self.seek(0.0);
                        self.pause();
                    } else {
                        self.seek(to);
                    }
                },
                Duration::from_millis(100),
            );
            self.backwards.set_value(handle.ok());
            return;
        }
        let total = self.clips.with_untracked(|clips| clips.iter().map(|clip| clip.seconds).sum::<f64>());
        if self.time.get_untracked() >= total - 0.05 {
            self.seek(0.0);
        }
        self.playing.set(true);
        if let Some(video) = self.video(0) {
            self.start(&video);
        }
    }

    /// J and L: each press is faster, and the other direction starts at the plain pace.
    pub fn shuttle(self, direction: f64) {
        let rate = self.rate.get_untracked();
        let same = self.playing.get_untracked() && rate.signum() == direction;
        self.play(if same { (rate * 2.0).clamp(-4.0, 4.0) } else { direction });
    }

    pub fn step(self, frames: i32) {
        self.pause();
        let fps = f64::from(self.fps.max(1));
        let frame = (self.time.get_untracked() * fps + 0.02).floor();
        self.seek((frame + f64::from(frames)) / fps);
    }

    /// Puts the playhead somewhere, and the right clip under it.
    pub fn seek(self, to: f64) {
        let found = self.clips.with_untracked(|clips| {
            let total: f64 = clips.iter().map(|clip| clip.seconds).sum();
            let to = to.clamp(0.0, total.max(0.0));
            let mut start = 0.0;
            for (at, clip) in clips.iter().enumerate() {
                if to < start + clip.seconds || at + 1 == clips.len() {
                    return Some((at, to, to - start));
                }
                start += clip.seconds;
            }
            None
        });
        let Some((at, to, inside)) = found else { return };
        self.time.set(to);
        self.at.set(at);
        self.show(at, inside);
    }

    /// The video in front (0) or behind (1).
    fn video(self, depth: usize) -> Option<web_sys::HtmlVideoElement> {
        let which = (self.front.get_untracked() + depth) % 2;
        self.videos.get(which).and_then(|node| node.get_untracked())
    }

    /// Brings a clip to the front at a moment of it, and makes the next ready.
    fn show(self, at: usize, inside: f64) {
        let (own, next, poster) = self.clips.with_untracked(|clips| {
            let url = |at: usize| clips.get(at).and_then(|clip| clip.url.clone());
            (url(at), url(at + 1), clips.get(at).and_then(|clip| clip.poster.clone()))
        });
        let Some(own) = own else {
            self.pause();
            return;
        };
        let (Some(front), Some(back)) = (self.video(0), self.video(1)) else { return };
        let shown = if is(&front, &own) {
            front
        } else {
            let _ = front.pause();
            if !is(&back, &own) {
                // Until its first picture is there; it would be black.
                back.set_poster(&poster.unwrap_or_default());
                back.set_src(&own);
            }
            self.front.update(|which| *which = (*which + 1) % 2);
            back
        };
        if (shown.current_time() - inside).abs() > 0.02 {
            shown.set_current_time(inside);
        }
        if let (Some(next), Some(behind)) = (next, self.video(1))
            && !is(&behind, &next)
        {
            behind.set_src(&next);
        }
        if self.playing.get_untracked() && self.rate.get_untracked() > 0.0 {
            self.start(&shown);
        }
    }

    fn start(self, video: &web_sys::HtmlVideoElement) {
        video.set_playback_rate(self.rate.get_untracked());
        match video.play() {
            // A refusal (a pause that came first) is no fault.
            Ok(promise) => leptos::task::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            }),
            Err(_) => self.playing.set(false),
        }
    }

    fn stop_backwards(self) {
        if let Some(handle) = self.backwards.get_value() {
            handle.clear();
            self.backwards.set_value(None);
        }
    }

    fn ticked(self, which: usize) {
        if which != self.front.get_untracked() || self.rate.get_untracked() < 0.0 {
            return;
        }
        let Some(video) = self.video(0) else { return };
        let at = self.at.get_untracked();
        let start = self.clips.with_untracked(|clips| offset(clips, at));
        self.time.set(start + video.current_time());
    }

    fn ended(self, which: usize) {
        if which != self.front.get_untracked() || self.rate.get_untracked() < 0.0 {
            return;
        }
        let next = self.at.get_untracked() + 1;
        let playable = self.clips.with_untracked(|clips| clips.get(next).is_some_and(|clip| clip.url.is_some()));
        if playable {
            self.at.set(next);
            self.time.set(self.clips.with_untracked(|clips| offset(clips, next)));
            self.show(next, 0.0);
        } else {
            self.playing.set(false);
        }
    }

    /// What is said now.
    fn caption(self) -> Option<String> {
        let time = self.time.get();
        self.clips.with(|clips| {
            let at = self.at.get();
            let inside = time - offset(clips, at);
            let clip = clips.get(at)?;
            clip.lines
                .iter()
                .find(|(start, end, _)| inside >= *start && inside < *end + 0.25)
                .map(|(.., text)| text.clone())
        })
    }
}

fn offset(clips: &[Clip], at: usize) -> f64 {
    clips.iter().take(at).map(|clip| clip.seconds).sum()
}

fn is(video: &web_sys::HtmlVideoElement, url: &str) -> bool {
    video.get_attribute("src").as_deref() == Some(url)
}

/// The picture, its captions and the transport.
#[component]
pub fn Player(shuttle: Shuttle, #[prop(into)] aspect: String) -> impl IntoView {
    let first = shuttle.clips.with_untracked(|clips| clips.iter().find(|clip| clip.url.is_some()).cloned());
    let (src, poster) = first.map_or((None, None), |clip| (clip.url, clip.poster));
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    // A clip that was made, or made anew, while the player stands on it.
    Effect::new(move |_| {
        shuttle.clips.track();
        if !shuttle.playing.get_untracked() {
            let time = shuttle.time.get_untracked();
            shuttle.seek(time);
        }
    });
    on_cleanup(move || {
        if let Some(Some(handle)) = shuttle.backwards.try_get_value() {
            handle.clear();
        }
    });
    let video = move |which: usize, src: Option<String>, poster: Option<String>| {
        let node = if which == 0 { shuttle.videos[0] } else { shuttle.videos[1] };
        view! {
            <video
                node_ref=node
                class:front=move || shuttle.front.get() == which
                controls=move || which == 0 && !hydrated.get()
                preload="auto"
                playsinline=true
                src=src
                poster=poster
                aria-label=if which == 0 { "The film" } else { "The film, next clip" }
                aria-hidden=move || (shuttle.front.get() != which).then_some("true")
                tabindex=move || hydrated.get().then_some("-1")
                on:timeupdate=move |_| shuttle.ticked(which)
                on:ended=move |_| shuttle.ended(which)
                on:click=move |_| shuttle.toggle()
            ></video>
        }
    };
    let empty = move || shuttle.clips.with(|clips| clips.iter().all(|clip| clip.url.is_none()));
    view! {
        <div class="player">
            <div class=format!("screen a{}", aspect.replace([':', '.'], "-"))>
                {video(0, src, poster)} {video(1, None, None)}
                <Show when=empty>
                    <p class="screen-note">"Nothing to play yet. The first clip appears here as soon as it is made."</p>
                </Show>
                <p class="caption" aria-live="off">
                    {move || {
                        (hydrated.get() && shuttle.captions.get())
                            .then(|| shuttle.caption())
                            .flatten()
                            .map(|text| view! { <span>{text}</span> })
                    }}
                </p>
            </div>
            <Transport shuttle hydrated />
        </div>
    }
}

#[component]
fn Transport(shuttle: Shuttle, hydrated: RwSignal<bool>) -> impl IntoView {
    let off = move || !hydrated.get();
    view! {
        <div class="transport" class:needs-script=off>
            <button type="button" class="round" disabled=off aria-label="Back one frame" on:click=move |_| shuttle.step(-1)>
                <Icon name="frame-back" />
            </button>
            <button
                type="button"
                class="round play"
                disabled=off
                aria-label=move || if shuttle.playing.get() { "Pause" } else { "Play" }
                on:click=move |_| shuttle.toggle()
            >
                {move || if shuttle.playing.get() { view! { <Icon name="pause" /> } } else { view! { <Icon name="play" /> } }}
            </button>
            <button type="button" class="round" disabled=off aria-label="Forward one frame" on:click=move |_| shuttle.step(1)>
                <Icon name="frame-on" />
            </button>
            <span class="timecode">{move || timecode(shuttle.before.get() + shuttle.time.get(), shuttle.fps)}</span>
            <input
                type="range"
                class="scrub"
                aria-label="Position in the film"
                min="0"
                step="0.04"
                max=move || format!("{:.2}", shuttle.seconds())
                disabled=off
                prop:value=move || shuttle.time.get().to_string()
                on:input=move |event| {
                    if let Ok(to) = event_target_value(&event).parse::<f64>() {
                        shuttle.seek(to);
                    }
                }
            />
            <span class="timecode dim">{move || timecode(shuttle.before.get() + shuttle.seconds(), shuttle.fps)}</span>
            <span class="rate">
                {move || (shuttle.playing.get() && shuttle.rate.get() != 1.0).then(|| format!("{}×", shuttle.rate.get()))}
            </span>
            <button
                type="button"
                class="round"
                disabled=off
                aria-label="Captions"
                aria-pressed=move || if shuttle.captions.get() { "true" } else { "false" }
                on:click=move |_| shuttle.captions.update(|on| *on = !*on)
            >
                <Icon name="captions" />
            </button>
        </div>
    }
}
