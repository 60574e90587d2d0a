//! Everybody with an account, for administrators: who may come in, invitations, and what can be done with an account.

use crate::{
    api::people::{
        ChangePerson, ChooseRegistration, DeletePerson, Everybody, Invite, MakeResetLink, RevokeInvitation, list_people,
    },
    asked::ask,
    ui::{Act, Choice, Input, Skeleton, Title, Trouble, When, money, size},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use model::people::{InvitationView, MemberView, Registration};

#[component]
pub fn People() -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let query = use_query_map();
    let search = move || query.read().get("search").unwrap_or_default();
    let people = ask(move || (changes.get(), search()), |(_, search)| list_people(search));
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <Title text="People" />
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match people.await {
                    Ok(everybody) => view! { <Whole everybody search=search() done /> }.into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Whole(everybody: Everybody, search: String, done: Callback<()>) -> impl IntoView {
    let Everybody { view, link } = everybody;
    let listed = view.people.len();
    let choices = Registration::ALL.iter().map(|way| (way.key().to_owned(), way.label().to_owned())).collect();
    let (registration, overruled) = (view.registration, view.overruled);
    view! {
        <main id="main" class="narrow">
            <h1>"People " <span class="count">{view.count}</span></h1>
            <p class="lead">"The "<a href="/administration">"administration"</a>" shows how the studio is: work, backups, storage, spend."</p>
            {link.map(|link| view! {
                <section class="told" role="status">
                    <p>"Send this link to the person it is for. It works once, and it is shown only now."</p>
                    <input readonly=true aria-label="The link" value=link />
                </section>
            })}
            <section class="group" id="registration">
                <h2>"Who may register"</h2>
                {if overruled {
                    view! { <p>{registration.label()}". STUDIO_REGISTRATION in the studio's environment decides this."</p> }.into_any()
                } else {
                    view! {
                        <Act to=ChooseRegistration::PATH fields=Vec::new() class="row" done=done>
                            <Choice label="Accounts are for" name="registration" options=choices value=registration.key().to_owned() />
                            <button type="submit">"Keep this"</button>
                        </Act>
                    }.into_any()
                }}
            </section>
            <section class="group" id="invitations">
                <h2>"Invite somebody"</h2>
                <p>"An invitation is a link that makes one account."</p>
                <Act to=Invite::PATH fields=Vec::new() class="row" done=done reset=true>
                    <Input label="For" unit="an address" name="email" kind="email" value=String::new() />
                    <Input label="Credit" unit="$" name="dollars" placeholder="0" value=String::new() />
                    <Input label="Good for" unit="days" name="days" placeholder="7" value=String::new() />
                    <Input label="Password" unit="for credit" name="password" kind="password" value=String::new() />
                    <button type="submit" class="primary">"Make a link"</button>
                </Act>
                <ul class="people">{view.invitations.into_iter().map(|invitation| view! { <Waiting invitation done /> }).collect_view()}</ul>
            </section>
            <section class="group" id="accounts">
                <h2>"Accounts"</h2>
                <form action="/people" method="get" class="row">
                    <Input label="Name or address" name="search" value=search />
                    <button type="submit">"Search"</button>
                </form>
                <ul class="services">{view.people.into_iter().map(|member| view! { <Member member done /> }).collect_view()}</ul>
                {(listed == 0).then(|| view! { <p class="dim">"Nobody here has such a name or address."</p> })}
                {(listed == 200).then(|| view! { <p class="dim">"These are the first 200. Search for the others."</p> })}
            </section>
        </main>
    }
}

#[component]
fn Waiting(invitation: InvitationView, done: Callback<()>) -> impl IntoView {
    let InvitationView { id, email, cents, made_by, expires_at, .. } = invitation;
    let until = expires_at.get(..10).unwrap_or_default().to_owned();
    let by = made_by.map(|name| format!(" · from {name}")).unwrap_or_default();
    let credit = if cents > 0 { format!(" · {}", money(cents)) } else { String::new() };
    view! {
        <li>
            <div>
                <strong>{email.unwrap_or_else(|| "Anybody with the link".to_owned())}</strong>
                <small class="dim">{format!("until {until}{credit}{by}")}</small>
            </div>
            <Act to=RevokeInvitation::PATH fields=vec![("invitation", id.to_string())] done=done>
                <button type="submit" class="small">"Revoke"</button>
            </Act>
        </li>
    }
}

fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[component]
fn Member(member: MemberView, done: Callback<()>) -> impl IntoView {
    let id = member.person.id.to_string();
    let (class, state) = match (member.disabled, member.person.admin) {
        (true, _) => ("waits", "disabled"),
        (false, true) => ("made", "administrator"),
        (false, false) => ("quiet", ""),
    };
    let credit = match member.granted_cents {
        Some(granted) if granted > 0 && member.available_cents > 0 => {
            format!("{} of credit left", money(member.available_cents))
        }
        Some(granted) if granted > 0 => "no credit left".to_owned(),
        _ if member.person.admin => "no limit".to_owned(),
        _ => "no credit granted".to_owned(),
    };
    let spent = if member.spent_cents > 0 {
        format!("{} spent", money(member.spent_cents))
    } else {
        "nothing spent".to_owned()
    };
    let facts = format!("{} · {credit} · {spent}", count(member.films, "film"));
    let goes = format!(
        "{} and {} ({}) are deleted with the account, and so are its keys. The record of what was paid stays.",
        count(member.films, "film"),
        count(member.files, "file"),
        size(u64::try_from(member.bytes).unwrap_or_default())
    );
    let of = move |verb: &str| vec![("person", id.clone()), ("verb", verb.to_owned())];
    let only = vec![("person", member.person.id.to_string())];
    let access = if member.disabled { ("enable", "Enable") } else { ("disable", "Disable") };
    let rights = if member.person.admin {
        ("demote", "Take the administrator's rights")
    } else {
        ("promote", "Make an administrator")
    };
    view! {
        <li class=class>
            <details>
                <summary><strong>{member.person.name.clone()}</strong><span class="badge"><span>{state}</span></span></summary>
                <p>{member.person.email.clone()}</p>
                <p class="dim tabular">{facts}</p>
                <p class="dim">"Last log-in: " {match member.last_login_at {
                    Some(at) => view! { <When at=at /> }.into_any(),
                    None => view! { "never" }.into_any(),
                }}</p>
                <div class="row">
                    <Act to=ChangePerson::PATH fields=of(access.0) done=done><button type="submit">{access.1}</button></Act>
                </div>
                <details>
                    <summary>"Rights and a new password"</summary>
                    <Act to=ChangePerson::PATH fields=of(rights.0) class="row" done=done>
                        <Input label="Your own password" name="password" kind="password" value=String::new() required=true />
                        <button type="submit">{rights.1}</button>
                    </Act>
                    {(!member.disabled).then(|| view! {
                        <Act to=MakeResetLink::PATH fields=only.clone() class="row" done=done>
                            <Input label="Your own password" name="password" kind="password" value=String::new() required=true />
                            <button type="submit">"Link for a new password"</button>
                        </Act>
                    })}
                </details>
                <details class="danger">
                    <summary>"Delete the account"</summary>
                    <p>{goes}</p>
                    <Act to=DeletePerson::PATH fields=only.clone() class="row" done=done>
                        <Input label="Your own password" name="password" kind="password" value=String::new() required=true />
                        <button type="submit" class="danger">"Delete the account and its films"</button>
                    </Act>
                </details>
            </details>
        </li>
    }
}
