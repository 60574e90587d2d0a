//! What was spent, and what may still be.

use crate::{
    api::money::{GrantCredit, my_money},
    ui::{Act, Input, Skeleton, Trouble, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::MoneyView;

#[component]
pub fn Money(admin: bool) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let balance = Resource::new_blocking(move || changes.get(), |_| my_money());
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
                    <button type="submit">"Give credit"</button>
                </Act>
                <p class="dim">"Whoever was never given credit has no limit. From the first credit on, it is one."</p>
            })}
        </section>
    }
}

#[component]
fn Balance(balance: MoneyView) -> impl IntoView {
    let MoneyView { granted_cents, available_cents, reserved_cents, spent_cents } = balance;
    let dollars = |cents: i64| if cents == 0 { "$0.00".to_owned() } else { money(cents) };
    view! {
        <dl class="facts">
            <div><dt>"Spent"</dt><dd>{dollars(spent_cents)}</dd></div>
            <div><dt>"Held back for what is being made"</dt><dd>{dollars(reserved_cents)}</dd></div>
            <div><dt>"Credit"</dt><dd>{granted_cents.map_or_else(|| "no limit".to_owned(), |granted| format!("{} left of {}", dollars(available_cents.max(0)), dollars(granted)))}</dd></div>
        </dl>
    }
}
