//! The fields of the form, and what happens while they are filled.

use super::{
    ask::Ask,
    file,
    kept::{Kept, storage},
    marks::Marks,
    outline::{Outline, read},
    price::{Asking, Budget, Price},
    said::Said,
    settings::{Narrator, Settings},
    sources::Sources,
};
use crate::{
    api::projects::{ChangeProject, CreateProject, title_from},
    live::Live,
    ui::{Act, Writing},
};
use leptos::{html, prelude::*, server_fn::ServerFn, task::spawn_local};
use model::ProjectSettings;
use std::time::Duration;

/// The largest script that is taken, in bytes.
const LIMIT: usize = 2_000_000;

/// A reading that takes no longer than this, in milliseconds, follows every keystroke: two frames.
const QUICK: f64 = 33.0;

#[component]
pub fn Form(
    title: String,
    script: String,
    settings: ProjectSettings,
    /// Of a film that exists, with what has the form filled anew.
    live: Option<(Live, RwSignal<u32>)>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let title_field = NodeRef::<html::Input>::new();
    let file = NodeRef::<html::Input>::new();
    let mut reader = script::Reader::default();
    let reading = RwSignal::new(read(&mut reader, &script, &settings));
    let reader = StoredValue::new(reader);
    let asking = Asking::new(area, &settings);
    let price = asking.price;
    let note = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let hydrated = RwSignal::new(false);
    let stored_settings = StoredValue::new(settings.clone());
    let said = Said::new(stored_settings);
    let cursor = RwSignal::new(0_usize);
    let scroll = RwSignal::new(0);
    let pending = StoredValue::new(0_u32);
    // How long the last reading took, in milliseconds.
    let took = StoredValue::new(0.0_f64);
    let is_new = live.is_none();
    let narrator = RwSignal::new(match (is_new, settings.narration) {
        (true, _) => Narrator::Auto,
        (false, true) => Narrator::On,
        (false, false) => Narrator::Off,
    });
    let from_sample = is_new && !script.is_empty();
    let kept = live.map(|(live, turn)| Kept::new(live, area, turn));
    let opened = live.map(|(live, _)| live.view.with_untracked(|view| [view.opened.clone(), view.page.clone()]));

    let look = move || {
        let Some(field) = area.get_untracked() else { return };
        let turn = pending.with_value(|n| n + 1);
        pending.set_value(turn);
        let outline = move || {
            if pending.try_get_value() != Some(turn) {
                return;
            }
            let Some(field) = area.get_untracked() else { return };
            let (text, begun) = (field.value(), js_sys::Date::now());
            let found =
                reader.try_update_value(|reader| stored_settings.with_value(|settings| read(reader, &text, settings)));
            found.into_iter().for_each(|found| reading.set(found));
            if is_new && let Some(storage) = storage() {
                let title = title_field.get_untracked().map(|f| f.value()).unwrap_or_default();
                let _ = storage.set_item("draft-title", &title);
                let _ = storage.set_item("draft-script", &text);
            }
            took.set_value(js_sys::Date::now() - begun);
        };
        if took.get_value() <= QUICK {
            // First the letter is drawn, then what it means.
            request_animation_frame(move || set_timeout(outline, Duration::ZERO));
        } else {
            // A script that takes longer waits for a pause, so that typing is never held up.
            let wait = if field.text_length() > 200_000 { 400 } else { 90 };
            set_timeout(outline, Duration::from_millis(wait));
        }
    };
    // A story is read anew with its narrator's lines.
    Effect::new(move |_| {
        let on = narrator.get().is_on(reading.with(|reading| reading.is_story));
        if stored_settings.with_value(|settings| settings.narration != on) {
            stored_settings.update_value(|settings| settings.narration = on);
            look();
        }
    });
    Effect::new(move |_| {
        reading.track();
        asking.ask();
    });
    let touch = move || kept.into_iter().for_each(Kept::touch);
    let says = Callback::new(move |(line, name): (String, String)| {
        said.speaks(&line, name);
        look();
        // The field has the answer in a moment.
        set_timeout(touch, Duration::ZERO);
    });
    let answer = Callback::new(move |answer| {
        said.answer(answer);
        look();
        set_timeout(touch, Duration::ZERO);
    });
    // The outline follows the writer's cursor.
    let follow = move || area.get_untracked().into_iter().for_each(|field| cursor.set(cursor_in(&field)));
    let put = move |text: &str, name: Option<String>| {
        if let Some(field) = area.get_untracked() {
            field.set_value(text);
        }
        if let Some(field) = title_field.get_untracked()
            && field.value().trim().is_empty()
        {
            let found = reading_title(text);
            let stem = name.map(|name| name.rsplit_once('.').map_or(name.clone(), |(stem, _)| stem.to_owned()));
            field.set_value(&found.or(stem).unwrap_or_default());
        }
        look();
    };
    let take = move |chosen: web_sys::File| {
        if chosen.size() > 8.0 * LIMIT as f64 {
            note.set(Some(
                "The file is larger than 16 MB. A script of that size cannot be read; split it into parts.".to_owned(),
            ));
            return;
        }
        spawn_local(async move {
            let name = chosen.name();
            note.set(Some(format!("Reading {name}…")));
            let text = file::text_of(&chosen).await;
            // The page was left meanwhile.
            if area.try_get_untracked().is_none() {
                return;
            }
            match text {
                Ok(text) if text.len() > LIMIT => note.set(Some(
                    "The script is larger than 2 MB. Split it into parts and make a film of each.".to_owned(),
                )),
                Ok(text) => {
                    note.set(Some(format!("Read {name}.")));
                    put(&text, Some(name));
                }
                Err(why) => note.set(Some(why)),
            }
        });
    };
    // The draft of the last visit comes back, unless a sample was asked for or the person was faster than the program.
    Effect::new(move |_| {
        hydrated.set(true);
        kept.and_then(Kept::bring).into_iter().for_each(|fields| said.bring(fields));
        let chosen = file.get_untracked().and_then(|field| field.files()).and_then(|files| files.get(0));
        let typed =
            area.get_untracked().is_some_and(|field| field.default_value().is_ok_and(|first| field.value() != first));
        if let Some(chosen) = chosen {
            take(chosen);
        } else if typed {
            look();
        } else if is_new
            && !from_sample
            && let Some(storage) = storage()
            && area.get_untracked().is_some_and(|field| field.value().is_empty())
        {
            let draft = storage.get_item("draft-script").ok().flatten().filter(|text| !text.trim().is_empty());
            let title = storage.get_item("draft-title").ok().flatten().unwrap_or_default();
            if let Some(text) = draft {
                if let Some(field) = title_field.get_untracked() {
                    field.set_value(&title);
                }
                put(&text, None);
                note.set(Some("Your draft from last time is back.".to_owned()));
            }
        }
    });
    take_dropped(over, take);
    let left = move |()| match kept {
        Some(kept) => kept.forget(),
        None => {
            if let Some(storage) = storage() {
                let _ = storage.remove_item("draft-script");
                let _ = storage.remove_item("draft-title");
            }
        }
    };
    let jump =
        Callback::new(move |start: usize| area.get_untracked().into_iter().for_each(|field| show(&field, start)));
    // What the film is called where nobody says.
    let own_title = move || {
        reading.with(|reading| {
            if reading.empty {
                return "Title of the film".to_owned();
            }
            title_from(&reading.outline.title, &reading.outline.begins)
        })
    };
    let to = if is_new { CreateProject::PATH } else { ChangeProject::PATH };
    let fields = live.map(|(live, _)| vec![("id", live.id.to_string())]).unwrap_or_default();
    if let Some(kept) = kept {
        provide_context(kept);
    }
    view! {
        <main id="main" class="writing" class:over=move || over.get() on:input=move |_| touch() on:change=move |_| touch()>
            <h1 class="visually-hidden">{if is_new { "New film" } else { "Script and settings" }}</h1>
            {live.zip(kept).map(|((live, _), kept)| view! { <Ask live kept /> })}
            {is_new.then(|| view! { <p class="from-idea dim">"No script yet? "<a href="/new/idea">"Begin from an idea"</a></p> })}
            <Act to=to fields=fields class="writing-form" left=left>
                {opened.map(|[opened, page]| view! {
                    <input type="hidden" name="form[opened]" value=opened />
                    <input type="hidden" name="form[page]" value=page />
                })}
                <div class="paper-side">
                    <label class="title-field">
                        <span class="visually-hidden">"Title of the film"</span>
                        <input node_ref=title_field name="form[title]" value=title placeholder=own_title maxlength="200" required=!is_new autocomplete="off" on:input=move |_| look() />
                    </label>
                    <div class="paper">
                        <Writing
                            text=script
                            node_ref=area
                            attr:aria-label="Script"
                            attr:name="form[script]"
                            attr:spellcheck="true"
                            attr:required=true
                            attr:placeholder="Paste a screenplay, a shot list or a story here."
                            on:input=move |_| look()
                            on:keyup=move |_| follow()
                            on:click=move |_| follow()
                            on:scroll=move |_| scroll.set(area.get_untracked().map_or(0, |field| field.scroll_top()))
                        />
                        <Marks area reading scroll />
                        {said.fields()}
                    </div>
                    <p class="form-note" role="status">{move || note.get()}{kept.map(Kept::says)}</p>
                </div>
                <aside class="outline-side">
                    {is_new.then(|| view! { <Sources file hydrated take=Callback::new(take) /> })}
                    <Outline reading price narrator cursor jump says said answer />
                    <div class="go">
                        <Budget cents=settings.budget_cents asking />
                        {if is_new {
                            view! {
                                <input type="hidden" name="shown" prop:value=move || price.with(Price::shown) />
                                <button type="submit" class="primary large" name="then" value="film">
                                    "Make the first cut"<span class="with-script">{move || format!(" — {}", price.with(Price::words))}</span>
                                </button>
                                <button type="submit" class="quiet" name="then" value="board">"Look at the prompts first"</button>
                                <p class="dim without-script">"What costs money is filmed only after you have seen its price."</p>
                            }.into_any()
                        } else {
                            view! { <button type="submit" class="primary large">"Save"</button><p class="dim">"Your edits stay with their passages."</p> }.into_any()
                        }}
                    </div>
                </aside>
                <Settings settings is_new narrator asking />
            </Act>
            {is_new.then(|| view! {
                <form class="upload" class:hydrated=move || hydrated.get() action="/upload" method="post" enctype="multipart/form-data">
                    <h2>"Or send a script file"</h2>
                    <label class="field"><span class="label">"Title"</span><input name="title" maxlength="200" /></label>
                    <label class="field"><span class="label">"Script file"</span><input type="file" name="script" required=true accept=".fountain,.fdx,.txt,.md,.docx,.odt,.rtf,.pdf,text/plain" /></label>
                    <button type="submit">"Send"</button>
                </form>
            })}
            <div class="drop-hint" aria-hidden="true"><p>"Drop the script"</p></div>
        </main>
    }
}

/// Where the cursor is, in code points.
fn cursor_in(field: &web_sys::HtmlTextAreaElement) -> usize {
    let mut left = field.selection_start().ok().flatten().unwrap_or_default() as usize;
    let text = field.value();
    let before = text.chars().take_while(|c| {
        let more = left > 0;
        left = left.saturating_sub(c.len_utf16());
        more
    });
    before.count()
}

/// Puts the cursor at a place in code points, and that place into sight.
fn show(field: &web_sys::HtmlTextAreaElement, start: usize) {
    let text = field.value();
    let units: usize = text.chars().take(start).map(char::len_utf16).sum();
    let line = text.chars().take(start).filter(|c| *c == '\n').count();
    let lines = text.lines().count().max(1);
    let _ = field.focus();
    let _ = field.set_selection_range(units as u32, units as u32);
    field.set_scroll_top((f64::from(field.scroll_height()) * line as f64 / lines as f64) as i32 - 40);
}

/// A file can be dropped anywhere on the page; `over` is on while one is held above it.
fn take_dropped(over: RwSignal<bool>, take: impl Fn(web_sys::File) + Copy + 'static) {
    Effect::new(move |_| {
        let held = window_event_listener(leptos::ev::dragover, move |event| {
            event.prevent_default();
            over.set(true);
        });
        let left = window_event_listener(leptos::ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over.set(false);
            }
        });
        let dropped = window_event_listener(leptos::ev::drop, move |event| {
            event.prevent_default();
            over.set(false);
            if let Some(first) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                take(first);
            }
        });
        on_cleanup(move || {
            held.remove();
            left.remove();
            dropped.remove();
        });
    });
}

/// A title that the text itself gives.
fn reading_title(text: &str) -> Option<String> {
    let title = script::read(text.get(..4000).unwrap_or(text)).title;
    (!title.trim().is_empty()).then_some(title)
}
