//! Where films can be sent: added, tried, removed.

use crate::{
    api::destinations::{AddDestination, ConnectGoogle, Destinations, DoDestination},
    ui::{Act, Choice, Icon, Input, When},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{DestinationKind, DestinationView};

/// The person's destinations, and a form for another one. `done` hears that they changed.
#[component]
pub fn Places(places: Destinations, done: Callback<()>) -> impl IntoView {
    let Destinations { places, google } = places;
    let typed = DestinationKind::ALL.iter().filter(|kind| **kind != DestinationKind::GoogleDrive);
    let kinds = typed.map(|kind| (kind.key().to_owned(), kind.label().to_owned())).collect();
    let waits = places.iter().any(|place| place.code.is_some());
    view! {
        <details class="places" open=waits>
            <summary>"Places to send films to " <span class="count">{places.len()}</span></summary>
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
            {google.then(|| view! {
                <Act to=ConnectGoogle::PATH fields=Vec::new() class="stack" done=done reset=true>
                    <Input label="Folder in your Google Drive" name="folder" placeholder="Films" value=String::new() />
                    <button type="submit">"Connect a Google Drive"</button>
                    <small class="dim">"Google shows you a page where you type a short code. The studio sees only the files that it puts there itself."</small>
                </Act>
            })}
        </details>
    }
}

#[component]
fn Place(place: DestinationView, done: Callback<()>) -> impl IntoView {
    let DestinationView { id, kind, label, address, folder, account, tested_at, fault, code, .. } = place;
    let of = move |verb: &str| vec![("destination", id.to_string()), ("verb", verb.to_owned())];
    let place = if kind == DestinationKind::GoogleDrive { account } else { address };
    let path: Vec<String> =
        [kind.label().to_owned(), place, folder].into_iter().filter(|part| !part.is_empty()).collect();
    let waits = code.is_some();
    view! {
        <li>
            <div>
                <strong>{label}</strong>
                <small class="dim">{path.join(" · ")}</small>
                {code.map(|code| view! {
                    <p>"Type " <strong class="code">{code.code}</strong> " at " <a href=code.url.clone() target="_blank" rel="noopener noreferrer">{code.url.clone()}</a> ", then press “I have typed it”."</p>
                })}
                {match fault {
                    Some(fault) => view! { <small class="why">{fault}</small> }.into_any(),
                    None => tested_at.map(|at| view! { <small class="badge made"><Icon name="check" />"worked "<When at=at /></small> }).into_any(),
                }}
            </div>
            <div class="line-tools">
                <Act to=DoDestination::PATH fields=of("test") done=done><button type="submit" class="small">{if waits { "I have typed it" } else { "Test" }}</button></Act>
                <Act to=DoDestination::PATH fields=of("remove") done=done><button type="submit" class="small quiet">"Remove"</button></Act>
            </div>
        </li>
    }
}
