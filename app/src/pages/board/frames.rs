//! What a shot starts from and ends on.

use super::suited::Hints;
use crate::{
    api::shots::{ArrangeShot, TakeFrame},
    live::Live,
    ui::{Act, Icon},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{FrameEnd, FrameFrom, Shot, ShotId, picture_url};

/// What the chosen model will make of the pictures, where that is not what they are there for.
fn note(shot: &Shot, name: &str, takes: model::view::VideoTakes) -> Option<String> {
    let (first, last) = (shot.first_frame.is_some(), shot.last_frame.is_some());
    if takes.needs_first_frame && !first {
        return Some(format!("{name} films from a picture only: give the shot one to start from."));
    }
    if first && !takes.first_frame {
        return Some(format!("{name} cannot start from a picture, so it is left out."));
    }
    if last && !first {
        return Some("A shot ends on a picture only where it starts from one too.".to_owned());
    }
    (last && !takes.last_frame).then(|| format!("{name} cannot end on a picture, so it is left out."))
}

/// Nothing where nobody films from pictures.
#[component]
pub fn Frames(live: Live, shot: RwSignal<Shot>, id: ShotId, hints: StoredValue<Hints>) -> impl IntoView {
    let pictured = shot.with_untracked(|shot| shot.first_frame.is_some() || shot.last_frame.is_some());
    if !pictured && !hints.with_value(Hints::film_from_pictures) {
        return None;
    }
    let own = live.view.with_untracked(|view| view.settings.video.clone());
    let note = Memo::new(move |_| {
        shot.with(|shot| {
            let choice = shot.video.as_ref().unwrap_or(&own);
            hints.with_value(|hints| hints.takes_of(choice).and_then(|(name, takes)| note(shot, name, takes)))
        })
    });
    let count = Memo::new(move |_| shot.with(|s| [&s.first_frame, &s.last_frame].into_iter().flatten().count()));
    Some(view! {
        <details class="frames">
            <summary>
                <Icon name="frame-on" />
                <span>
                    "Pictures it starts from and ends on "
                    {move || (count.get() > 0).then(|| view! { <span class="count">{count.get()}</span> })}
                </span>
            </summary>
            <p class="dim frames-note" role="status">{move || note.get()}</p>
            <div class="frame-ends">
                <End live shot id end=FrameEnd::First beside=FrameFrom::ShotBefore drawn=hints.with_value(|hints| hints.draws(&live)) />
                <End live shot id end=FrameEnd::Last beside=FrameFrom::ShotAfter />
            </div>
        </details>
    })
}

#[component]
fn End(
    live: Live,
    shot: RwSignal<Shot>,
    id: ShotId,
    end: FrameEnd,
    beside: FrameFrom,
    /// Who draws what shots start from that have no picture.
    #[prop(default = None)]
    drawn: Option<String>,
) -> impl IntoView {
    let project = live.id;
    let picture = Memo::new(move |_| {
        shot.with(|shot| match end {
            FrameEnd::First => shot.first_frame.clone(),
            FrameEnd::Last => shot.last_frame.clone(),
        })
    });
    let (title, shown) = match end {
        FrameEnd::First => ("Starts from", "The picture that the shot starts from"),
        FrameEnd::Last => ("Ends on", "The picture that the shot ends on"),
    };
    let take = move |from: &'static str, words: String| {
        let fields = vec![
            ("id", project.to_string()),
            ("shot", id.to_string()),
            ("end", end.key().to_owned()),
            ("from", from.to_owned()),
        ];
        view! {
            <Act to=TakeFrame::PATH fields=fields><button type="submit" class="small quiet" data-from=from>{words}</button></Act>
        }
    };
    let capital =
        |words: &str| words.chars().take(1).flat_map(char::to_uppercase).chain(words.chars().skip(1)).collect();
    view! {
        <section class="frame-end" data-end=end.key()>
            <h3>{title}</h3>
            {move || match picture.get() {
                Some(name) => view! {
                    <img src=picture_url(project, &name) alt=shown loading="lazy" decoding="async" />
                    {take("none", "Take it away".to_owned())}
                }.into_any(),
                None => match drawn.clone() {
                    Some(who) => view! { <Drawn live id who /> }.into_any(),
                    None => view! { <p class="dim">"Nothing: as the prompt says."</p> }.into_any(),
                },
            }}
            <div class="takes-from">
                {take(beside.key(), capital(beside.label()))}
                {take(FrameFrom::Sketch.key(), capital(FrameFrom::Sketch.label()))}
            </div>
            <form action=format!("/projects/{project}/shots/{id}/picture") method="post" enctype="multipart/form-data">
                <input type="hidden" name="end" value=end.key() />
                <label class="field"><span class="label">"A picture of yours"<span class="unit">"PNG or JPEG, 10 MB"</span></span><input type="file" name="picture" accept="image/png,image/jpeg" required=true /></label>
                <button type="submit" class="small">"Send it"</button>
            </form>
        </section>
    }
}

/// The picture that is drawn for a shot, or that it will be.
#[component]
fn Drawn(live: Live, id: ShotId, who: String) -> impl IntoView {
    let clip = live.rows.with_untracked(|rows| rows.iter().find(|row| row.id == id).map(|row| row.clip));
    let url = Memo::new(move |_| clip.and_then(|clip| clip.with(|clip| clip.drawn.clone())));
    let fields = vec![("id", live.id.to_string()), ("shot", id.to_string()), ("verb", "draw_again".to_owned())];
    move || {
        match url.get() {
        Some(url) => view! {
            <img src=url alt="The picture that was drawn for the shot to start from" loading="lazy" decoding="async" />
            <p class="dim">{format!("Drawn by {who}.")}</p>
            <Act to=ArrangeShot::PATH fields=fields.clone()><button type="submit" class="small" data-verb="draw_again"><Icon name="again" />"Draw another"</button></Act>
        }
        .into_any(),
        None => view! { <p class="dim">{format!("{who} draws a picture from the prompt, before it is filmed.")}</p> }.into_any(),
    }
    }
}

#[cfg(test)]
mod tests {
    use super::note;
    use model::{Shot, view::VideoTakes};

    fn shot(first: bool, last: bool) -> Shot {
        let picture = |there: bool| there.then(|| format!("{}.png", "a".repeat(64)));
        Shot { first_frame: picture(first), last_frame: picture(last), ..Shot::default() }
    }

    #[test]
    fn a_model_that_cannot_use_a_picture_is_said_to_leave_it_out() {
        let all = VideoTakes { first_frame: true, last_frame: true, ..VideoTakes::default() };
        let start = VideoTakes { last_frame: false, ..all };
        assert_eq!(note(&shot(true, true), "K", all), None);
        assert!(note(&shot(true, true), "K", start).unwrap().starts_with("K cannot end on"));
        assert!(note(&shot(true, false), "K", VideoTakes::default()).unwrap().starts_with("K cannot start from"));
        assert!(note(&shot(false, true), "K", all).unwrap().contains("starts from one too"));
        let needs = VideoTakes { needs_first_frame: true, ..all };
        assert!(note(&shot(false, false), "K", needs).unwrap().contains("give the shot one"));
        assert_eq!(note(&shot(false, false), "K", all), None);
    }
}
