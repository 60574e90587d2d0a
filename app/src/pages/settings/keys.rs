//! Keys to the services that film, speak and make sounds.

use crate::{
    Problem,
    api::keys::{ForgetKeys, SetKeys, TestKeys, list_keys, list_providers},
    asked::ask,
    ui::{Act, Icon, Input, Skeleton, Tick, Trouble, clock, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::{KeyFieldView, KeySource, KeyView, ProviderHealth, ProviderView};

#[component]
pub fn Keys(admin: bool) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let keys =
        ask(move || changes.get(), |_| async { Ok::<_, Problem>((list_keys().await?, list_providers().await?)) });
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="keys">
            <h2>"Keys"</h2>
            <p>"With a key, a service films, speaks or makes sounds in place of the studio itself. Keys are kept sealed and are never shown again, only their last four characters."</p>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match keys.await {
                        Ok((keys, how)) => {
                            let rows = keys.into_iter().map(|key| {
                                let how = how.iter().find(|how| how.provider == key.provider).cloned().unwrap_or_default();
                                view! { <Service key how admin done /> }
                            });
                            view! { <ul class="services">{rows.collect_view()}</ul> }.into_any()
                        }
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

/// What was had of a service so far, in one line; nothing where nothing was asked for.
fn so_far(how: &ProviderView) -> Option<String> {
    let said = |class: &str| match class {
        "fix_key" => "for its key",
        "top_up" => "for want of money",
        "edit_prompt" => "refused",
        "wait" => "busy",
        "unknown" => "with no clear answer",
        _ => "for other reasons",
    };
    let failed: u64 = how.failed.values().sum();
    let why: Vec<String> = how.failed.iter().map(|(class, count)| format!("{count} {}", said(class))).collect();
    let parts = [
        (how.open > 0).then(|| format!("{} under way", how.open)),
        (failed > 0).then(|| format!("{failed} failed ({})", why.join(", "))),
        how.wait_p50.map(|seconds| format!("half within {}", clock(seconds))),
        how.wait_p95.map(|seconds| format!("nearly all within {}", clock(seconds))),
        Some(money(how.spent_cents)),
    ];
    let rest: String = parts.into_iter().flatten().map(|part| format!(" · {part}")).collect();
    (how.calls > 0).then(|| format!("{} of {} made{rest}", how.done, how.calls))
}

/// How the service answers, where that is not well.
fn unwell(how: &ProviderView) -> Option<String> {
    match how.health {
        ProviderHealth::Fine => None,
        ProviderHealth::Failing => Some("not answering well".to_owned()),
        ProviderHealth::Resting => Some(match how.rests_for {
            Some(seconds) => format!("down; asked again in {}", clock(seconds)),
            None => "down; asked again soon".to_owned(),
        }),
    }
}

#[component]
fn Service(key: KeyView, how: ProviderView, admin: bool, done: Callback<()>) -> impl IntoView {
    let provider = vec![("provider", key.provider.clone())];
    let mine = key.set.iter().any(|field| field.source == KeySource::Yours);
    let everybodys = admin && key.set.iter().any(|field| field.source == KeySource::Installation);
    let (class, state) = match (unwell(&how), key.ready, key.used) {
        _ if key.needs_credit => ("quiet", "needs credit: ask an administrator".to_owned()),
        (Some(words), true, _) => ("waits", words),
        (None, true, Some(used)) => ("made", format!("ready · {}", source(used))),
        (None, true, None) if key.note.is_empty() => ("made", "ready · needs no key".to_owned()),
        (None, true, None) => ("made", format!("ready · {}", key.note)),
        (_, false, _) if !key.note.is_empty() => ("quiet", key.note.clone()),
        (_, false, _) => ("quiet", "no key".to_owned()),
    };
    let mut everybody = provider.clone();
    everybody.push(("everybody", "on".to_owned()));
    view! {
        <li class=class>
            <details>
                <summary><strong>{key.label.clone()}</strong><span class="badge"><span>{state}</span></span></summary>
                {so_far(&how).map(|words| view! { <p class="tabular so-far">{words}</p> })}
                <ul class="dim">{key.set.iter().map(|field| view! { <li>{told(field)}</li> }).collect_view()}</ul>
                <Act to=SetKeys::PATH fields=provider.clone() class="stack" reset=true done=done>
                    {(key.takes.len() > 1).then(|| view! { <p class="dim">"Enter the API key, or the access key and its secret."</p> })}
                    <div class="row">
                        {key.takes.iter().map(|field| {
                            let (label, name) = words(field);
                            view! { <Input label=label name=name kind="password" value=String::new() /> }
                        }).collect_view()}
                        {admin.then(|| view! { <Input label="Address" unit="only where it differs" name="base_url" kind="url" value=String::new() /> })}
                    </div>
                    {admin.then(|| view! {
                        <Tick label="For everybody in this studio" name="everybody" checked=false />
                        <Input label="Your password, again" unit="for everybody’s key, or an address" name="password" kind="password" value="" />
                    })}
                    <div class="row">
                        <button type="submit" class="primary">"Keep the key"</button>
                        {(!key.key_page.is_empty()).then(|| view! { <a href=key.key_page.clone() rel="external noopener" target="_blank">"Where to get one"</a> })}
                    </div>
                </Act>
                <div class="row">
                    {(key.ready || key.needs_credit).then(|| view! { <Act to=TestKeys::PATH fields=provider.clone()><button type="submit"><Icon name="check" />"Test the connection"</button></Act> })}
                    {mine.then(|| view! { <Act to=ForgetKeys::PATH fields=provider.clone() done=done><button type="submit" class="quiet">"Forget my key"</button></Act> })}
                    {everybodys.then(|| view! {
                        <Act to=ForgetKeys::PATH fields=everybody.clone() class="row" done=done reset=true>
                            <Input label="Your password, again" name="password" kind="password" value="" required=true />
                            <button type="submit" class="quiet">"Forget everybody's key"</button>
                        </Act>
                    })}
                </div>
            </details>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_says_what_was_had_of_it() {
        assert_eq!(so_far(&ProviderView::default()), None);
        let how = ProviderView {
            calls: 14,
            done: 12,
            failed: [("wait".to_owned(), 1), ("edit_prompt".to_owned(), 1)].into(),
            wait_p50: Some(83.0),
            wait_p95: Some(140.0),
            spent_cents: 420,
            ..ProviderView::default()
        };
        let told = "12 of 14 made · 2 failed (1 refused, 1 busy) · half within 1:23 · nearly all within 2:20 · $4.20";
        assert_eq!(so_far(&how).as_deref(), Some(told));
    }

    #[test]
    fn a_service_that_rests_says_until_when() {
        let how = ProviderView { health: ProviderHealth::Resting, rests_for: Some(42.0), ..ProviderView::default() };
        assert_eq!(unwell(&how).as_deref(), Some("down; asked again in 0:42"));
    }
}
