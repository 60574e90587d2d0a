//! The account, keys to outside services, and how the studio looks.

mod calls;
mod kept;
mod keys;
mod money;
mod tokens;

use crate::{
    Problem,
    api::session::begin_visit,
    asked::ask,
    ui::{Skeleton, ThemeChoice, Title, Trouble},
};
use calls::Calls;
use kept::Kept;
use keys::Keys;
use leptos::prelude::*;
use money::Money;
use tokens::Tokens;

#[component]
pub fn Settings() -> impl IntoView {
    let person = ask(|| (), |()| begin_visit());
    view! {
        <Title text="Settings" />
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match person.await.map(|session| session.person) {
                    Ok(Some(person)) => {
                        view! {
                            <main id="main" class="narrow">
                                <h1>"Settings"</h1>
                                <section class="group">
                                    <h2>"Account"</h2>
                                    <dl class="facts">
                                        <div><dt>"Name"</dt><dd>{person.name}</dd></div>
                                        <div><dt>"Email"</dt><dd>{person.email}</dd></div>
                                        <div><dt>"Role"</dt><dd>{if person.admin { "Administrator of this studio" } else { "Film maker" }}</dd></div>
                                    </dl>
                                    <p><a href="/account">"Name, password and log-ins"</a>{person.admin.then(|| view! { " · " <a href="/people">"People"</a> })}</p>
                                    <form action="/auth/logout" method="post"><button type="submit">"Log out"</button></form>
                                </section>
                                <Keys admin=person.admin />
                                <Money admin=person.admin />
                                <Tokens admin=person.admin />
                                <Kept />
                                <Calls admin=person.admin />
                                <section class="group">
                                    <h2>"Light"</h2>
                                    <p>"A dark room suits the picture; a light one suits the script."</p>
                                    <ThemeChoice />
                                </section>
                                <section class="group">
                                    <h2>"Open a film from another studio"</h2>
                                    <p>"A film that was exported as an archive opens here with its script, its prompts, and all that was filmed and spoken for it. Nothing is bought again."</p>
                                    <form action="/import" method="post" enctype="multipart/form-data" class="inline">
                                        <label class="field"><span class="label">"Archive (.zip)"</span><input type="file" name="file" accept=".zip" required=true /></label>
                                        <button type="submit">"Open the archive"</button>
                                    </form>
                                </section>
                            </main>
                        }.into_any()
                    }
                    Ok(None) => {
                        #[cfg(feature = "ssr")]
                        crate::server_side::send_to("/login?next=/settings");
                        view! { <Trouble problem=Problem::new(401, "Settings belong to an account.") /> }.into_any()
                    }
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}
