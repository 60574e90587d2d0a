//! What the studio read in words that a person wrote of a shot, and what the person says to it.

use crate::Problem;
use leptos::prelude::*;
use model::{ProjectId, ShotId, view::OfferView};

/// What is offered for these shots of a film.
#[server(endpoint = "shots/offers")]
pub async fn list_offers(id: ProjectId, #[server(default)] shots: Vec<ShotId>) -> Result<Vec<OfferView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.offers(who.id, id, Some(&shots)).await.map_err(failed)
}

/// `verb` is `take` or `aside`.
#[server(endpoint = "shots/offer")]
pub async fn answer_offer(id: ProjectId, shot: ShotId, offer: String, verb: String) -> Result<(), Problem> {
    use model::Edit;
    let edit = match verb.as_str() {
        "take" => Edit::TakeOffer { shot, offer },
        "aside" => Edit::PutAside { shot, offer },
        _ => return Err(crate::server_side::fail(Problem::field("There is no such edit."))),
    };
    super::shots::apply(id, edit).await
}
