//! What the studio understands of the script, beside the text.

use crate::ui::{Icon, clock};
use leptos::prelude::*;
use model::ProjectSettings;
use script::Severity;

/// One reading of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub outline: script::Outline,
    pub issues: Vec<(&'static str, String, Option<usize>)>,
    pub empty: bool,
    /// The film is made with the studio's own makers only.
    pub free: bool,
}

impl Reading {
    /// What the first cut costs, in words.
    pub fn price(&self) -> &'static str {
        if self.free { "free" } else { "at the provider's price" }
    }
}

/// Reads a script. The same code runs on the server and in the browser.
pub fn read(text: &str, settings: &ProjectSettings) -> Reading {
    let free = settings.video.provider == "animatic"
        && settings.speech.provider == "espeak"
        && settings.sound.provider == "foley";
    if text.trim().is_empty() {
        return Reading { empty: true, free, ..Reading::default() };
    }
    let play = script::read(text);
    let list = script::prompt_list(&play, settings);
    let issues = script::check(&play, &list)
        .into_iter()
        .map(|issue| {
            let class = match issue.severity {
                Severity::Error => "failed",
                Severity::Warning => "waits",
                Severity::Info => "quiet",
            };
            (class, issue.message, issue.line)
        })
        .collect();
    Reading { outline: script::outline(&play, &list), issues, empty: false, free }
}

#[component]
pub fn Outline(reading: RwSignal<Reading>, jump: Callback<usize>) -> impl IntoView {
    let facts = Memo::new(move |_| {
        reading.with(|r| {
            let o = &r.outline;
            (r.empty, o.format.clone(), o.scenes.len(), o.shots, o.lines, clock(o.seconds), r.price())
        })
    });
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
                {move || reading.with(|r| r.issues.iter().take(8).map(|(class, message, line)| view! {
                    <li class=*class><Icon name=if *class == "quiet" { "draft" } else { "alert" } /><span>{message.clone()} {line.map(|n| view! { <small>{format!(" Line {n}.")}</small> })}</span></li>
                }).collect_view())}
            </ul>
            <ol class="outline-scenes">
                {move || reading.with(|r| r.outline.scenes.iter().take(400).map(|scene| {
                    let start = scene.start;
                    view! {
                        <li>
                            <button type="button" class="plain" on:click=move |_| jump.run(start)>
                                <span class="tabular num">{scene.number.clone()}</span>
                                <span class="heading">{scene.heading.clone()}</span>
                                <span class="tabular dim">{format!("{} · {}", count(scene.shots, "shot"), clock(scene.seconds))}</span>
                            </button>
                        </li>
                    }
                }).collect_view())}
            </ol>
            <ul class="outline-cast">
                {move || reading.with(|r| r.outline.cast.iter().take(60).map(|member| view! {
                    <li title=member.description.clone()><span>{member.name.clone()}</span><span class="tabular dim">{count(member.lines, "line")}</span></li>
                }).collect_view())}
            </ul>
        </section>
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_page_has_no_outline_and_no_complaint() {
        let reading = read("  \n ", &ProjectSettings::default());
        assert!(reading.empty && reading.issues.is_empty());
    }

    #[test]
    fn the_built_in_makers_are_free_and_others_are_not() {
        let mut settings = ProjectSettings::default();
        assert_eq!(read("INT. ROOM - DAY\n\nA man sits.", &settings).price(), "free");
        settings.video = model::ModelChoice::new("kling", "kling-2.6");
        assert_ne!(read("INT. ROOM - DAY\n\nA man sits.", &settings).price(), "free");
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
