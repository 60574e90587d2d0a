//! Lines that a finding is about are underlined where they stand: the text once more above the writing, unseen but for the marks.

use super::outline::Reading;
use leptos::{html, prelude::*};

/// A stretch of the text; with a class where it is to be marked.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    text: String,
    class: Option<&'static str>,
}

/// The whole text, so that it scrolls alike; nothing where nothing is marked. A line with several findings has the mark of the
/// first, which is the gravest.
fn pieces(text: &str, lines: &[(usize, &'static str)]) -> Vec<Piece> {
    if lines.is_empty() {
        return Vec::new();
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let class = lines.iter().find(|(marked, _)| *marked == at + 1).map(|(_, class)| *class);
        let (words, end) = line.split_at(line.trim_end_matches(['\r', '\n']).len());
        for (part, class) in [(words, class), (end, None)] {
            match pieces.last_mut() {
                Some(piece) if piece.class == class && class.is_none() => piece.text.push_str(part),
                _ if !part.is_empty() => pieces.push(Piece { text: part.to_owned(), class }),
                _ => {}
            }
        }
    }
    pieces
}

/// Lies above the text field `area` and follows its scrolling.
#[component]
pub fn Marks(area: NodeRef<html::Textarea>, reading: RwSignal<Reading>, scroll: RwSignal<i32>) -> impl IntoView {
    let marked = RwSignal::new(Vec::<Piece>::new());
    let layer = NodeRef::<html::Div>::new();
    // Only in the browser: the server does not know how wide the page is.
    Effect::new(move |_| {
        let lines = reading.with(Reading::marked_lines);
        let text = area.get().map(|field| field.value()).unwrap_or_default();
        marked.set(pieces(&text, &lines));
    });
    Effect::new(move |_| {
        marked.track();
        let down = scroll.get();
        // After the marks of this change are in the page.
        request_animation_frame(move || {
            if let Some(layer) = layer.get_untracked() {
                layer.set_scroll_top(down);
            }
        });
    });
    view! {
        <div class="marks" aria-hidden="true" node_ref=layer>
            {move || marked.with(|pieces| pieces.iter().map(|piece| match piece.class {
                Some(class) => view! { <mark class=class>{piece.text.clone()}</mark> }.into_any(),
                None => piece.text.clone().into_any(),
            }).collect_view())}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_lines_stand_by_themselves_and_the_rest_keeps_them_in_place() {
        let found = pieces("ONE\r\ntwo\nthree\nfour", &[(2, "failed"), (3, "waits"), (2, "waits")]);
        let told: Vec<_> = found.iter().map(|piece| (piece.text.as_str(), piece.class)).collect();
        let expected =
            [("ONE\r\n", None), ("two", Some("failed")), ("\n", None), ("three", Some("waits")), ("\nfour", None)];
        assert_eq!(told, expected);
    }

    #[test]
    fn without_findings_nothing_is_repeated() {
        assert_eq!(pieces("ONE\ntwo", &[]), []);
        assert_eq!(pieces("", &[(3, "failed")]), []);
        assert_eq!(pieces("ONE", &[(3, "failed")]), [Piece { text: "ONE".to_owned(), class: None }]);
    }
}
