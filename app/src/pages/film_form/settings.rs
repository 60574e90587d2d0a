//! The settings of a film, folded under the outline.

use crate::ui::{Choice, Input, Tick};
use leptos::prelude::*;
use model::{Aspect, ModelChoice, ProjectSettings, Resolution, StylePreset};

fn pairs<T: Copy>(all: &[T], key: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (key(*one).to_owned(), label(*one).to_owned())).collect()
}

/// The models of one kind: the studio's own, and the one that is set.
fn models(own: ModelChoice, label: &str, set: &ModelChoice) -> (Vec<(String, String)>, String) {
    let key = |choice: &ModelChoice| format!("{}/{}", choice.provider, choice.model);
    let mut options = vec![(key(&own), label.to_owned())];
    if *set != own {
        options.push((key(set), format!("{} {}", set.provider, set.model)));
    }
    (options, key(set))
}

#[component]
pub fn SettingsFold(settings: ProjectSettings, open: bool) -> impl IntoView {
    let (video, video_set) = models(ModelChoice::animatic(), "Animatic, drawn here · free", &settings.video);
    let (speech, speech_set) = models(ModelChoice::espeak(), "Spoken here · free", &settings.speech);
    let (sound, sound_set) = models(ModelChoice::foley(), "Foley, made here · free", &settings.sound);
    let budget = settings.budget_cents.map(|cents| format!("{}.{:02}", cents / 100, cents % 100)).unwrap_or_default();
    view! {
        <details class="settings-fold" open=open>
            <summary><h2>"Settings"</h2><span class="dim">{format!("{} · {} · {}", settings.aspect.label(), settings.resolution.label(), settings.style.label())}</span></summary>
            <div class="settings-grid">
                <Choice label="Picture" name="form[aspect]" options=pairs(Aspect::ALL, Aspect::key, Aspect::label) value=settings.aspect.key().to_owned() />
                <Choice label="Resolution" name="form[resolution]" options=pairs(Resolution::ALL, Resolution::key, Resolution::label) value=settings.resolution.key().to_owned() />
                <Choice label="Style" name="form[style]" options=pairs(StylePreset::ALL, StylePreset::key, StylePreset::label) value=settings.style.key().to_owned() />
                <Input label="Style in your words" name="form[style_text]" placeholder="rain-soaked, 35 mm, teal shadows" value=settings.style_text.clone() />
                <Input label="Shot length" unit="s, when the script does not say" name="form[shot_seconds]" kind="number" min="1" max="60" step="0.5" value=settings.shot_seconds.to_string() />
                <Input label="Clips at once" name="form[parallel]" kind="number" min="1" max="3" step="1" value=settings.parallel.to_string() />
                <Choice label="Video" name="form[video]" options=video value=video_set />
                <Choice label="Voices" name="form[speech]" options=speech value=speech_set />
                <Choice label="Sounds" name="form[sound]" options=sound value=sound_set />
                <Input label="Budget" unit="$, never exceeded" name="form[budget]" placeholder="no limit" value=budget />
            </div>
            <fieldset class="ticks">
                <legend class="visually-hidden">"Sound and words"</legend>
                <Tick label="Captions" name="form[captions]" checked=settings.captions hint="a track that a player can switch on" />
                <Tick label="Captions in the picture" name="form[burn_captions]" checked=settings.burn_captions />
                <Tick label="Music bed" name="form[music]" checked=settings.music hint="quiet, follows the mood" />
                <Tick label="Narrator" name="form[narration]" checked=settings.narration hint="reads the action" />
            </fieldset>
        </details>
    }
}
