//! What the studio understands of the script, beside the text.

use super::{
    open::Open,
    price::Price,
    said::{Answer, Said},
    settings::Narrator,
};
use crate::ui::{Icon, clock};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::ProjectSettings;
use script::{Question, Severity};
use std::ops::Range;

/// One reading of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub outline: script::Outline,
    pub issues: Vec<Finding>,
    pub empty: bool,
    /// Lines whose speaker the text leaves open.
    pub doubts: Vec<Doubt>,
    /// What else the text leaves open.
    pub questions: Vec<Question>,
    /// A story: it has no cues for its storyteller.
    pub is_story: bool,
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
/// How many scenes are in the page as it comes; the address says from which one on: `?scenes=61`.
const FIRST_SCENES: usize = 60;
const MOST_CAST: usize = 60;

impl Reading {
    /// Source lines (from 1) that something is to be done about, with the class of its state.
    pub fn marked_lines(&self) -> Vec<(usize, &'static str)> {
        let grave = self.issues.iter().filter(|issue| issue.class != "quiet");
        grave.filter_map(|issue| Some((issue.line?, issue.class))).take(MOST_MARKS).collect()
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
    let outline = script::outline(play, list);
    let questions = script::questions(play, list, settings);
    Reading { questions, is_story: play.format == script::Format::Prose, outline, issues, empty: false, doubts }
}

#[component]
pub fn Outline(
    reading: RwSignal<Reading>,
    price: RwSignal<Price>,
    /// A person turns the narrator on or off.
    narrator: RwSignal<Narrator>,
    /// Where the writer's cursor is, in code points.
    cursor: RwSignal<usize>,
    jump: Callback<usize>,
    /// A person says who speaks: the line's words and the name.
    says: Callback<(String, String)>,
    said: Said,
    answer: Callback<Answer>,
) -> impl IntoView {
    // The scene that the cursor is in.
    let here = Memo::new(move |_| {
        let at = cursor.get();
        reading.with(|r| r.outline.scenes.iter().rposition(|scene| scene.start <= at))
    });
    let facts = Memo::new(move |_| {
        reading.with(|r| {
            let o = &r.outline;
            let of = if o.language == "English" { o.format.clone() } else { format!("{} in {}", o.format, o.language) };
            (r.empty, of, o.scenes.len(), o.shots, o.lines, clock(o.seconds), price.with(Price::words))
        })
    });
    // Each part is drawn anew only when it shows something else: most keystrokes change one scene's length.
    let issues = Memo::new(move |_| reading.with(|r| r.issues.iter().take(MOST_ISSUES).cloned().collect::<Vec<_>>()));
    let doubts = Memo::new(move |_| reading.with(|r| r.doubts.clone()));
    // The page comes with some scenes; the program shows them all.
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    let asked = use_query_map().read_untracked().get("scenes").and_then(|from| from.parse().ok()).unwrap_or(1);
    let shown = Memo::new(move |_| shown(asked, reading.with(|r| r.outline.scenes.len()), hydrated.get()));
    let scenes = Memo::new(move |_| reading.with(|r| rows(&r.outline, shown.get())));
    let cast = Memo::new(move |_| reading.with(|r| r.outline.cast.iter().take(MOST_CAST).cloned().collect::<Vec<_>>()));
    let questions = Memo::new(move |_| reading.with(|r| r.questions.clone()));
    let is_story = Memo::new(move |_| reading.with(|r| r.is_story));
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
            <Open questions said answer jump />
            {move || is_story.get().then(|| view! { <Storyteller narrator /> })}
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
            {move || part_of(shown.get(), facts.with(|facts| facts.2), hydrated.get())}
            <ul class="outline-cast">
                {move || cast.with(|cast| cast.iter().map(|member| view! {
                    <li title=member.description.clone()><span>{member.name.clone()}{member.language.as_ref().map(|language| format!(" · {language}"))}</span><span class="tabular dim">{count(member.lines, "line")}</span></li>
                }).collect_view())}
            </ul>
        </section>
    }
}

/// Who reads what nobody says.
#[component]
fn Storyteller(narrator: RwSignal<Narrator>) -> impl IntoView {
    let turn = move |to: Narrator, words: &'static str| {
        let on = move || narrator.get().is_on(true) == to.is_on(true);
        view! { <button type="button" class="small" class:likely=on aria-pressed=move || on().to_string() on:click=move |_| narrator.set(to)>{words}</button> }
    };
    view! {
        <section class="doubts" aria-label="The narrator">
            <h3>"Who reads what nobody says?"</h3>
            <div class="row">{turn(Narrator::On, "A narrator")} {turn(Narrator::Off, "Nobody")}</div>
        </section>
    }
}

/// Which scenes are listed: from that of the address on, or from the first one on.
fn shown(asked: usize, all: usize, hydrated: bool) -> Range<usize> {
    let (from, most) = match hydrated {
        true => (0, MOST_SCENES),
        false => (asked.saturating_sub(1).min(all.saturating_sub(1)), FIRST_SCENES),
    };
    from..(from + most).min(all)
}

/// Says which scenes are listed where these are not all, with the way to the others.
fn part_of(shown: Range<usize>, all: usize, hydrated: bool) -> Option<impl IntoView> {
    if shown.len() >= all {
        return None;
    }
    let to = |from: usize, words: &'static str| {
        (!hydrated).then(|| view! { <a class="button small quiet" href=format!("?scenes={}", from + 1)>{words}</a> })
    };
    let earlier = (shown.start > 0).then(|| to(shown.start.saturating_sub(FIRST_SCENES), "Earlier scenes"));
    let later = (shown.end < all).then(|| to(shown.end, "Later scenes"));
    let words = format!("Scenes {}–{} of {all}.", shown.start + 1, shown.end);
    Some(view! { <p class="outline-part"><span class="dim tabular">{words}</span> {earlier} {later}</p> })
}

/// What the list of scenes shows: each scene's place in the script, its number, its heading and its length.
fn rows(outline: &script::Outline, shown: Range<usize>) -> Vec<(usize, String, String, String)> {
    let scenes = outline.scenes.iter().enumerate();
    scenes
        .skip(shown.start)
        .take(shown.len())
        .map(|(at, scene)| {
            let length = format!("{} · {}", count(scene.shots, "shot"), clock(scene.seconds));
            let heading = match scene.chapter.as_str() {
                "" => scene.heading.clone(),
                chapter => format!("{chapter} · {}", scene.heading),
            };
            (at, scene.number.clone(), heading, length)
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
    fn a_story_is_told_from_a_screenplay() {
        let settings = ProjectSettings::default();
        assert!(!read("INT. ROOM - DAY\n\nA man sits.\n", &settings).is_story);
        let story =
            "The harbour had been dark for years. Oda rowed out alone, and nobody saw her go.\n\nShe found the lamp.\n";
        assert!(read(story, &settings).is_story);
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
