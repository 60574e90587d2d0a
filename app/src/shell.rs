//! The HTML document around the app.

use crate::{App, server_side};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// The whole document. The theme is taken from its cookie here, where only the server renders.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = server_side::cookie("theme").filter(|theme| theme == "dark" || theme == "light");
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    let nonce = use_nonce();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="dark light" />
                <meta name="theme-color" content="#14161a" media="(prefers-color-scheme: dark)" />
                <meta name="theme-color" content="#faf6ef" media="(prefers-color-scheme: light)" />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous" />
                <link rel="preload" href="/fonts/fraunces-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous" />
                <link rel="stylesheet" href=style nonce=nonce />
                <AutoReload options=options.clone() />
                <script src="/record.js" defer nonce=use_nonce()></script>
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
