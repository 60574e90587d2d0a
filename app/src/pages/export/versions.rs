//! The film in other shapes, and what was exported before.

use super::places::Places;
use crate::{
    api::{
        destinations::list_destinations,
        exports::{DoExport, MakeExport, list_exports},
    },
    asked::ask,
    live::Live,
    ui::{Act, Choice, Icon, Tick, Trouble, When, size},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{CaptionStyle, ExportFit, ExportShape, ExportState, ExportView};

/// Makes another version of the film, and lists those that were made.
#[component]
pub fn Versions(live: Live, ready: Signal<bool>) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let exports = ask(move || (changes.get(), live.exports.get()), move |_| list_exports(live.id));
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    let moved = RwSignal::new(0_u32);
    let destinations = ask(move || moved.get(), |_| list_destinations());
    let placed = Callback::new(move |()| moved.update(|n| *n += 1));
    view! {
        <section class="group" id="versions">
            <h2>"Another version, another place"</h2>
            <p>"In another size or shape, with the captions in the picture, or sent to a cloud of yours. Its sound is that of the film."</p>
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    // A version can be made while the places cannot be told.
                    let places = destinations.await;
                    let ready_places = places.iter().flat_map(|all| &all.places).filter(|place| place.code.is_none());
                    let names = ready_places.map(|place| (place.id.to_string(), place.label.clone())).collect::<Vec<_>>();
                    view! {
                        {ready.get().then(|| view! { <NewVersion live done names /> })}
                        {match places {
                            Ok(places) => view! { <Places places done=placed /> }.into_any(),
                            Err(problem) => view! { <Trouble problem /> }.into_any(),
                        }}
                    }
                })}
            </Transition>
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match exports.await {
                        Ok(all) => view! {
                            {all.iter().any(|export| !export.state.is_final()).then(|| view! {
                                <p class="dim without-script">"Load the page again to see how far they are."</p>
                            })}
                            <ul class="exports">{all.into_iter().map(|export| view! { <Export live export done /> }).collect_view()}</ul>
                        }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn NewVersion(live: Live, done: Callback<()>, names: Vec<(String, String)>) -> impl IntoView {
    let sends = !names.is_empty();
    let to: Vec<_> = std::iter::once((String::new(), "this device, as a download".to_owned())).chain(names).collect();
    let shape = |shape: ExportShape, first: bool| {
        view! {
            <label class="shape">
                <input type="radio" name="shape" value=shape.key() checked=first />
                <span class=format!("shape-picture {}", shape.key())><i></i></span>
                <span>{shape.label()}</span>
            </label>
        }
    };
    let style = |style: CaptionStyle| {
        let usual = style == CaptionStyle::Outline;
        view! {
            <label class="look">
                <input type="radio" name="style" value=style.key() checked=usual />
                <span>{style.label()}</span>
            </label>
        }
    };
    let poster = live.view.with_untracked(|view| view.card.poster.clone());
    let fits = ExportFit::ALL.iter().map(|fit| (fit.key().to_owned(), fit.label().to_owned())).collect();
    view! {
        <Act to=MakeExport::PATH fields=vec![("id", live.id.to_string())] class="stack new-version" done=done>
            <fieldset class="shapes">
                <legend class="visually-hidden">"The shape of the picture"</legend>
                {ExportShape::ALL.iter().map(|one| shape(*one, *one == ExportShape::Tall)).collect_view()}
            </fieldset>
            <div class="row">
                <Choice label="In another shape" name="fit" options=fits value=ExportFit::Whole.key().to_owned() />
                <Tick label="Captions in the picture" name="burn" checked=false />
            </div>
            <fieldset class="looks">
                <legend>"How the captions look"</legend>
                <div class="look-shown">
                    {poster.map(|url| view! { <img src=url alt="" /> })}
                    <span aria-hidden="true">"You came."</span>
                </div>
                <div class="row">{CaptionStyle::ALL.iter().map(|one| style(*one)).collect_view()}</div>
            </fieldset>
            {sends.then(|| view! { <Choice label="To" name="to" options=to value=String::new() /> })}
            <button type="submit">"Make this version"</button>
        </Act>
    }
}

#[component]
fn Export(live: Live, export: ExportView, done: Callback<()>) -> impl IntoView {
    let ExportView { id, spec, to, state, progress, bytes, url, fault, current, made_at, .. } = export;
    let of = move |verb: &str| vec![("id", live.id.to_string()), ("export", id.to_string()), ("verb", verb.to_owned())];
    let sent = to.clone().map(|to| format!(" · to {to}"));
    let (class, icon) = match state {
        ExportState::Done => ("made", "check"),
        ExportState::Failed => ("failed", "alert"),
        ExportState::Cancelled => ("quiet", "close"),
        _ => ("works", "wait"),
    };
    let percent = format!("{:.0} %", progress * 100.0);
    let label = format!("How far {} is", spec.words());
    let older = (state == ExportState::Done && !current).then_some(" · of an earlier film");
    view! {
        <li class=class>
            <div>
                <strong>{spec.words()}</strong>
                <small class="dim"><When at=made_at />{(bytes > 0).then(|| format!(" · {}", size(u64::try_from(bytes).unwrap_or_default())))}{sent}{older}</small>
                {fault.map(|fault| view! { <small class="why">{fault}</small> })}
            </div>
            {match (state, url) {
                (ExportState::Done, Some(url)) if to.is_none() => view! {
                    <a class="button" href=url download="" rel="external"><Icon name="download" />"Download"<span class="visually-hidden">" "{spec.words()}</span></a>
                }.into_any(),
                (ExportState::Done, Some(url)) if url.starts_with("https://") => view! {
                    <a class="button" href=url target="_blank" rel="noopener noreferrer">"Open"<span class="visually-hidden">" "{spec.words()}</span></a>
                }.into_any(),
                (ExportState::Making | ExportState::Sending, _) => view! {
                    <progress max="1" value=progress.to_string() aria-label=label></progress>
                    <span class="tabular dim">{percent}</span>
                }.into_any(),
                _ => view! { <span class=format!("badge {class}")><Icon name=icon /><span>{state.label()}</span></span> }.into_any(),
            }}
            {(!state.is_final()).then(|| view! {
                <Act to=DoExport::PATH fields=of("cancel") done=done>
                    <button type="submit" class="small quiet">"Cancel"<span class="visually-hidden">" "{spec.words()}</span></button>
                </Act>
            })}
            {(state == ExportState::Failed).then(|| view! {
                <Act to=DoExport::PATH fields=of("retry") done=done>
                    <button type="submit" class="small">"Try again"<span class="visually-hidden">" "{spec.words()}</span></button>
                </Act>
            })}
        </li>
    }
}
