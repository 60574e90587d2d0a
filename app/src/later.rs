//! Pages whose program is fetched when they are first shown: all of them. Two carry the script engine, a third of everything.

use crate::pages;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// Makes a route of its own of each page.
macro_rules! later {
    ($($page:ident)*) => {$(
        #[derive(Debug)]
        pub struct $page;

        #[lazy_route]
        impl LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                view! { <pages::$page /> }.into_any()
            }
        }
    )*};
}

later! { Storyboard Print FromIdea Projects Progress Login Register Reset OwnAccount Administration People NewFilm ScriptPage Board EditingRoom Export Receipts Settings }
