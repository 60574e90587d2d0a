//! Keys to the services that film, speak and make sounds.

use crate::{
    api::keys::{ForgetKeys, SetKeys, TestKeys, list_keys},
    ui::{Act, Icon, Input, Skeleton, Tick, Trouble},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::{KeyFieldView, KeySource, KeyView};

#[component]
pub fn Keys(admin: bool) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let keys = Resource::new_blocking(move || changes.get(), |_| list_keys());
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="keys">
            <h2>"Keys"</h2>
            <p>"With a key, a service films, speaks or makes sounds in place of the studio itself. Keys are kept sealed and are never shown again, only their last four characters."</p>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match keys.await {
                        Ok(keys) => view! { <ul class="services">{keys.into_iter().map(|key| view! { <Service key admin done /> }).collect_view()}</ul> }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

const fn words(field: &str) -> (&'static str, &'static str) {
    match field.as_bytes() {
        b"access_key" => ("Access key", "access_key"),
        b"secret_key" => ("Secret key", "secret_key"),
        _ => ("API key", "api_key"),
    }
}

fn source(of: KeySource) -> &'static str {
    match of {
        KeySource::Environment => "from the environment",
        KeySource::Installation => "for everybody here",
        KeySource::Yours => "yours",
    }
}

fn told(field: &KeyFieldView) -> String {
    let name = if field.field == "base_url" { "Address" } else { words(&field.field).0 };
    let end = if field.last_four.is_empty() { String::new() } else { format!(" …{}", field.last_four) };
    let locked = if field.locked { ", cannot be opened any more: enter it again" } else { "" };
    format!("{name}{end} · {}{locked}", source(field.source))
}

#[component]
fn Service(key: KeyView, admin: bool, done: Callback<()>) -> impl IntoView {
    let provider = vec![("provider", key.provider.clone())];
    let mine = key.set.iter().any(|field| field.source == KeySource::Yours);
    let everybodys = admin && key.set.iter().any(|field| field.source == KeySource::Installation);
    let (class, state) = match (key.ready, key.used) {
        (true, Some(used)) => ("made", format!("ready · {}", source(used))),
        (true, None) => ("made", "ready · needs no key".to_owned()),
        (false, _) => ("quiet", "no key".to_owned()),
    };
    let mut everybody = provider.clone();
    everybody.push(("everybody", "on".to_owned()));
    view! {
        <li class=class>
            <details>
                <summary><strong>{key.label.clone()}</strong><span class="badge"><span>{state}</span></span></summary>
                <ul class="dim">{key.set.iter().map(|field| view! { <li>{told(field)}</li> }).collect_view()}</ul>
                <Act to=SetKeys::PATH fields=provider.clone() class="stack" reset=true done=done>
                    <div class="row">
                        {key.takes.iter().map(|field| {
                            let (label, name) = words(field);
                            view! { <Input label=label name=name kind="password" value=String::new() /> }
                        }).collect_view()}
                        {admin.then(|| view! { <Input label="Address" unit="only where it differs" name="base_url" kind="url" value=String::new() /> })}
                    </div>
                    {admin.then(|| view! { <Tick label="For everybody in this studio" name="everybody" checked=false /> })}
                    <div class="row">
                        <button type="submit" class="primary">"Keep the key"</button>
                        {(!key.key_page.is_empty()).then(|| view! { <a href=key.key_page.clone() rel="external noopener" target="_blank">"Where to get one"</a> })}
                    </div>
                </Act>
                <div class="row">
                    {key.ready.then(|| view! { <Act to=TestKeys::PATH fields=provider.clone()><button type="submit"><Icon name="check" />"Test the connection"</button></Act> })}
                    {mine.then(|| view! { <Act to=ForgetKeys::PATH fields=provider.clone() done=done><button type="submit" class="quiet">"Forget my key"</button></Act> })}
                    {everybodys.then(|| view! { <Act to=ForgetKeys::PATH fields=everybody.clone() done=done><button type="submit" class="quiet">"Forget everybody's key"</button></Act> })}
                </div>
            </details>
        </li>
    }
}
