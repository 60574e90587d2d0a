//! Where films can be sent: added, tried, removed.

use crate::{
    api::destinations::{AddDestination, DoDestination},
    ui::{Act, Choice, Icon, Input, When},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{DestinationKind, DestinationView};

/// The person's destinations, and a form for another one. `done` hears that they changed.
#[component]
pub fn Places(places: Vec<DestinationView>, done: Callback<()>) -> impl IntoView {
    let kinds = DestinationKind::ALL.iter().map(|kind| (kind.key().to_owned(), kind.label().to_owned())).collect();
    view! {
        <details class="places">
            <summary>"Places to send films to" <span class="count">{places.len()}</span></summary>
            <ul class="people">{places.into_iter().map(|place| view! { <Place place done /> }).collect_view()}</ul>
            <Act to=AddDestination::PATH fields=Vec::new() class="stack" done=done reset=true>
                <div class="row">
                    <Choice label="Kind" name="kind" options=kinds value=DestinationKind::Nextcloud.key().to_owned() />
                    <Input label="Name" name="label" placeholder="Our cloud" value=String::new() />
                </div>
                <Input label="Address" name="address" placeholder="https://cloud.example or s3://bucket/films?region=…" value=String::new() required=true />
                <div class="row">
                    <Input label="User" unit="or access key" name="account" value=String::new() />
                    <Input label="App password" unit="or secret key" name="secret" kind="password" value=String::new() required=true />
                </div>
                <Input label="Folder" name="folder" placeholder="Films" value=String::new() />
                <button type="submit">"Add and try it"</button>
                <small class="dim">"The password is kept sealed, like your API keys. A Nextcloud makes app passwords under Settings, Security."</small>
            </Act>
        </details>
    }
}

#[component]
fn Place(place: DestinationView, done: Callback<()>) -> impl IntoView {
    let DestinationView { id, kind, label, address, folder, tested_at, fault, .. } = place;
    let of = move |verb: &str| vec![("destination", id.to_string()), ("verb", verb.to_owned())];
    let path = if folder.is_empty() { address } else { format!("{address} · {folder}") };
    view! {
        <li>
            <div>
                <strong>{label}</strong>
                <small class="dim">{format!("{} · {path}", kind.label())}</small>
                {match fault {
                    Some(fault) => view! { <small class="why">{fault}</small> }.into_any(),
                    None => tested_at.map(|at| view! { <small class="badge made"><Icon name="check" />"worked "<When at=at /></small> }).into_any(),
                }}
            </div>
            <div class="line-tools">
                <Act to=DoDestination::PATH fields=of("test") done=done><button type="submit" class="small">"Test"</button></Act>
                <Act to=DoDestination::PATH fields=of("remove") done=done><button type="submit" class="small quiet">"Remove"</button></Act>
            </div>
        </li>
    }
}
