//! The settings of a film, folded under the outline.

use super::outline::Rates;
use crate::{
    api::projects::list_makers,
    ui::{Choice, Input, Tick},
};
use leptos::{html, prelude::*};
use model::{Aspect, Fit, ModelChoice, ProjectSettings, Resolution, StylePreset, view::MakerView};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;

fn pairs<T: Copy>(all: &[T], key: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (key(*one).to_owned(), label(*one).to_owned())).collect()
}

/// The models of one kind that can be used now, and the one that is set whether it can or not.
fn models(makers: &[MakerView], kind: &str, set: &ModelChoice) -> Vec<(String, String)> {
    let mut options: Vec<_> = makers
        .iter()
        .filter(|maker| maker.kind == kind && (maker.missing.is_none() || maker.choice == *set))
        .map(|maker| (maker.choice.key(), maker.label.clone()))
        .collect();
    if !options.iter().any(|(own, _)| *own == set.key()) {
        options.push((set.key(), format!("{} {}", set.provider, set.model)));
    }
    options
}

/// What stands in a list for nobody.
const NOBODY: &str = "none";

/// Nobody, or a model of a kind that can be used now and is fit, or is set.
fn somebody(
    makers: &[MakerView],
    kind: &str,
    nobody: &str,
    set: Option<&ModelChoice>,
    is_fit: fn(&MakerView) -> bool,
) -> Vec<(String, String)> {
    let mut options = vec![(NOBODY.to_owned(), nobody.to_owned())];
    let ready =
        makers.iter().filter(|m| m.kind == kind && is_fit(m) && (m.missing.is_none() || Some(&m.choice) == set));
    options.extend(ready.map(|maker| (maker.choice.key(), maker.label.clone())));
    options
}

/// Nobody, or a model of a kind that costs something.
fn bought(makers: &[MakerView], kind: &str, nobody: &str, set: Option<&ModelChoice>) -> Vec<(String, String)> {
    somebody(makers, kind, nobody, set, |maker| !maker.free)
}

/// It is no maker of the studio's own.
fn is_outside(maker: &MakerView) -> bool {
    ![ModelChoice::animatic(), ModelChoice::espeak(), ModelChoice::foley()].contains(&maker.choice)
}

/// A list of who takes over in a chain: its options, and what is set.
type Substitutes = (Vec<(String, String)>, String);

/// Who takes over at a place of a chain when the one before has failed.
fn substitutes(makers: &[MakerView], kind: &str, nobody: &str, chain: &[ModelChoice], at: usize) -> Substitutes {
    let set = chain.get(at);
    (somebody(makers, kind, nobody, set, is_outside), set.map_or_else(|| NOBODY.to_owned(), ModelChoice::key))
}

/// How many outside services could make what is of a kind; none where the studio itself makes it and no other costs anything: there
/// nobody is asked about chains.
fn services(makers: &[MakerView], kind: &str, wanted: &ModelChoice) -> usize {
    let ready: Vec<_> = makers.iter().filter(|m| m.kind == kind && m.missing.is_none() && is_outside(m)).collect();
    let wanted = makers.iter().any(|maker| maker.choice == *wanted && is_outside(maker));
    if !wanted && ready.iter().all(|maker| maker.free) {
        return 0;
    }
    ready.iter().map(|maker| &maker.choice.provider).collect::<BTreeSet<_>>().len()
}

/// What kind of model a list offers.
fn kind_of(list: &str) -> &str {
    if list == "composer" { "music" } else { list }
}

/// The list from which the maker of a kind is chosen.
fn select_in(place: &web_sys::HtmlDivElement, kind: &str) -> Option<web_sys::HtmlSelectElement> {
    place.query_selector(&format!("select[name='form[{kind}]']")).ok()??.dyn_into().ok()
}

#[component]
fn Makers(makers: Vec<MakerView>, settings: ProjectSettings, rates: RwSignal<Rates>) -> impl IntoView {
    let known = StoredValue::new(makers.clone());
    let choose = move |kind: &str, chosen: &str| {
        let found =
            known.with_value(|all| all.iter().find(|m| m.kind == kind_of(kind) && m.choice.key() == chosen).cloned());
        let rate = found.as_ref().and_then(|maker| if maker.free { Some(0.0) } else { maker.rate_cents });
        rates.update(|rates| match kind {
            "video" => rates.video = rate,
            "speech" => rates.speech = rate,
            "pictures" => rates.picture = if chosen == NOBODY { Some(0.0) } else { rate },
            "composer" => rates.music = if chosen == NOBODY { Some(0.0) } else { rate },
            _ => (rates.sound, rates.sound_per_shot) = (rate, found.is_some_and(|maker| maker.per_shot)),
        });
    };
    // Lips are moved in the footage of whoever moves them.
    let choose_lips = move |place: &web_sys::HtmlDivElement| {
        let chosen = |kind| select_in(place, kind).and_then(|field| ModelChoice::from_key(&field.value()));
        let mover = chosen("lips").filter(|lips| chosen("video").is_some_and(|video| video.provider == lips.provider));
        let rate = |lips: &ModelChoice| {
            known.with_value(|all| all.iter().find(|m| m.kind == "lips" && m.choice == *lips)?.rate_cents)
        };
        rates.update(|rates| rates.lips = mover.as_ref().map_or(Some(0.0), rate));
    };
    // What is chosen in the page counts: a person may have been faster than the program.
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        for kind in ["video", "speech", "sound", "pictures", "composer"] {
            if let Some(field) = select_in(&place, kind) {
                choose(kind, &field.value());
            }
        }
        choose_lips(&place);
    });
    let changed = move |event: leptos::ev::Event| {
        if let Some(place) = place.get_untracked() {
            choose_lips(&place);
        }
        let Some(field) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlSelectElement>().ok()) else { return };
        match field.name().as_str() {
            "form[video]" => choose("video", &field.value()),
            "form[speech]" => choose("speech", &field.value()),
            "form[sound]" => choose("sound", &field.value()),
            "form[pictures]" => choose("pictures", &field.value()),
            "form[composer]" => choose("composer", &field.value()),
            _ => {}
        }
    };
    let films = |at| substitutes(&makers, "video", "Nobody: the animatic stands in", &settings.fallbacks, at);
    let several = films(0).0.len() > 1;
    let films = several.then(|| {
        let ((first, first_set), (second, second_set)) = (films(0), films(1));
        view! {
            <Choice label="If filming fails" name="form[fallback1]" options=first value=first_set />
            <Choice label="And after that" name="form[fallback2]" options=second value=second_set />
        }
    });
    let speaks = |at| substitutes(&makers, "speech", "Nobody: the studio speaks", &settings.speech_fallbacks, at);
    let speakers = services(&makers, "speech", &settings.speech).max(settings.speech_fallbacks.len() + 1);
    let speaks = (speakers > 1).then(|| {
        let ((first, first_set), (second, second_set)) = (speaks(0), speaks(1));
        view! {
            <Choice label="If the voices fail" name="form[speech_fallback1]" options=first value=first_set />
            {(speakers > 2).then(|| view! { <Choice label="And then" name="form[speech_fallback2]" options=second value=second_set /> })}
        }
    });
    let sounds = |at| substitutes(&makers, "sound", "Nobody: the studio's own sounds", &settings.sound_fallbacks, at);
    let sounders = services(&makers, "sound", &settings.sound).max(settings.sound_fallbacks.len() + 1);
    let sounds = (sounders > 1).then(|| {
        let (first, first_set) = sounds(0);
        view! { <Choice label="If the sounds fail" name="form[sound_fallback1]" options=first value=first_set /> }
    });
    let chained = several || speaks.is_some() || sounds.is_some();
    let mover = settings.lips.as_ref();
    let lips = bought(&makers, "lips", "As they were filmed", mover);
    let lips = (lips.len() > 1).then(|| {
        let value = mover.map_or_else(|| NOBODY.to_owned(), ModelChoice::key);
        view! { <Choice label="Lips" name="form[lips]" options=lips value=value /> }
    });
    let drawn = settings.pictures.as_ref();
    let pictures = bought(&makers, "pictures", "The prompt alone, or a picture of yours", drawn);
    let pictures = (pictures.len() > 1).then(|| {
        let value = drawn.map_or_else(|| NOBODY.to_owned(), ModelChoice::key);
        view! { <Choice label="Shots start from" name="form[pictures]" options=pictures value=value /> }
    });
    let composer = settings.composer.as_ref();
    let composers = bought(&makers, kind_of("composer"), "The studio itself · free", composer);
    let composers = (composers.len() > 1).then(|| {
        let value = composer.map_or_else(|| NOBODY.to_owned(), ModelChoice::key);
        view! { <Choice label="Music by" name="form[composer]" options=composers value=value /> }
    });
    let missing = makers.iter().any(|maker| maker.missing.is_some() && !maker.needs_credit);
    let credit = makers.iter().any(|maker| maker.needs_credit);
    view! {
        <div class="makers" node_ref=place on:change=changed>
        <Choice label="Video" name="form[video]" options=models(&makers, "video", &settings.video) value=settings.video.key() />
        <Choice label="Voices" name="form[speech]" options=models(&makers, "speech", &settings.speech) value=settings.speech.key() />
        <Choice label="Sounds" name="form[sound]" options=models(&makers, "sound", &settings.sound) value=settings.sound.key() />
        {composers}
        {pictures}
        {lips}
        {films}
        {speaks}
        {sounds}
        {chained.then(|| view! {
            <Tick label="Ask the next one too when a shot is refused" name="form[switch_when_refused]" checked=settings.switch_when_refused hint="else the refusal comes back to you, with the prompt to change" />
        })}
        {credit.then(|| view! { <p class="dim wide">"More that this studio has keys for needs credit: ask an administrator, or set a key of your own in the " <a href="/settings#keys">"settings"</a>"."</p> })}
        {missing.then(|| view! { <p class="dim wide">"Kling, Runway, ElevenLabs and others appear here once their key is in the " <a href="/settings#keys">"settings"</a>"."</p> })}
        </div>
    }
}

#[component]
pub fn SettingsFold(settings: ProjectSettings, open: bool, rates: RwSignal<Rates>) -> impl IntoView {
    let makers = Resource::new_blocking(|| (), |()| list_makers());
    let chosen = StoredValue::new(settings.clone());
    let budget = settings.budget_cents.map(|cents| format!("{}.{:02}", cents / 100, cents % 100)).unwrap_or_default();
    view! {
        <details class="settings-fold" open=open>
            <summary><h2>"Settings"</h2><span class="dim">{format!("{} · {} · {}", settings.aspect.label(), settings.resolution.label(), settings.style.label())}</span></summary>
            <div class="settings-grid">
                <Choice label="Picture" name="form[aspect]" options=pairs(Aspect::ALL, Aspect::key, Aspect::label) value=settings.aspect.key().to_owned() />
                <Choice label="Resolution" name="form[resolution]" options=pairs(Resolution::ALL, Resolution::key, Resolution::label) value=settings.resolution.key().to_owned() />
                <Choice label="Style" name="form[style]" options=pairs(StylePreset::ALL, StylePreset::key, StylePreset::label) value=settings.style.key().to_owned() />
                <Input label="Style in your words" name="form[style_text]" placeholder="rain-soaked, 35 mm, teal shadows" value=settings.style_text.clone() />
                <Input label="Never in the picture" unit="for models that take it" name="form[avoid]" placeholder="umbrellas, lettering, crowds" value=settings.avoid.clone() />
                <Input label="Shot length" unit="s, when the script does not say" name="form[shot_seconds]" kind="number" min="2" max="10" step="0.5" value=settings.shot_seconds.clamp(2.0, 10.0).to_string() />
                <Input label="Clips at once" name="form[parallel]" kind="number" min="1" max="3" step="1" value=settings.parallel.to_string() />
                <Suspense fallback=|| ()>
                    {move || Suspend::new(async move {
                        let makers = makers.await.unwrap_or_default();
                        view! { <Makers makers settings=chosen.get_value() rates /> }
                    })}
                </Suspense>
                <Choice label="Footage of another shape" name="form[fit]" options=pairs(Fit::ALL, Fit::key, Fit::label) value=settings.fit.key().to_owned() />
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
