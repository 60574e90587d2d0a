//! What the script leaves open, one question after another, and what a person decided.

use super::said::{Answer, Said};
use leptos::prelude::*;
use model::{Answers, SaidSex};
use script::Question;

/// How many questions are asked at once.
const MOST: usize = 4;

#[component]
pub fn Open(
    questions: Memo<Vec<Question>>,
    said: Said,
    answer: Callback<Answer>,
    jump: Callback<usize>,
) -> impl IntoView {
    let more = move || questions.with(|all| all.len().saturating_sub(MOST));
    let shown = Memo::new(move |_| questions.with(|all| all.iter().take(MOST).cloned().collect::<Vec<_>>()));
    move || {
        let asked = shown.get();
        let decided = said.answers.with(decisions);
        (!asked.is_empty() || !decided.is_empty()).then(|| {
            let is_open = !asked.is_empty();
            view! {
                <section class="doubts with-script" aria-label="What the script leaves open">
                    {is_open.then(|| view! { <h3>"What the script leaves open"</h3> })}
                    <ul>{asked.into_iter().map(|question| view! { <li>{one(question, answer, jump)}</li> }).collect_view()}</ul>
                    {move || (more() > 0).then(|| view! { <p class="dim">{format!("{} more after these.", more())}</p> })}
                    {(!decided.is_empty()).then(|| view! {
                        <details>
                            <summary>{format!("Decided by you: {}", decided.len())}</summary>
                            <ul>{decided.into_iter().map(|(words, back)| view! {
                                <li class="decided">
                                    <span>{words}</span>
                                    <button type="button" class="small quiet" on:click=move |_| answer.run(back.clone())>"Take back"</button>
                                </li>
                            }).collect_view()}</ul>
                        </details>
                    })}
                </section>
            }
        })
    }
}

/// What was decided, in words, with what takes it back.
fn decisions(answers: &Answers) -> Vec<(String, Answer)> {
    let people = answers.people.iter().map(|(name, said)| {
        let sex = said.sex.map(|sex| sex.label().to_lowercase());
        let words: Vec<String> = sex.into_iter().chain(said.looks.clone()).collect();
        (format!("{name}: {}", words.join(", ")), Answer::NothingOf(name.clone()))
    });
    let same = answers.same.iter().map(|(name, whole)| {
        let words = if name == whole { format!("{name} is somebody else") } else { format!("{name} is {whole}") };
        (words, Answer::NotSame(name.clone()))
    });
    let places = answers.places.iter();
    let places = places.map(|(key, place)| (format!("A scene is set here: {place}"), Answer::Nowhere(key.clone())));
    people.chain(same).chain(places).collect()
}

fn one(question: Question, answer: Callback<Answer>, jump: Callback<usize>) -> AnyView {
    match question {
        Question::Sex { name, guess } => {
            let likely = guess.map(|sex| if sex == model::Sex::Female { SaidSex::Female } else { SaidSex::Male });
            let choices = SaidSex::ALL.iter().map(|&sex| {
                let name = name.clone();
                let say = move |_| answer.run(Answer::Sex { name: name.clone(), sex });
                view! { <button type="button" class="small" class:likely=likely == Some(sex) on:click=say>{sex.label()}</button> }
            });
            let choices = choices.collect_view();
            view! { <p>{format!("Is {name} a woman or a man?")}</p><div class="row">{choices}</div> }.into_any()
        }
        Question::Same { name, whole } => {
            let asks = format!("Are {name} and {whole} one person?");
            let (own, one, two) = (name.clone(), name.clone(), name);
            let join = move |_| answer.run(Answer::Same { name: one.clone(), whole: whole.clone() });
            let part = move |_| answer.run(Answer::Same { name: own.clone(), whole: two.clone() });
            view! {
                <p>{asks}</p>
                <div class="row">
                    <button type="button" class="small" on:click=join>"One person"</button>
                    <button type="button" class="small" on:click=part>"Two people"</button>
                </div>
            }
            .into_any()
        }
        Question::Where { key, begins, start, places } => {
            let choices = places.into_iter().map(|place| {
                let (key, name) = (key.clone(), place.clone());
                let say = move |_| answer.run(Answer::Where { key: key.clone(), place: name.clone() });
                view! { <button type="button" class="small" on:click=say>{place}</button> }
            });
            let choices = choices.collect_view();
            let other = Callback::new(move |place: String| answer.run(Answer::Where { key: key.clone(), place }));
            view! {
                <p>"Where is this? "<button type="button" class="plain" on:click=move |_| jump.run(start)><q>{begins}"…"</q></button></p>
                <div class="row">{choices}</div>
                <Words label="Another place" first=String::new() save="Set" take=other />
            }
            .into_any()
        }
        Question::Looks { name, description, made_up } => {
            view! { <Looks name description made_up answer /> }.into_any()
        }
    }
}

/// The looks of somebody, with what of them is made up.
#[component]
fn Looks(name: String, description: String, made_up: Vec<String>, answer: Callback<Answer>) -> impl IntoView {
    let changes = RwSignal::new(false);
    let own = StoredValue::new(name.clone());
    let decide = Callback::new(move |description| answer.run(Answer::Looks { name: own.get_value(), description }));
    let (kept, first) = (description.clone(), description.clone());
    view! {
        <p><strong>{name}</strong>{format!(": {description}")}</p>
        <p class="dim">{format!("Made up by the studio: {}.", made_up.join(", "))}</p>
        <div class="row">
            <button type="button" class="small" on:click=move |_| decide.run(kept.clone())>"Keep these looks"</button>
            <button type="button" class="small quiet" aria-expanded=move || changes.get().to_string() on:click=move |_| changes.update(|on| *on = !*on)>"Change them"</button>
        </div>
        {move || changes.get().then(|| view! { <Words label="Looks" first=first.clone() save="Save looks" take=decide /> })}
    }
}

/// A short text of the person's own. It is no field of the form: Enter takes it and does not send the form.
#[component]
fn Words(label: &'static str, first: String, save: &'static str, take: Callback<String>) -> impl IntoView {
    let words = RwSignal::new(first.clone());
    let send = move || {
        let words = words.get_untracked().trim().to_owned();
        if !words.is_empty() {
            take.run(words);
        }
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            send();
        }
    };
    view! {
        <div class="row own-words">
            <input aria-label=label placeholder=label value=first maxlength="500" on:input=move |event| words.set(event_target_value(&event)) on:keydown=key />
            <button type="button" class="small" on:click=move |_| send()>{save}</button>
        </div>
    }
}
