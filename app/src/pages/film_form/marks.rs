//! Beside the script its lines' numbers, and under the words what a finding is about: the text once more above the writing, unseen but for
//! the numbers and the marks.

use super::outline::Reading;
use leptos::{html, prelude::*};

/// How many lines have their number shown: of a longer script, every fifth has, every tenth, and so on.
const MOST_NUMBERS: usize = 600;

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    text: String,
    /// The number of the line that begins here, where it is shown.
    number: Option<usize>,
    /// Where something is to be done: the class of its state.
    class: Option<&'static str>,
}

/// The steps in which lines are numbered.
fn step(lines: usize) -> usize {
    [1, 5, 10, 20, 50, 100, 500].into_iter().find(|step| lines / step <= MOST_NUMBERS).unwrap_or(1_000)
}

/// The whole text, so that it scrolls alike. A line with several findings has the mark of the first, which is the gravest.
fn pieces(text: &str, lines: &[(usize, &'static str)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let step = step(text.split_inclusive('\n').count());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let class = lines.iter().find(|(marked, _)| *marked == at + 1).map(|(_, class)| *class);
        let number = Some(at + 1).filter(|number| class.is_some() || *number == 1 || number % step == 0);
        let (words, end) = line.split_at(line.trim_end_matches(['\r', '\n']).len());
        for (part, number, class) in [(words, number, class), (end, None, None)] {
            match pieces.last_mut() {
                Some(piece) if number.is_none() && piece.class.is_none() => piece.text.push_str(part),
                _ if number.is_some() || !part.is_empty() => {
                    pieces.push(Piece { text: part.to_owned(), number, class });
                }
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
            if let Some(layer) = layer.try_get_untracked().flatten() {
                layer.set_scroll_top(down);
            }
        });
    });
    let shown = |piece: &Piece| {
        let number = piece.number.map(|number| view! { <i data-line=number class=piece.class></i> });
        let words = match piece.class {
            Some(class) => view! { <mark class=class>{piece.text.clone()}</mark> }.into_any(),
            None => piece.text.clone().into_any(),
        };
        (number, words)
    };
    view! {
        <div class="marks" aria-hidden="true" node_ref=layer>
            {move || marked.with(|pieces| pieces.iter().map(shown).collect_view())}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_lines_stand_by_themselves_and_the_rest_keeps_them_in_place() {
        let found = pieces("ONE\r\ntwo\nthree\nfour", &[(2, "failed"), (3, "waits"), (2, "waits")]);
        let told: Vec<_> = found.iter().map(|piece| (piece.text.as_str(), piece.number, piece.class)).collect();
        let expected = [
            ("ONE\r\n", Some(1), None),
            ("two", Some(2), Some("failed")),
            ("\n", None, None),
            ("three", Some(3), Some("waits")),
            ("\n", None, None),
            ("four", Some(4), None),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_long_script_has_some_of_its_lines_numbered_and_all_of_its_text() {
        let text = "A line.\n".repeat(1_000);
        let found = pieces(&text, &[(3, "waits")]);
        let numbers: Vec<usize> = found.iter().filter_map(|piece| piece.number).collect();
        assert_eq!((&numbers[..4], numbers.len()), (&[1, 3, 5, 10][..], 202));
        assert_eq!(found.into_iter().map(|piece| piece.text).collect::<String>(), text);
        assert_eq!(pieces("", &[(3, "failed")]), []);
    }
}
