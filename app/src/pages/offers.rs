//! What the studio read in words that a person wrote of a shot: each with a button that does it, and one that puts it aside.

use crate::{
    api::offers::{AnswerOffer, list_offers},
    asked::{Asked, ask},
    live::Live,
    ui::Act,
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{ShotId, view::OfferView};

/// What is offered for the shots that the page shows, or for one, asked anew whenever anything may have changed.
pub fn offers(live: Live, shot: Option<ShotId>) -> Asked<Vec<OfferView>> {
    let news = Memo::new(move |_| {
        let shown = || live.rows.with(|rows| rows.iter().map(|row| row.id).collect());
        (live.view.with(|view| view.last_seq), shot.map_or_else(shown, |shot| vec![shot]))
    });
    ask(move || news.get(), move |(_, shots)| async move { list_offers(live.id, shots).await.unwrap_or_default() })
}

/// The offers of one shot; nothing where there are none.
#[component]
pub fn Offers(live: Live, shot: ShotId, all: Asked<Vec<OfferView>>) -> impl IntoView {
    let answer = move |offer: &OfferView, verb: &str, class: &'static str, words: String| {
        let fields = vec![
            ("id", live.id.to_string()),
            ("shot", shot.to_string()),
            ("offer", offer.key.clone()),
            ("verb", verb.to_owned()),
        ];
        view! { <Act to=AnswerOffer::PATH fields=fields><button type="submit" class=class>{words}</button></Act> }
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let mut own = all.await;
                own.retain(|offer| offer.shot == shot);
                (!own.is_empty()).then(|| view! {
                    <ul class="offers" aria-label="Found in your words">
                        {own.into_iter().map(|offer| view! {
                            <li data-offer=offer.kind.clone()>
                                <span>{offer.says.clone()}</span>
                                {answer(&offer, "take", "small", offer.does.clone())}
                                {answer(&offer, "aside", "small quiet", "Put aside".to_owned())}
                            </li>
                        }).collect_view()}
                    </ul>
                })
            })}
        </Transition>
    }
}
