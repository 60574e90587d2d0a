//! What was spent, and what may still be.

use crate::{
    api::money::{GrantCredit, my_money},
    asked::ask,
    ui::{Act, Input, Skeleton, Trouble, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::MoneyView;

#[component]
pub fn Money(admin: bool) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let balance = ask(move || changes.get(), |_| my_money());
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="money">
            <h2>"Money"</h2>
            <p>"What outside services charged for your films. A film may have a budget of its own, in its settings; neither is ever passed."</p>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match balance.await {
                        Ok(balance) => view! { <Balance balance /> }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Suspense>
            {admin.then(|| view! {
                <Act to=GrantCredit::PATH fields=Vec::new() class="row" done=done reset=true>
                    <Input label="Give credit to" name="email" kind="email" placeholder="maker@studio.example" value="" required=true />
                    <Input label="Amount" unit="$, less than 0 takes it back" name="dollars" placeholder="25" value="" required=true />
                    <Input label="Your password, again" name="password" kind="password" value="" required=true />
                    <button type="submit">"Give credit"</button>
                </Act>
                <p class="dim">"With the keys of this studio, administrators film without a limit until they are given credit, and everybody else only with credit. A key of one’s own needs none."</p>
            })}
        </section>
    }
}

fn credit(granted_cents: Option<i64>, available_cents: i64) -> String {
    match granted_cents {
        None => "no limit".to_owned(),
        Some(0) if available_cents <= 0 => "none: ask an administrator".to_owned(),
        Some(granted) => format!("{} left of {}", dollars(available_cents.max(0)), dollars(granted)),
    }
}

fn dollars(cents: i64) -> String {
    if cents == 0 { "$0.00".to_owned() } else { money(cents) }
}

#[component]
fn Balance(balance: MoneyView) -> impl IntoView {
    let MoneyView { granted_cents, available_cents, reserved_cents, spent_cents, own_cents } = balance;
    view! {
        <dl class="facts">
            <div><dt>"Spent"</dt><dd>{dollars(spent_cents)}</dd></div>
            <div><dt>"Held back for what is being made"</dt><dd>{dollars(reserved_cents)}</dd></div>
            {(own_cents > 0).then(|| view! { <div><dt>"Of both, with keys of your own"</dt><dd>{dollars(own_cents)}</dd></div> })}
            <div><dt>"Credit with this studio’s keys"</dt><dd>{credit(granted_cents, available_cents)}</dd></div>
        </dl>
    }
}
