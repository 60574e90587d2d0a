//! What stands where a page could not be shown, and where it is not there yet.

use crate::{Problem, ui::Title};
use leptos::prelude::*;

/// A problem as a page: what happened, and the next step.
#[component]
pub fn Trouble(problem: Problem) -> impl IntoView {
    let heading = match problem.status {
        404 => "Not on this reel",
        401 | 403 => "Please log in",
        0 => "No connection",
        _ => "That did not work",
    };
    let log_in = problem.status == 401;
    view! {
        <Title text=heading />
        <main id="main" class="narrow trouble">
            <p class="slate" aria-hidden="true">{(problem.status > 0).then(|| problem.status.to_string())}</p>
            <h1>{heading}</h1>
            <p>{problem.sentence}</p>
            {if log_in {
                view! { <a class="button primary" href="/login" rel="external">"Log in"</a> }.into_any()
            } else {
                view! { <a class="button primary" href="/">"All films"</a> }.into_any()
            }}
        </main>
    }
}

/// The shape of a page that is being fetched.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <main id="main" class="wide" aria-busy="true">
            <p class="visually-hidden" role="status">"Loading"</p>
            <div class="skeleton line"></div>
            <div class="skeleton screen"></div>
        </main>
    }
}
