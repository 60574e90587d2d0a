//! Where films can be sent: added, connected, tried, removed.

use crate::{
    api::destinations::{AddDestination, ConnectDestination, Destinations, DoDestination},
    ui::{Act, Choice, Icon, Input, When},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{Connectable, DestinationCode, DestinationKind, DestinationView};

/// The person's destinations, and forms for other ones. `done` hears that they changed.
#[component]
pub fn Places(places: Destinations, done: Callback<()>) -> impl IntoView {
    let Destinations { places, connectable } = places;
    let waits = places.iter().any(|place| place.code.is_some());
    view! {
        <details class="send-places" open=waits>
            <summary>"Places to send films to" {(!places.is_empty()).then(|| view! { " " <span class="count">{places.len()}</span> })}</summary>
            <ul class="people">{places.into_iter().map(|place| view! { <Place place done /> }).collect_view()}</ul>
            <Connect connectable done />
            <ByForm done />
        </details>
    }
}

/// Places that let the studio in on a page of their own.
#[component]
fn Connect(connectable: Connectable, done: Callback<()>) -> impl IntoView {
    let Connectable { google, google_by_page, youtube } = connectable;
    let kind = |kind: DestinationKind| vec![("kind", kind.key().to_owned())];
    let drive = if google_by_page {
        "Google asks you on a page of its own. The studio sees only the files that it puts there itself."
    } else {
        "Google shows you a page where you type a short code. The studio sees only the files that it puts there itself."
    };
    view! {
        <Act to=ConnectDestination::PATH fields=kind(DestinationKind::Nextcloud) class="stack" done=done reset=true>
            <div class="row">
                <Input label="Your Nextcloud" name="address" placeholder="https://cloud.example" value=String::new() required=true />
                <Input label="Folder there" name="folder" placeholder="Films" value=String::new() />
            </div>
            <button type="submit">"Connect a Nextcloud"</button>
            <small class="dim">"Your cloud asks you on a page of its own, and gives the studio an app password. You can take it back there under Settings, Security."</small>
        </Act>
        {google.then(|| view! {
            <Act to=ConnectDestination::PATH fields=kind(DestinationKind::GoogleDrive) class="stack" done=done reset=true>
                <Input label="Folder in your Google Drive" name="folder" placeholder="Films" value=String::new() />
                <button type="submit">"Connect a Google Drive"</button>
                <small class="dim">{drive}</small>
            </Act>
        })}
        {youtube.then(|| view! {
            <Act to=ConnectDestination::PATH fields=kind(DestinationKind::Youtube) class="stack" done=done reset=true>
                <button type="submit">"Connect a YouTube channel"</button>
                <small class="dim">"Films arrive there as private videos that are marked as made with AI. You publish them at YouTube."</small>
            </Act>
        })}
    }
}

/// Places with an address and a password, a key or a token.
#[component]
fn ByForm(done: Callback<()>) -> impl IntoView {
    let typed = DestinationKind::ALL.iter().filter(|kind| kind.is_typed());
    let kinds = typed.map(|kind| (kind.key().to_owned(), kind.label().to_owned())).collect();
    view! {
        <details>
            <summary>"With a password, a key or a token: WebDAV, S3, Vimeo, Nextcloud"</summary>
            <Act to=AddDestination::PATH fields=Vec::new() class="stack" done=done reset=true>
                <div class="row">
                    <Choice label="Kind" name="kind" options=kinds value=DestinationKind::Webdav.key().to_owned() />
                    <Input label="Name" name="label" placeholder="Our cloud" value=String::new() />
                </div>
                <Input label="Address" unit="not for Vimeo" name="address" placeholder="https://cloud.example or s3://bucket/films?region=…" value=String::new() />
                <div class="row">
                    <Input label="User" unit="or access key" name="account" value=String::new() />
                    <Input label="App password" unit="or secret key, or token" name="secret" kind="password" value=String::new() required=true />
                </div>
                <Input label="Folder" name="folder" placeholder="Films" value=String::new() />
                <button type="submit">"Add and try it"</button>
                <small class="dim">"It is kept sealed, like your API keys. For Vimeo, make a token with the scopes “private” and “upload” at developer.vimeo.com; films arrive there as videos that only you see."</small>
            </Act>
        </details>
    }
}

/// What the person has to do at the place itself.
#[component]
fn Waits(code: DestinationCode) -> impl IntoView {
    let DestinationCode { code, url } = code;
    if code.is_empty() {
        let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned();
        return view! {
            <p><a class="button small" href=url target="_blank" rel="noopener noreferrer">"Open its page"</a>" and allow the studio at "{host}", then press “I have allowed it”."</p>
        }
        .into_any();
    }
    view! {
        <p>"Type " <strong class="code">{code}</strong> " at " <a href=url.clone() target="_blank" rel="noopener noreferrer">{url.clone()}</a> ", then press “I have typed it”."</p>
    }
    .into_any()
}

#[component]
fn Place(place: DestinationView, done: Callback<()>) -> impl IntoView {
    let DestinationView { id, kind, label, address, folder, account, tested_at, fault, code, .. } = place;
    let of = move |verb: &str| vec![("destination", id.to_string()), ("verb", verb.to_owned())];
    let place = if kind.has_address() { address } else { account };
    let path: Vec<String> =
        [kind.label().to_owned(), place, folder].into_iter().filter(|part| !part.is_empty()).collect();
    let test = match &code {
        None => "Test",
        Some(code) if code.code.is_empty() => "I have allowed it",
        Some(_) => "I have typed it",
    };
    view! {
        <li>
            <div>
                <strong>{label}</strong>
                <small class="dim">{path.join(" · ")}</small>
                {code.map(|code| view! { <Waits code /> })}
                {match fault {
                    Some(fault) => view! { <small class="why">{fault}</small> }.into_any(),
                    None => tested_at.map(|at| view! { <small class="badge made"><Icon name="check" />"worked "<When at=at /></small> }).into_any(),
                }}
            </div>
            <div class="line-tools">
                <Act to=DoDestination::PATH fields=of("test") done=done><button type="submit" class="small">{test}</button></Act>
                <Act to=DoDestination::PATH fields=of("remove") done=done><button type="submit" class="small quiet">"Remove"</button></Act>
            </div>
        </li>
    }
}
