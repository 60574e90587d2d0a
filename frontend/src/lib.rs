//! The browser's entry: takes over the page that the server rendered.
// The types of whole pages nest deeper than the compiler's default allows.
#![recursion_limit = "512"]

/// Called once by the page's module script.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
