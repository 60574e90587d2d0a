//! What the studio understands of the script, beside the text.

use crate::ui::{Icon, clock, money};
use leptos::prelude::*;
use model::{ModelChoice, ProjectSettings};
use script::Severity;

/// One reading of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub outline: script::Outline,
    pub issues: Vec<Finding>,
    pub empty: bool,
    /// Lines whose speaker the text leaves open.
    pub doubts: Vec<Doubt>,
    /// Characters to be spoken.
    pub spoken: usize,
    /// Sounds to be made, and shots that they are in.
    pub cues: usize,
    pub sounding: usize,
    /// Five seconds and what is begun of them, for each shot in which somebody is seen to speak.
    pub mouths: f64,
}

/// A line, and who may be saying it.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    pub text: String,
    /// Where it is, in code points.
    pub start: usize,
    pub guess: Option<String>,
    pub names: Vec<String>,
}

/// How many doubtful lines are asked about at once.
const MOST_DOUBTS: usize = 5;
/// How many lines are marked.
const MOST_MARKS: usize = 100;
/// How many findings, scenes and characters are listed.
const MOST_ISSUES: usize = 8;
const MOST_SCENES: usize = 400;
const MOST_CAST: usize = 60;

impl Reading {
    /// What the first cut costs at most, in cents; `None` where nobody knows here.
    pub fn cents(&self, rates: Rates) -> Option<i64> {
        let sounds = if rates.sound_per_shot { self.sounding } else { self.cues };
        let parts = [
            rates.video.map(|rate| rate * self.outline.seconds),
            rates.speech.map(|rate| rate * self.spoken as f64 / 1000.0),
            rates.sound.map(|rate| rate * sounds as f64),
            rates.picture.map(|rate| rate * self.outline.shots as f64),
            rates.lips.map(|rate| rate * self.mouths),
            rates.music.map(|rate| rate * self.outline.seconds),
        ];
        let cents: f64 = parts.into_iter().sum::<Option<f64>>()?;
        Some(cents.ceil() as i64)
    }

    /// As [`Self::cents`], in words.
    pub fn price(&self, rates: Rates) -> String {
        match self.cents(rates) {
            None => "at the provider's price".to_owned(),
            Some(cents @ 1..) => format!("about {}", money(cents)),
            Some(_) => "free".to_owned(),
        }
    }
}

impl Reading {
    /// Source lines (from 1) that something is to be done about, with the class of its state.
    pub fn marked_lines(&self) -> Vec<(usize, &'static str)> {
        let grave = self.issues.iter().filter(|issue| issue.class != "quiet");
        grave.filter_map(|issue| Some((issue.line?, issue.class))).take(MOST_MARKS).collect()
    }
}

/// What the chosen models cost, in US cents: a second of video, a thousand characters of speech, a sound, a picture to start from,
/// lips moved for five seconds, a second of music. `None` where the price is not known (yet).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    pub video: Option<f64>,
    pub speech: Option<f64>,
    pub sound: Option<f64>,
    /// One sound is made for a whole shot.
    pub sound_per_shot: bool,
    pub picture: Option<f64>,
    pub lips: Option<f64>,
    pub music: Option<f64>,
}

impl Rates {
    /// What can be told without the catalogue: the studio's own makers cost nothing.
    pub fn of(settings: &ProjectSettings) -> Self {
        let own = |is: bool| is.then_some(0.0);
        Self {
            video: own(settings.video == ModelChoice::animatic()),
            speech: own(settings.speech == ModelChoice::espeak()),
            sound: own(settings.sound == ModelChoice::foley()),
            sound_per_shot: false,
            picture: own(settings.pictures.is_none()),
            lips: own(settings.lips.is_none()),
            music: own(settings.composer.is_none() || !settings.music),
        }
    }
}

/// Something that a writer should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The state's colour.
    class: &'static str,
    words: String,
    /// The source line, from 1.
    line: Option<usize>,
    /// Where it begins, in code points.
    start: Option<usize>,
}

/// Reads a script; `reader` keeps what did not change since it read last. The same code runs on the server and in the browser.
pub fn read(reader: &mut script::Reader, text: &str, settings: &ProjectSettings) -> Reading {
    if text.trim().is_empty() {
        return Reading { empty: true, ..Reading::default() };
    }
    let (play, list) = reader.read(text, settings);
    let issues = script::check(play, list)
        .into_iter()
        .map(|issue| {
            let class = match issue.severity {
                Severity::Error => "failed",
                Severity::Warning => "waits",
                Severity::Info => "quiet",
            };
            Finding { class, words: issue.message, line: issue.line, start: issue.span.map(|span| span.start) }
        })
        .collect();
    let doubts = script::doubtful(play)
        .take(MOST_DOUBTS)
        .map(|(line, names)| Doubt {
            text: line.text.clone(),
            start: line.span.start,
            guess: line.speaker.clone(),
            names: names.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    let spoken = list.shots.iter().flat_map(|shot| &shot.lines).map(|line| line.text.chars().count()).sum();
    let cues = list.shots.iter().map(|shot| shot.cues.len()).sum();
    let sounding = list.shots.iter().filter(|shot| !shot.cues.is_empty()).count();
    let talks = |shot: &&model::Shot| shot.lines.iter().any(|line| line.is_seen() && line.speaker.is_some());
    let mouths = list.shots.iter().filter(talks).map(|shot| (shot.seconds / 5.0).ceil().max(1.0)).sum();
    Reading { outline: script::outline(play, list), issues, empty: false, doubts, spoken, cues, sounding, mouths }
}

#[component]
pub fn Outline(
    reading: RwSignal<Reading>,
    rates: RwSignal<Rates>,
    /// Where the writer's cursor is, in code points.
    cursor: RwSignal<usize>,
    jump: Callback<usize>,
    /// A person says who speaks: the line's words and the name.
    says: Callback<(String, String)>,
) -> impl IntoView {
    // The scene that the cursor is in.
    let here = Memo::new(move |_| {
        let at = cursor.get();
        reading.with(|r| r.outline.scenes.iter().rposition(|scene| scene.start <= at))
    });
    let facts = Memo::new(move |_| {
        reading.with(|r| {
            let o = &r.outline;
            (r.empty, o.format.clone(), o.scenes.len(), o.shots, o.lines, clock(o.seconds), r.price(rates.get()))
        })
    });
    // Each part is drawn anew only when it shows something else: most keystrokes change one scene's length.
    let issues = Memo::new(move |_| reading.with(|r| r.issues.iter().take(MOST_ISSUES).cloned().collect::<Vec<_>>()));
    let doubts = Memo::new(move |_| reading.with(|r| r.doubts.clone()));
    let scenes = Memo::new(move |_| reading.with(|r| rows(&r.outline)));
    let cast = Memo::new(move |_| reading.with(|r| r.outline.cast.iter().take(MOST_CAST).cloned().collect::<Vec<_>>()));
    let start_of = move |at: usize| reading.with_untracked(|r| r.outline.scenes.get(at).map(|scene| scene.start));
    view! {
        <section class="outline" aria-label="Outline">
            {move || {
                let (empty, format, scenes, shots, lines, length, price) = facts.get();
                if empty {
                    return view! {
                        <p class="dim">"The outline appears here while you write: scenes, cast, shots, running time and price. Screenplays, shot lists and prose are all welcome."</p>
                    }.into_any();
                }
                view! {
                    <p class="running">
                        <span class="big" id="running-time">{length}</span>
                        <span>{format!("{format} · {} · {} · {} · {price}", count(scenes, "scene"), count(shots, "shot"), count(lines, "line"))}</span>
                    </p>
                }.into_any()
            }}
            <ul class="checks">
                {move || issues.with(|issues| issues.iter().map(|issue| {
                    let place = issue.line.zip(issue.start);
                    view! {
                        <li class=issue.class>
                            <Icon name=if issue.class == "quiet" { "draft" } else { "alert" } />
                            <span>{issue.words.clone()} {place.map(|(line, start)| view! { " " <button type="button" class="link" on:click=move |_| jump.run(start)>{format!("Line {line}")}</button> })}</span>
                        </li>
                    }
                }).collect_view())}
            </ul>
            {move || doubts.with(|doubts| (!doubts.is_empty()).then(|| view! {
                <section class="doubts" aria-label="Lines whose speaker is not plain">
                    <h3>"Who says this?"</h3>
                    <ul>{doubts.iter().map(|doubt| view! { <Who doubt=doubt.clone() jump says /> }).collect_view()}</ul>
                </section>
            }))}
            <ol class="outline-scenes">
                <For each=move || scenes.get() key=Clone::clone let((at, number, heading, length))>
                    <li class:here=move || here.get() == Some(at)>
                        <button type="button" class="plain" on:click=move |_| start_of(at).into_iter().for_each(|start| jump.run(start))>
                            <span class="tabular num">{number}</span>
                            <span class="heading">{heading}</span>
                            <span class="tabular dim">{length}</span>
                        </button>
                    </li>
                </For>
            </ol>
            <ul class="outline-cast">
                {move || cast.with(|cast| cast.iter().map(|member| view! {
                    <li title=member.description.clone()><span>{member.name.clone()}</span><span class="tabular dim">{count(member.lines, "line")}</span></li>
                }).collect_view())}
            </ul>
        </section>
    }
}

/// What the list of scenes shows: each scene's place in the script, its number, its heading and its length.
fn rows(outline: &script::Outline) -> Vec<(usize, String, String, String)> {
    let scenes = outline.scenes.iter().take(MOST_SCENES).enumerate();
    scenes
        .map(|(at, scene)| {
            let length = format!("{} · {}", count(scene.shots, "shot"), clock(scene.seconds));
            (at, scene.number.clone(), scene.heading.clone(), length)
        })
        .collect()
}

/// One doubtful line with the names to choose from.
#[component]
fn Who(doubt: Doubt, jump: Callback<usize>, says: Callback<(String, String)>) -> impl IntoView {
    let Doubt { text, start, guess, names } = doubt;
    let words: String = text.chars().take(90).collect();
    let more = if words.len() < text.len() { "…" } else { "" };
    view! {
        <li>
            <button type="button" class="plain" on:click=move |_| jump.run(start)><q>{words}{more}</q></button>
            <div class="row">
                {names.into_iter().map(|name| {
                    let likely = guess.as_deref() == Some(&name);
                    let (own, said) = (name.clone(), text.clone());
                    view! { <button type="button" class="small" class:likely=likely on:click=move |_| says.run((said.clone(), own.clone()))>{name}</button> }
                }).collect_view()}
            </div>
        </li>
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, settings: &ProjectSettings) -> Reading {
        super::read(&mut script::Reader::default(), text, settings)
    }

    #[test]
    fn an_empty_page_has_no_outline_and_no_complaint() {
        let reading = read("  \n ", &ProjectSettings::default());
        assert!(reading.empty && reading.issues.is_empty());
    }

    #[test]
    fn the_price_follows_the_film_and_who_makes_it() {
        let mut settings = ProjectSettings::default();
        let reading = read("INT. ROOM - DAY\n\nA man sits.", &settings);
        assert_eq!(reading.price(Rates::of(&settings)), "free");
        settings.video = model::ModelChoice::new("kling", "kling-3.0");
        assert_eq!(reading.price(Rates::of(&settings)), "at the provider's price");
        let known = Rates { video: Some(10.0), ..Rates::of(&settings) };
        assert_eq!(reading.price(known), format!("about {}", money((reading.outline.seconds * 10.0).ceil() as i64)));
    }

    #[test]
    fn moved_lips_are_in_the_price_of_shots_in_which_somebody_is_seen_to_speak() {
        let settings = ProjectSettings::default();
        let talk =
            read("INT. ROOM - DAY\n\nMAYA, 30s, sits.\n\nMAYA\nIt is late.\n\nBEN (O.S.)\nNot yet.\n", &settings);
        assert_eq!(talk.mouths, 1.0);
        let rates = Rates { lips: Some(15.0), ..Rates::of(&settings) };
        assert_eq!(talk.price(rates), "about $0.15");
        assert_eq!(talk.price(Rates { lips: None, ..rates }), "at the provider's price");
    }

    #[test]
    fn a_picture_for_every_shot_and_one_sound_a_shot_are_in_the_price() {
        let settings = ProjectSettings::default();
        let rain = read("INT. ROOM - DAY\n\nRain on the roof. A door slams. A dog barks.\n", &settings);
        assert!(rain.cues > rain.sounding && rain.sounding == 1, "{} sounds", rain.cues);
        let own = Rates::of(&settings);
        let rates = Rates { sound: Some(3.5), sound_per_shot: true, ..own };
        assert_eq!(rain.price(rates), "about $0.04");
        let rates = Rates { picture: Some(2.8), ..own };
        assert_eq!(rain.price(rates), format!("about {}", money((2.8 * rain.outline.shots as f64).ceil() as i64)));
    }

    #[test]
    fn music_that_is_composed_is_in_the_price_for_every_second_of_the_film() {
        let composer = Some(model::ModelChoice::new("elevenlabs", "music_v2_5"));
        let mut settings = ProjectSettings { composer, ..ProjectSettings::default() };
        let rain = read("INT. ROOM - DAY\n\nRain on the roof.\n", &settings);
        assert_eq!(rain.price(Rates::of(&settings)), "at the provider's price");
        let rates = Rates { music: Some(2.0), ..Rates::of(&settings) };
        assert_eq!(rain.price(rates), format!("about {}", money((2.0 * rain.outline.seconds).ceil() as i64)));
        settings.music = false;
        assert_eq!(rain.price(Rates::of(&settings)), "free");
    }

    #[test]
    fn every_sample_has_scenes_shots_and_a_length() {
        for sample in script::samples() {
            let reading = read(sample.text, &ProjectSettings::default());
            assert!(!reading.outline.scenes.is_empty(), "{}", sample.key);
            assert!(reading.outline.shots > 3 && reading.outline.seconds > 10.0, "{}", sample.key);
        }
    }
}
