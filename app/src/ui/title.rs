//! The words in the browser's tab.

use leptos::{prelude::*, text_prop::TextProp};

/// Names the tab after a page. The name stays until another page gives its own, so that the tab has one while a page is fetched.
#[component]
pub fn Title(#[prop(into)] text: TextProp) -> impl IntoView {
    name_tab(text);
}

fn full(text: &str) -> String {
    if text.is_empty() { "Director Studio".to_owned() } else { format!("{text} · Director Studio") }
}

#[cfg(feature = "ssr")]
fn name_tab(text: TextProp) {
    // leptos_meta writes the name into the page as it is.
    let name = move || full(&text.get()).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _nothing_to_show = leptos_meta::Title(leptos_meta::TitleProps::builder().text(name).build());
}

#[cfg(not(feature = "ssr"))]
fn name_tab(text: TextProp) {
    Effect::new(move |_| document().set_title(&full(&text.get())));
}
