//! Pages whose program is fetched when they are first shown: they carry the script engine, a third of everything.

use crate::pages;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// [`pages::NewFilm`].
#[derive(Debug)]
pub struct NewFilm;

#[lazy_route]
impl LazyRoute for NewFilm {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <pages::NewFilm /> }.into_any()
    }
}

/// [`pages::ScriptPage`].
#[derive(Debug)]
pub struct ScriptPage;

#[lazy_route]
impl LazyRoute for ScriptPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <pages::ScriptPage /> }.into_any()
    }
}
