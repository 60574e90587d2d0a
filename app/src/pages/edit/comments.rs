//! What guests of the film's links wrote: as marks on the timeline, and as a list to answer and to resolve.

use crate::{
    Problem,
    api::shares::{MarkComment, list_comments},
    asked::{Asked, ask},
    live::Live,
    ui::{Act, Area, Icon, Shuttle, When, clock},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::CommentView;

/// The comments on the open film.
#[derive(Clone, Copy)]
pub struct Guests {
    all: Asked<Result<Vec<CommentView>, Problem>>,
    changes: RwSignal<u32>,
}

impl Guests {
    pub fn of(live: Live) -> Self {
        let changes = RwSignal::new(0_u32);
        Self { all: ask(move || changes.get(), move |_| list_comments(live.id)), changes }
    }

    /// Where they cannot be read there are none.
    async fn read(self) -> Vec<CommentView> {
        self.all.await.unwrap_or_default()
    }
}

/// The link to the list among the tabs of the panel, where there is anything to list.
#[component]
pub fn CommentsLink(guests: Guests, href: String, tab: Memo<String>) -> impl IntoView {
    let href = StoredValue::new(href);
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                let all = guests.read().await;
                let open = all.iter().filter(|comment| !comment.resolved).count();
                (!all.is_empty()).then(|| view! {
                    <li>
                        <a href=href.get_value() aria-current=move || (tab.get() == "comments").then_some("true") data-noscroll>
                            "Comments " <span class="count">{open}</span>
                        </a>
                    </li>
                })
            })}
        </Transition>
    }
}

/// All comments, in the film's order.
#[component]
pub fn Comments(live: Live, guests: Guests, shuttle: Shuttle) -> impl IntoView {
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                let all = guests.read().await;
                let nothing = all.is_empty();
                view! {
                    {nothing.then(|| view! { <p class="dim">"Guests who may comment on a shared link are heard here."</p> })}
                    <ol class="guests">
                        {all.into_iter().map(|comment| view! { <Comment live guests shuttle comment /> }).collect_view()}
                    </ol>
                }
            })}
        </Transition>
    }
}

#[component]
fn Comment(live: Live, guests: Guests, shuttle: Shuttle, comment: CommentView) -> impl IntoView {
    let CommentView { id, seconds, shot, number, shot_seconds, name, words, made_at, answer, resolved, label } =
        comment;
    let of =
        move |verb: &str| vec![("id", live.id.to_string()), ("comment", id.to_string()), ("verb", verb.to_owned())];
    let done = Callback::new(move |()| guests.changes.update(|n| *n += 1));
    let place = match (shot, number) {
        (Some(shot), Some(number)) => {
            let seek = move |_| {
                if let Some(start) = shuttle.start_of(shot) {
                    shuttle.seek(start + shot_seconds);
                }
            };
            let href = format!("/projects/{}/edit?shot={shot}&tab=comments", live.id);
            view! { <a href=href data-noscroll on:click=seek>{format!("{} · shot {number}", clock(seconds))}</a> }
                .into_any()
        }
        _ => view! { <span>{clock(seconds)}</span> }.into_any(),
    };
    let by = if label.is_empty() { name } else { format!("{name}, {label}") };
    let change = if resolved { ("reopen", "Open again") } else { ("resolve", "Resolve") };
    view! {
        <li class:resolved=resolved>
            <p class="tabular">{place}" " <strong>{by}</strong> " " <small class="dim"><When at=made_at /></small></p>
            <p class="guest-words">{words}</p>
            {answer.clone().map(|answer| view! { <p class="answer">{answer}</p> })}
            <div class="line-tools">
                <Act to=MarkComment::PATH fields=of(change.0) done=done>
                    <button type="submit" class="small"><Icon name=if resolved { "again" } else { "check" } />{change.1}</button>
                </Act>
                <details class="drop-down">
                    <summary class="button small">{if answer.is_some() { "Change the answer" } else { "Answer" }}</summary>
                    <Act to=MarkComment::PATH fields=of("answer") class="stack" done=done>
                        <Area label="Answer, for the guests of this link" name="words" value=answer.unwrap_or_default() />
                        <button type="submit">"Send the answer"</button>
                    </Act>
                </details>
                <Act to=MarkComment::PATH fields=of("delete") done=done>
                    <button type="submit" class="small quiet">"Delete"</button>
                </Act>
            </div>
        </li>
    }
}

/// A mark on the timeline for each comment that is open. The list says them to those who do not see them.
#[component]
pub fn Marks(live: Live, guests: Guests, zoom: RwSignal<f64>) -> impl IntoView {
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                let open = guests.read().await.into_iter().filter(|comment| !comment.resolved);
                open.filter_map(|comment| comment.shot.map(|shot| (shot, comment.shot_seconds)))
                    .map(|(shot, within)| {
                        let path = move || {
                            let row = live.rows.with(|rows| rows.iter().position(|row| row.id == shot))?;
                            let at = (live.offsets().get(row).copied()? + within) * zoom.get();
                            Some(format!("M{:.1} 2h10v12h-6l-4 5z", at))
                        };
                        view! { <path class="mark" d=path></path> }
                    })
                    .collect_view()
            })}
        </Transition>
    }
}
