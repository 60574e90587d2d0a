//! The log of requests that belong to no film.

use crate::{
    api::keys::list_key_tests,
    asked::ask,
    pages::receipts::OneCall,
    ui::{Skeleton, Trouble, When},
};
use leptos::prelude::*;

/// What tests of keys sent and were answered; for an administrator everybody's, and what the studio asks by itself.
#[component]
pub fn Calls(admin: bool) -> impl IntoView {
    let tests = ask(|| (), |()| list_key_tests());
    let lead = if admin {
        "What tests of keys sent and were answered, everybody's, and what the studio asks servers of your own by itself. What was bought for a film is in its receipts."
    } else {
        "What your tests of keys sent and were answered. What was bought for a film is in its receipts."
    };
    view! {
        <section class="group" id="calls">
            <h2>"Outside calls"</h2>
            <p>{lead}</p>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match tests.await {
                        Ok(tests) if tests.is_empty() => view! { <p class="dim">"Nothing was asked yet."</p> }.into_any(),
                        Ok(tests) => view! {
                            <details class="more">
                                <summary>{format!("{} calls", tests.len())}</summary>
                                <ol class="calls">
                                    {tests.into_iter().map(|test| view! {
                                        <li>
                                            <p><strong>{test.label}</strong> " · " <When at=test.call.at.clone() /> {test.who.is_none().then_some(" · asked by the studio itself")}</p>
                                            <ol class="calls"><OneCall call=test.call /></ol>
                                        </li>
                                    }).collect_view()}
                                </ol>
                            </details>
                        }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}
