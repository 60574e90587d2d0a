//! The story: three lores and three narratives side by side, the chosen one lit, and a person's own words in their place.

use super::{super::edit::auto::Auto, Shown, words::Words};
use crate::{
    api::storyboard::{ChangeStory, ChooseOption},
    ui::{Act, Area, Icon, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::{OfferedChoice, OptionView, OptionsView};

#[component]
pub fn Story(shown: Shown) -> impl IntoView {
    let idea = shown.part(|board| board.idea.clone());
    view! {
        {move || (!idea.with(String::is_empty)).then(|| view! {
            <div class="idea">
                <p class="idea-words">{idea.get()}</p>
                <p class="dim">"An outline by the studio's rules. It waits for your words: choose a tone and a structure, then write on in the script."</p>
            </div>
        })}
        <Options shown step="lore" title="Lore" hint="The world of the film, and its look." />
        <Options shown step="narrative" title="Narrative" hint="What happens, from beginning to end." />
        {move || (!idea.with(String::is_empty)).then(|| view! { <Words shown step="scenes" /><Words shown step="pages" /> })}
    }
}

fn options(board: &model::view::BoardView, step: &str) -> OptionsView {
    if step == "lore" { board.lore.clone() } else { board.narrative.clone() }
}

#[component]
fn Options(shown: Shown, step: &'static str, title: &'static str, hint: &'static str) -> impl IntoView {
    let all = shown.part(move |board| options(board, step));
    let own = shown.part(move |board| options(board, step).own);
    let text = move || {
        all.with(|all| {
            if all.own.is_empty() {
                all.options.get(all.chosen).map(|own| own.text.clone()).unwrap_or_default()
            } else {
                all.own.clone()
            }
        })
    };
    // Where a model wrote them, who that was.
    let by = shown.part(move |board| {
        let words = board.words.step(step)?;
        let is_used = words.answers.iter().any(|answer| answer.in_use);
        (is_used && options(board, step).state != "yours").then(|| words.by.clone())
    });
    let is_stale = shown.part(move |board| options(board, step).state == "stale");
    let offer = shown.part(move |board| board.offer.clone().filter(|offer| offer.step == step));
    let id = shown.id;
    view! {
        <section class="story" id=step aria-labelledby=format!("{step}-head")>
            <div class="section-head">
                <h2 id=format!("{step}-head")>{title}</h2>
                <p class="dim">{hint}</p>
            </div>
            {move || (!own.with(String::is_empty)).then(|| view! {
                <blockquote class="own-words">
                    <p>{own.get()}</p>
                    <footer>
                        {by.get().map_or_else(|| "Your words. ".to_owned(), |by| format!("Written by {by}, chosen by you. "))}
                        {is_stale.get().then_some("The script has changed since you wrote them.")}
                    </footer>
                </blockquote>
            })}
            <ul class="cards" data-own=move || (!own.with(String::is_empty)).then_some("yes")>
                {move || {
                    let all = all.get();
                    let lit = all.own.is_empty().then_some(all.chosen);
                    all.options.into_iter().enumerate().map(|(at, option)| card(shown, step, at, option, lit == Some(at))).collect_view()
                }}
            </ul>
            {move || offer.get().map(|offer| offered(shown, offer))}
            <Words shown step />
            <details class="words">
                <summary>"Write it yourself"</summary>
                <Auto to=ChangeStory::PATH part=step fields=vec![("id", id.to_string())] class="stack" button="Save">
                    <Area label=title name=step rows="6" value=Signal::derive(text) />
                    <p class="dim">"An empty text gives the studio's back."</p>
                </Auto>
            </details>
        </section>
    }
}

fn card(shown: Shown, step: &'static str, at: usize, option: OptionView, lit: bool) -> impl IntoView {
    let fields = vec![("id", shown.id.to_string()), ("step", step.to_owned()), ("option", at.to_string())];
    let look = option.look.clone();
    view! {
        <li class="story-card" data-lit=lit.then_some("yes")>
            {(!option.picture.is_empty()).then(|| view! { <img src=option.picture alt=format!("The film in the look {look}") loading="lazy" decoding="async" /> })}
            <div class="story-text">
                <h3>{option.title}{(!option.look.is_empty()).then(|| view! { <span class="look">{option.look}</span> })}</h3>
                {option.text.split("\n\n").map(|part| view! { <p>{part.to_owned()}</p> }).collect_view()}
            </div>
            {if lit {
                view! { <p class="in-use"><Icon name="check" />"In use"</p> }.into_any()
            } else {
                view! {
                    <Act to=ChooseOption::PATH fields=fields class="choose">
                        <button type="submit" class="small" data-option=at.to_string()>"Choose this"</button>
                    </Act>
                }.into_any()
            }}
        </li>
    }
}

/// What choosing an option would do, with its price on the button.
fn offered(shown: Shown, offer: OfferedChoice) -> impl IntoView {
    let price = match (offer.high_cents, offer.unpriced) {
        (_, true) => "at a price that nobody knows".to_owned(),
        (0, _) => "free".to_owned(),
        (cents, _) => format!("about {} to film anew", money(cents)),
    };
    let fields = vec![
        ("id", shown.id.to_string()),
        ("step", offer.step.clone()),
        ("option", offer.option.to_string()),
        ("seen", offer.high_cents.to_string()),
    ];
    let back = format!("/projects/{}/storyboard#{}", shown.id, offer.step);
    view! {
        <div class="offer" id="offer" role="status">
            <h3>"Before you choose"</h3>
            <ul>{offer.says.into_iter().map(|says| view! { <li>{says}</li> }).collect_view()}</ul>
            <p class="dim">"Choosing buys nothing. Undo brings everything back, and what was made before costs nothing again."</p>
            <div class="row">
                <Act to=ChooseOption::PATH fields=fields><button type="submit" class="primary" data-confirm="choice">{format!("Choose it · {price}")}</button></Act>
                <a class="button quiet" href=back rel="external">"Keep what I have"</a>
            </div>
        </div>
    }
}
