//! What is kept on disk so that nothing is made or paid twice, and throwing it away.

use crate::{
    api::kept::{ClearKept, list_kept},
    asked::ask,
    ui::{Act, Choice, Icon, Skeleton, Trouble, size},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::CacheView;

/// How many films are listed, the largest first.
const MOST: usize = 12;

#[component]
pub fn Kept() -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let kept = ask(move || changes.get(), |_| list_kept());
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="kept">
            <h2>"What is kept"</h2>
            <p>"Every take, line and sound is kept, so that an undo, an earlier take or the same words again cost nothing. What your films do not use can be thrown away; what they use always stays."</p>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match kept.await {
                        Ok(kept) if kept.count == 0 => view! { <p class="dim">"Nothing is kept yet."</p> }.into_any(),
                        Ok(kept) => view! { <Films kept done /> }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

#[component]
fn Films(kept: CacheView, done: Callback<()>) -> impl IntoView {
    let CacheView { count, bytes, projects } = kept;
    let more = projects.len().saturating_sub(MOST);
    let ages =
        [("", "of any age"), ("7", "older than a week"), ("30", "older than a month"), ("365", "older than a year")];
    let ages = ages.iter().map(|(days, words)| ((*days).to_owned(), (*words).to_owned())).collect();
    view! {
        <dl class="facts">
            {projects.into_iter().take(MOST).map(|film| {
                let fields = vec![("project", film.project.to_string())];
                view! {
                    <div>
                        <dt><a href=format!("/projects/{}", film.project)>{film.title}</a></dt>
                        <dd class="row">
                            {format!("{} · {}", files(film.count), size(film.bytes))}
                            <Act to=ClearKept::PATH fields=fields done=done><button type="submit" class="small"><Icon name="bin" />"Throw away the unused"</button></Act>
                        </dd>
                    </div>
                }
            }).collect_view()}
            {(more > 0).then(|| view! { <div><dt>{format!("and {more} more")}</dt><dd></dd></div> })}
            <div><dt><strong>"Together"</strong></dt><dd>{format!("{} · {}", files(count), size(bytes))}</dd></div>
        </dl>
        <Act to=ClearKept::PATH fields=Vec::new() class="row" done=done>
            <Choice label="What no film uses, and is" name="older_than_days" options=ages value=String::new() />
            <button type="submit">"Throw it away"</button>
        </Act>
    }
}

fn files(count: u64) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}
