//! The settings of a film, all in sight under the script and its outline.

use super::{kept::Kept, price::Asking};
use crate::{
    api::projects::list_makers,
    asked::ask,
    ui::{AllModels, Choice, Input, Maker, Models, MoreModels, Tick},
};
use leptos::{html, prelude::*};
use model::{Aspect, Fit, ModelChoice, ProjectSettings, Resolution, StylePreset, view::MakerView};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;

/// Whether a narrator reads what nobody says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Narrator {
    /// In a story, and in nothing else.
    Auto,
    On,
    Off,
}

impl Narrator {
    const ALL: [(Self, &str, &str); 3] =
        [(Self::Auto, "auto", "In a story"), (Self::On, "on", "Reads the action"), (Self::Off, "off", "Nobody")];

    pub const fn is_on(self, story: bool) -> bool {
        matches!((self, story), (Self::On, _) | (Self::Auto, true))
    }

    fn key(self) -> &'static str {
        Self::ALL.iter().find(|(own, ..)| *own == self).map_or("auto", |(_, key, _)| key)
    }

    fn from_key(wanted: &str) -> Self {
        Self::ALL.iter().find(|(_, key, _)| *key == wanted).map_or(Self::Auto, |(own, ..)| *own)
    }
}

fn pairs<T: Copy>(all: &[T], key: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (key(*one).to_owned(), label(*one).to_owned())).collect()
}

/// The models of one kind that can be used now, and the one that is set whether it can or not; those that are advised first.
fn models(makers: &[MakerView], kind: &str, set: &ModelChoice) -> Models {
    let ready = makers.iter().filter(|maker| maker.kind == kind && (maker.missing.is_none() || maker.choice == *set));
    Models::of(ready).with(set, false)
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
) -> Models {
    let ready =
        makers.iter().filter(|m| m.kind == kind && is_fit(m) && (m.missing.is_none() || Some(&m.choice) == set));
    let mut options = Models::of(ready);
    if let Some(set) = set {
        options = options.with(set, false);
    }
    options.first.insert(0, (NOBODY.to_owned(), nobody.to_owned()));
    options
}

/// Nobody, or a model of a kind that costs something.
fn bought(makers: &[MakerView], kind: &str, nobody: &str, set: Option<&ModelChoice>) -> Models {
    somebody(makers, kind, nobody, set, |maker| !maker.free)
}

/// It is no maker of the studio's own.
fn is_outside(maker: &MakerView) -> bool {
    ![ModelChoice::animatic(), ModelChoice::voices(), ModelChoice::espeak(), ModelChoice::foley()]
        .contains(&maker.choice)
}

/// Who speaks in a new film: the natural voices where they are there.
fn usual_speech(makers: &[MakerView], otherwise: ModelChoice) -> ModelChoice {
    let natural = ModelChoice::voices();
    if makers.iter().any(|maker| maker.choice == natural && maker.missing.is_none()) { natural } else { otherwise }
}

/// A list of who takes over in a chain: its options, and what is set.
type Substitutes = (Models, String);

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
fn select_in(place: &web_sys::Element, kind: &str) -> Option<web_sys::HtmlSelectElement> {
    place.query_selector(&format!("select[name='form[{kind}]']")).ok()??.dyn_into().ok()
}

/// The lists in which something may be chosen that costs money.
const PAID: [&str; 6] = ["video", "speech", "sound", "pictures", "lips", "composer"];

#[component]
fn Makers(makers: Vec<MakerView>, settings: ProjectSettings, asking: Asking) -> impl IntoView {
    let known = StoredValue::new(makers.clone());
    let place = NodeRef::<html::Div>::new();
    let look = move || {
        let Some(place) = place.get_untracked() else { return };
        let costs = |list: &&str| {
            let chosen = select_in(&place, list).map(|field| field.value()).unwrap_or_default();
            let is = |maker: &&MakerView| maker.kind == kind_of(list) && maker.choice.key() == chosen;
            chosen.contains('/') && known.with_value(|all| all.iter().find(is).is_none_or(|maker| !maker.free))
        };
        asking.paid.set(PAID.iter().any(costs));
        asking.ask();
    };
    // What is chosen in the page counts: a person may have been faster than the program.
    Effect::new(move |_| {
        place.track();
        look();
    });
    let changed = move |_| look();
    let films =
        |at| substitutes(&makers, "video", "Nobody: the studio draws a draft in its place", &settings.fallbacks, at);
    let several = films(0).0.len() > 1;
    let films = several.then(|| {
        let ((first, first_set), (second, second_set)) = (films(0), films(1));
        view! {
            <Maker label="If filming fails" name="form[fallback1]" options=first value=first_set />
            <Maker label="And after that" name="form[fallback2]" options=second value=second_set />
        }
    });
    let speaks = |at| substitutes(&makers, "speech", "Nobody: the studio speaks", &settings.speech_fallbacks, at);
    let speakers = services(&makers, "speech", &settings.speech).max(settings.speech_fallbacks.len() + 1);
    let speaks = (speakers > 1).then(|| {
        let ((first, first_set), (second, second_set)) = (speaks(0), speaks(1));
        view! {
            <Maker label="If the voices fail" name="form[speech_fallback1]" options=first value=first_set />
            {(speakers > 2).then(|| view! { <Maker label="And then" name="form[speech_fallback2]" options=second value=second_set /> })}
        }
    });
    let sounds = |at| substitutes(&makers, "sound", "Nobody: the studio's own sounds", &settings.sound_fallbacks, at);
    let sounders = services(&makers, "sound", &settings.sound).max(settings.sound_fallbacks.len() + 1);
    let sounds = (sounders > 1).then(|| {
        let (first, first_set) = sounds(0);
        view! { <Maker label="If the sounds fail" name="form[sound_fallback1]" options=first value=first_set /> }
    });
    let chained = several || speaks.is_some() || sounds.is_some();
    let mover = settings.lips.as_ref();
    let lips = bought(&makers, "lips", "As they were filmed", mover);
    let lips = (lips.len() > 1).then(|| {
        let value = mover.map_or_else(|| NOBODY.to_owned(), ModelChoice::key);
        view! { <Maker label="Lips" name="form[lips]" options=lips value=value /> }
    });
    let drawn = settings.pictures.as_ref();
    let pictures = bought(&makers, "pictures", "The prompt alone, or a picture of yours", drawn);
    let pictures = (pictures.len() > 1).then(|| {
        let value = drawn.map_or_else(|| NOBODY.to_owned(), ModelChoice::key);
        view! { <Maker label="Shots start from" name="form[pictures]" options=pictures value=value /> }
    });
    let composer = settings.composer.as_ref();
    let composers = bought(&makers, kind_of("composer"), "The studio itself · free", composer);
    let composers = (composers.len() > 1).then(|| {
        let value = composer.map_or_else(|| NOBODY.to_owned(), ModelChoice::key);
        view! { <Maker label="Music by" name="form[composer]" options=composers value=value /> }
    });
    // They may come after what was written in the form the last time.
    let kept = use_context::<Kept>();
    Effect::new(move |_| {
        let _ = kept.and_then(Kept::bring);
    });
    let is_short = makers.iter().any(|maker| !maker.advised && maker.missing.is_none());
    let missing = makers.iter().any(|maker| maker.missing.is_some() && !maker.needs_credit);
    let credit = makers.iter().any(|maker| maker.needs_credit);
    view! {
        <div class="makers" node_ref=place on:change=changed>
        <Maker label="Video" name="form[video]" options=models(&makers, "video", &settings.video) value=settings.video.key() />
        <Maker label="Voices" name="form[speech]" options=models(&makers, "speech", &settings.speech) value=settings.speech.key() />
        <Maker label="Sounds" name="form[sound]" options=models(&makers, "sound", &settings.sound) value=settings.sound.key() />
        {composers}
        {pictures}
        {lips}
        {films}
        {speaks}
        {sounds}
        {is_short.then(|| view! { <p class="wide"><MoreModels /></p> })}
        {chained.then(|| view! {
            <Tick label="Ask the next one too when a shot is refused" name="form[switch_when_refused]" checked=settings.switch_when_refused hint="else the refusal comes back to you, with the prompt to change" />
        })}
        {credit.then(|| view! { <p class="dim wide">"More that this studio has keys for needs credit: ask an administrator, or set a key of your own in the " <a href="/settings#keys">"settings"</a>"."</p> })}
        {missing.then(|| view! { <p class="dim wide">"Kling, Runway, ElevenLabs and others appear here once their key is in the " <a href="/settings#keys">"settings"</a>"."</p> })}
        </div>
    }
}

/// What is chosen of a list whose field a person just changed: the field's name and the words of the choice.
fn changed_to(event: &leptos::ev::Event) -> Option<(String, String)> {
    let field = event.target()?.dyn_into::<web_sys::HtmlSelectElement>().ok()?;
    Some((field.name(), field.value()))
}

#[component]
pub fn Settings(
    settings: ProjectSettings,
    is_new: bool,
    narrator: RwSignal<Narrator>,
    asking: Asking,
) -> impl IntoView {
    let makers = ask(|| (), |()| list_makers());
    AllModels::provide();
    let chosen = StoredValue::new(settings.clone());
    let shape = RwSignal::new((settings.aspect, settings.resolution, settings.style));
    let take = move |name: &str, value: &str| {
        shape.update(|(aspect, resolution, style)| match name {
            "form[aspect]" => *aspect = Aspect::from_key(value).unwrap_or(*aspect),
            "form[resolution]" => *resolution = Resolution::from_key(value).unwrap_or(*resolution),
            "form[style]" => *style = StylePreset::from_key(value).unwrap_or(*style),
            "form[narration]" => narrator.set(Narrator::from_key(value)),
            _ => {}
        });
    };
    // A person may have been faster than the program.
    let place = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        for list in ["aspect", "resolution", "style", "narration"] {
            if let Some(field) = select_in(&place, list) {
                take(&field.name(), &field.value());
            }
        }
    });
    let changed = move |event| {
        if let Some((name, value)) = changed_to(&event) {
            take(&name, &value);
        }
        asking.ask();
    };
    let summary = move || {
        let (aspect, resolution, style) = shape.get();
        format!("{} · {} · {}", aspect.label(), resolution.label(), style.label())
    };
    let narrators = Narrator::ALL.iter().filter(|(own, ..)| is_new || *own != Narrator::Auto);
    let narrators = narrators.map(|(_, key, words)| ((*key).to_owned(), (*words).to_owned())).collect();
    let found = std::iter::once((String::new(), "As its words tell".to_owned()));
    let languages =
        found.chain(script::languages().map(|(tag, name)| (tag.to_owned(), name.to_owned()))).collect::<Vec<_>>();
    let others = settings.languages.iter().map(|(who, tag)| format!("{who}: {}", script::language_name(tag)));
    let others = others.collect::<Vec<_>>().join(", ");
    view! {
        <section class="film-settings" aria-labelledby="settings" node_ref=place on:change=changed>
            <div class="settings-head"><h2 id="settings">"Settings"</h2><span class="dim">{summary}</span></div>
            <div class="settings-grid">
                <Choice label="Shape of the picture" name="form[aspect]" options=pairs(Aspect::ALL, Aspect::key, Aspect::label) value=settings.aspect.key().to_owned() />
                <Choice label="Resolution" name="form[resolution]" options=pairs(Resolution::ALL, Resolution::key, Resolution::label) value=settings.resolution.key().to_owned() />
                <Choice label="Style" name="form[style]" options=pairs(StylePreset::ALL, StylePreset::key, StylePreset::label) value=settings.style.key().to_owned() />
                <Input label="Style in your words" name="form[style_text]" placeholder="rain-soaked, 35 mm, teal shadows" value=settings.style_text.clone() />
                <Suspense fallback=|| ()>
                    {move || Suspend::new(async move {
                        let makers = makers.await.unwrap_or_default();
                        let mut settings = chosen.get_value();
                        if is_new {
                            settings.speech = usual_speech(&makers, settings.speech);
                        }
                        view! { <Makers makers settings asking /> }
                    })}
                </Suspense>
                <Choice label="Narrator" name="form[narration]" options=narrators value=Signal::derive(move || narrator.get().key().to_owned()) />
                <Input label="Seconds of a shot" unit="unless the script says" name="form[shot_seconds]" kind="number" min="2" max="10" step="0.5" value=settings.shot_seconds.clamp(2.0, 10.0).to_string() />
                <Input label="Leave out of the picture" unit="some models only" name="form[avoid]" placeholder="umbrellas, lettering, crowds" value=settings.avoid.clone() />
                <Input label="Shots made at a time" unit="1 to 3" name="form[parallel]" kind="number" min="1" max="3" step="1" value=settings.parallel.to_string() />
                <Choice label="Language of the script" name="form[language]" options=languages value=settings.language.clone().unwrap_or_default() />
                <Input label="Who speaks another language" name="form[languages]" placeholder="Ana: Spanish, Ben: French" value=others />
                <Choice label="If a clip has another shape" name="form[fit]" options=pairs(Fit::ALL, Fit::key, Fit::label) value=settings.fit.key().to_owned() />
            </div>
            <fieldset class="ticks">
                <legend class="visually-hidden">"Sound and words"</legend>
                <Tick label="Captions" name="form[captions]" checked=settings.captions hint="a track that a player can switch on" />
                <Tick label="Captions in the picture" name="form[burn_captions]" checked=settings.burn_captions />
                <Tick label="Music" name="form[music]" checked=settings.music hint="quiet, follows the mood" />
            </fieldset>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_advised_comes_first_and_what_is_set_is_always_there() {
        let maker = |name: &str, advised| MakerView {
            kind: "video".to_owned(),
            choice: ModelChoice::new("kling", name),
            name: name.to_owned(),
            label: name.to_owned(),
            free: false,
            rate_cents: None,
            per_shot: false,
            missing: None,
            needs_credit: false,
            advised,
            takes: Default::default(),
        };
        let makers = [maker("old", false), maker("new", true)];
        let options = models(&makers, "video", &ModelChoice::new("kling", "gone"));
        let names = |list: &[(String, String)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        assert_eq!(
            (names(&options.first), names(&options.others)),
            (vec!["kling/new".into(), "kling/gone".into()], vec!["kling/old".into()])
        );
    }

    #[test]
    fn a_narrator_reads_stories_unless_a_person_says_otherwise() {
        let on = Narrator::ALL.map(|(own, ..)| (own.is_on(true), own.is_on(false)));
        assert_eq!(on, [(true, false), (true, true), (false, false)]);
        assert!(Narrator::ALL.iter().all(|(own, key, _)| Narrator::from_key(key) == *own && own.key() == *key));
    }
}
