//! Films that are too long to be shown at once: pages of their shots, and the next ones while a page is scrolled.

use crate::{
    live::Live,
    ui::{Icon, is_chosen_anew},
};
use leptos::{ev, html, prelude::*};
use model::ShotId;

/// So many pixels before its end is seen, the list goes on.
const AHEAD: f64 = 1200.0;

/// Other shots of a film that is too long to be shown at once: the page's own address, from another shot on. Without JavaScript these are
/// pages; with it the next shots come while the page is scrolled.
#[component]
pub fn Others(live: Live, path: &'static str, shots: usize, later: bool) -> impl IntoView {
    let to = Memo::new(move |_| {
        let shown = live.rows.with(Vec::len);
        live.beyond(|window| {
            let next = window.first + shown;
            match later {
                true => (next < window.total).then(|| (next, (next + shots).min(window.total))),
                false => (window.first > 0).then(|| (window.first.saturating_sub(shots), window.first)),
            }
        })
        .flatten()
    });
    let words = if later { "Later shots" } else { "Earlier shots" };
    move || {
        to.get().map(|(from, end)| {
            let from = from + 1;
            view! {
                <p class="others">
                    <a class="button" rel="external" href=format!("/projects/{}{path}?from={from}", live.id)>{words}" "<span class="tabular">{format!("{from}–{end}")}</span></a>
                </p>
            }
        })
    }
}

/// Which shots of a long film are on the strip, and the way to those before and after.
#[component]
pub fn Stretch(live: Live) -> impl IntoView {
    let place = Memo::new(move |_| {
        let shown = live.rows.with(Vec::len);
        live.beyond(|window| {
            (window.first, window.first + shown, window.total, window.before.first().copied(), window.after)
        })
    });
    let link = move |shot: Option<ShotId>, icon: &'static str, words: &'static str| {
        let to = shot.map(|shot| format!("/projects/{}/edit?shot={shot}", live.id));
        to.map(|to| view! { <a class="button small quiet" rel="external" href=to aria-label=words title=words><Icon name=icon /></a> })
    };
    move || {
        place.get().map(|(first, end, total, before, after)| {
            view! {
                <span class="stretch tabular">
                    {link(before, "back", "Earlier shots")} {format!("{}–{end} of {total}", first + 1)} {link(after, "on", "Later shots")}
                </span>
            }
        })
    }
}

/// The way to a scene, and a search; nothing for a film that is shown at once.
#[component]
pub fn Places(live: Live, path: &'static str) -> impl IntoView {
    let part = live.beyond(|window| {
        let here = window.scenes.first().map(|scene| scene.number.clone()).unwrap_or_default();
        (window.index.clone(), window.found.clone(), here)
    });
    let find = leptos_router::hooks::use_query_map().read_untracked().get("find").unwrap_or_default();
    part.map(|(index, found, here)| {
        let to = format!("/projects/{}{path}", live.id);
        let options = index.into_iter().map(|(number, heading)| {
            let words: String = format!("{number} {heading}").chars().take(60).collect();
            view! { <option selected=number == here value=number>{words}</option> }
        });
        let field = NodeRef::<html::Select>::new();
        let go = move || {
            if let Some(form) = field.get_untracked().and_then(|field| field.form()) {
                let _ = form.submit();
            }
        };
        // Chosen before the program was there.
        Effect::new(move |_| {
            if field.get().is_some_and(|field| is_chosen_anew(&field)) {
                go();
            }
        });
        let none = (found.is_empty() && !find.is_empty()).then(|| format!("No shot says “{find}”."));
        let found = found.into_iter().map(|found| {
            let place = format!("{to}?shot={0}#shot-{0}", found.shot);
            view! { <li><a rel="external" href=place><b class="tabular">{found.number}</b>" "{found.words}</a></li> }
        });
        view! {
            <div class="places">
                <form method="get" action=to.clone() class="row">
                    <label class="field"><span class="label">"Scene"</span><select node_ref=field name="scene" on:change=move |_| go()>{options.collect_view()}</select></label>
                    <button type="submit" class="without-script">"Go"</button>
                </form>
                <form method="get" action=to.clone() class="row" role="search">
                    <label class="field"><span class="label">"Find a shot"</span><input type="search" name="find" value=find placeholder="words of its prompt or its lines" required=true /></label>
                    <button type="submit">"Find"</button>
                </form>
            </div>
            {none.map(|none| view! { <p class="dim" role="status">{none}</p> })}
            <ul class="found">{found.collect_view()}</ul>
        }
    })
}

/// A shot that the address names after `#` and that is not on the page is looked up.
pub fn seek_named(live: Live) {
    Effect::new(move |_| {
        let location = window().location();
        let name = location.hash().unwrap_or_default();
        let Some(shot) = name.strip_prefix("#shot-").and_then(|id| id.parse::<ShotId>().ok()) else { return };
        let asked = location.search().is_ok_and(|query| query.contains(&shot.to_string()));
        if !asked && !live.rows.with_untracked(|rows| rows.iter().any(|row| row.id == shot)) {
            let _ = location.replace(&format!("?shot={shot}{name}"));
        }
    });
}

fn items(list: &web_sys::HtmlOListElement) -> impl Iterator<Item = web_sys::Element> + use<> {
    let items = list.children();
    (0..items.length()).filter_map(move |at| items.item(at)).filter(|item| item.has_attribute("data-shot"))
}

/// While the page is scrolled, the next shots come, `step` of them at a time, and the farthest go: no more than `most` are shown. What is
/// looked at stays where it is.
pub fn follow(live: Live, list: NodeRef<html::Ol>, step: usize, most: usize) {
    let held = StoredValue::new(None::<(String, f64)>);
    live.keeps.set_value(Some(Callback::new(move |taken: bool| {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        if !taken {
            let seen = items(&list).find(|item| item.get_bounding_client_rect().bottom() > 0.0);
            let place =
                seen.and_then(|item| Some((item.get_attribute("data-shot")?, item.get_bounding_client_rect().top())));
            held.set_value(place);
            return;
        }
        request_animation_frame(move || {
            let Some(Some((shot, top))) = held.try_get_value() else { return };
            let own = items(&list).find(|item| item.get_attribute("data-shot").as_deref() == Some(shot.as_str()));
            if let Some(own) = own {
                window().scroll_by_with_x_and_y(0.0, own.get_bounding_client_rect().top() - top);
            }
        });
    })));
    Effect::new(move |_| {
        let listener = window_event_listener(ev::scroll, move |_| {
            let Some(list) = list.try_get_untracked().flatten() else { return };
            let shown = live.rows.with_untracked(Vec::len);
            let part = untrack(|| live.beyond(|window| (window.first, window.total)));
            let Some((first, total)) = part else { return };
            let place = list.get_bounding_client_rect();
            let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            let wanted = (shown + step).min(most);
            if place.bottom() < height + AHEAD && first + shown < total {
                live.slide((first + shown + step).min(total).saturating_sub(wanted), wanted);
            } else if place.top() > -AHEAD && first > 0 {
                live.slide(first.saturating_sub(step), wanted);
            }
        });
        on_cleanup(move || listener.remove());
    });
}
