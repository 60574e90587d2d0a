//! What language models can be asked about a step, each press with its price, and their answers beside what is in use.

use super::Shown;
use crate::{
    api::storyboard::{AskWords, TakePages, TakeWords},
    ui::{Act, Icon, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::{AnswerView, AskOffer, TakeOffer, WordsStep};

/// The answers of a step, and the press that asks for them. Nothing where nobody can be asked and nobody was.
#[component]
pub fn Words(shown: Shown, step: &'static str) -> impl IntoView {
    let own = shown.part(move |board| board.words.step(step).cloned());
    // A person's own words are only replaced by a press that says so.
    let is_yours = shown.part(move |board| match step {
        "lore" => board.lore.state == "yours" || board.lore.state == "stale",
        "narrative" => board.narrative.state == "yours" || board.narrative.state == "stale",
        _ => false,
    });
    view! { {move || own.get().map(|own| told(shown, own, is_yours.get()))} }
}

fn told(shown: Shown, own: WordsStep, is_yours: bool) -> impl IntoView {
    let (step, named) = (own.step.clone(), own.step.clone());
    let running = (own.running > 0).then(|| format!("{} is writing: {} of {} answered.", own.by, own.done, own.of));
    let cost = (own.done > 0).then(|| format!("Answered by {}, {}.", own.by, paid(own.cost_micros)));
    // Texts of one answer that have places are taken together, too.
    let is_many = matches!(step.as_str(), "components" | "stages");
    let has_places = step != "scenes";
    let mut asks: Vec<i32> = own.answers.iter().filter(|answer| !answer.in_use).map(|answer| answer.ask).collect();
    asks.dedup();
    let id = shown.id;
    view! {
        <div class="asked" data-step=named>
            <div role="status">{running.map(|says| view! { <p class="dim">{says}</p> })}</div>
            {own.says.into_iter().map(|says| view! { <p class="problem"><Icon name="alert" />{says}</p> }).collect_view()}
            <ul class="cards">
                {own.answers.into_iter().map(|answer| card(shown, answer, has_places, is_yours)).collect_view()}
            </ul>
            {is_many.then(|| asks.into_iter().map(|ask| {
                let fields = vec![("id", id.to_string()), ("ask", ask.to_string())];
                view! { <Act to=TakeWords::PATH fields=fields><button type="submit" class="small">"Use all of them · free"</button></Act> }
            }).collect_view())}
            {own.take.map(|take| pages(shown, take))}
            {cost.map(|says| view! { <p class="dim">{says}</p> })}
            {own.offer.map(|offer| press(shown, step, offer))}
        </div>
    }
}

fn card(shown: Shown, answer: AnswerView, has_place: bool, is_yours: bool) -> impl IntoView {
    let mut fields =
        vec![("id", shown.id.to_string()), ("ask", answer.ask.to_string()), ("option", answer.option.to_string())];
    if is_yours {
        fields.push(("over", "yes".to_owned()));
    }
    let says = if is_yours { "Use this in place of your words" } else { "Use this" };
    let was = (!answer.was.is_empty() && !answer.in_use && has_place).then_some(answer.was);
    view! {
        <li class="story-card" data-lit=answer.in_use.then_some("yes")>
            <div class="story-text">
                <h3>{answer.title}</h3>
                <p>{answer.text}</p>
                {was.map(|was| view! { <details><summary>"What stands there now"</summary><p class="dim">{was}</p></details> })}
            </div>
            {match (answer.in_use, has_place) {
                (true, _) => view! { <p class="in-use"><Icon name="check" />"In use"</p> }.into_any(),
                (false, true) => view! {
                    <Act to=TakeWords::PATH fields=fields class="choose">
                        <button type="submit" class="small" data-take="answer">{says}</button>
                    </Act>
                }.into_any(),
                (false, false) => ().into_any(),
            }}
        </li>
    }
}

fn pages(shown: Shown, take: TakeOffer) -> impl IntoView {
    let fields = vec![("id", shown.id.to_string()), ("seen", take.high_cents.to_string())];
    let price = match (take.unpriced, take.high_cents) {
        (true, _) => "the price of filming it is not known".to_owned(),
        (_, 0) => "free".to_owned(),
        (_, cents) => format!("about {} to film anew", money(cents)),
    };
    view! {
        <details><summary>"Read the pages"</summary><pre class="script">{take.text}</pre></details>
        <ul>{take.says.into_iter().map(|says| view! { <li>{says}</li> }).collect_view()}</ul>
        <Act to=TakePages::PATH fields=fields><button type="submit" data-take="pages">{format!("Make them the script · {price}")}</button></Act>
    }
}

fn press(shown: Shown, step: String, offer: AskOffer) -> impl IntoView {
    let mut fields =
        vec![("id", shown.id.to_string()), ("step", step.clone()), ("seen", offer.high_micros.to_string())];
    if offer.another {
        fields.push(("another", "yes".to_owned()));
    }
    let what = match step.as_str() {
        "lore" => "lores",
        "narrative" => "narratives",
        "scenes" => "scenes",
        "pages" => "pages",
        "stages" => "the look of each scene",
        _ => "the cast, places and props",
    };
    let what = if offer.another { format!("{what} once more") } else { what.to_owned() };
    let price = match (offer.made, offer.unpriced) {
        (true, _) => "answered before, free".to_owned(),
        (_, true) => "its price is not known".to_owned(),
        _ if offer.high_micros == 0 => "free".to_owned(),
        _ => format!("about {} to {}", dollars(offer.low_micros), dollars(offer.high_micros)),
    };
    let is_paid = offer.high_micros > 0;
    view! {
        <Act to=AskWords::PATH fields=fields>
            <button type="submit" data-ask=step disabled=offer.unpriced>{format!("Ask {} for {what} · {price}", offer.model)}</button>
        </Act>
        {is_paid.then(|| view! { <p class="dim">"Where an answer cannot be used whole, the rest is asked for again: three answers to a question at most."</p> })}
    }
}

fn paid(micros: i64) -> String {
    if micros == 0 { "for nothing".to_owned() } else { format!("for {}", dollars(micros)) }
}

/// An amount that may be less than a cent.
fn dollars(micros: i64) -> String {
    let dollars = micros as f64 / 1e6;
    if micros < 100 {
        "less than $0.0001".to_owned()
    } else if micros < 100_000 {
        format!("${dollars:.4}")
    } else {
        format!("${dollars:.2}")
    }
}
