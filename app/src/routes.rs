//! Which page answers which path.

#[cfg(feature = "split")]
use crate::later;
use crate::{
    api::session::begin_visit,
    asked::ask,
    pages,
    ui::{Header, Toast},
    visit::Visit,
};
use leptos::prelude::*;
#[cfg(feature = "split")]
use leptos_router::Lazy;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// A page as a route shows it: fetched when it is first shown, where the program comes in parts.
#[cfg(feature = "split")]
macro_rules! page {
    ($page:ident) => {
        Lazy::<later::$page>::new()
    };
}
#[cfg(not(feature = "split"))]
macro_rules! page {
    ($page:ident) => {
        pages::$page
    };
}

/// The whole app, on both sides.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    leptos_meta::provide_meta_context();
    provide_context(Toast(RwSignal::new(None)));
    provide_context(Visit(ask(|| (), |()| begin_visit())));
    view! {
        <Router>
            <a class="skip" href="#main">
                "Skip to the content"
            </a>
            <Header />
            <Routes fallback=|| view! { <pages::NotFound /> }>
                <Route path=path!("") view=page!(Projects) ssr=SsrMode::Async />
                <Route path=path!("login") view=page!(Login) ssr=SsrMode::Async />
                <Route path=path!("register") view=page!(Register) ssr=SsrMode::Async />
                <Route path=path!("reset") view=page!(Reset) ssr=SsrMode::Async />
                <Route path=path!("account") view=page!(OwnAccount) ssr=SsrMode::Async />
                <Route path=path!("administration") view=page!(Administration) ssr=SsrMode::Async />
                <Route path=path!("people") view=page!(People) ssr=SsrMode::Async />
                <Route path=path!("new") view=page!(NewFilm) ssr=SsrMode::Async />
                <Route path=path!("new/idea") view=page!(FromIdea) ssr=SsrMode::Async />
                <Route path=path!("settings") view=page!(Settings) ssr=SsrMode::Async />
                <Route path=path!("projects/:id") view=page!(Progress) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/script") view=page!(ScriptPage) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/board") view=page!(Board) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/storyboard") view=page!(Storyboard) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/storyboard/print") view=page!(Print) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/edit") view=page!(EditingRoom) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/receipts") view=page!(Receipts) ssr=SsrMode::Async />
                <Route path=path!("projects/:id/export") view=page!(Export) ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
