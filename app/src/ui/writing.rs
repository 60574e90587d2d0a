//! The one text area of the app. Leptos writes the children of a `<textarea>` into the page as they are, so that a text could become
//! HTML; here it is escaped first, and no page makes a text area of its own.

use leptos::{html, prelude::*};

/// A text area that holds exactly `text`. Attributes and events are given to it as to an element: `attr:name`, `on:input`.
#[component]
pub fn Writing(text: String, node_ref: NodeRef<html::Textarea>) -> impl IntoView {
    // On hydration the browser's own text stays, with what a person typed before the program was there.
    view! { <textarea node_ref=node_ref inner_html=as_html(&text, cfg!(feature = "ssr"))></textarea> }
}

/// The text as it stands between the tags. In a document (and not where a program sets it) the first line break after the tag is
/// skipped: a text that begins with one needs another before it.
fn as_html(text: &str, document: bool) -> String {
    let skipped = if document && text.starts_with(['\n', '\r']) { "\n" } else { "" };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if skipped.is_empty() { escaped } else { format!("{skipped}{escaped}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_a_text() {
        let text = "</textarea><h1 id=pwn>\"' &lt; &amp; &";
        let expected = "&lt;/textarea&gt;&lt;h1 id=pwn&gt;\"' &amp;lt; &amp;amp; &amp;";
        assert_eq!(as_html(text, true), expected);
        assert_eq!(as_html(text, false), expected);
    }

    #[test]
    fn a_line_break_at_the_beginning_is_not_lost() {
        assert_eq!(as_html("\nFADE IN", true), "\n\nFADE IN");
        assert_eq!(as_html("\r\nFADE IN", true), "\n\r\nFADE IN");
        assert_eq!(as_html("\nFADE IN", false), "\nFADE IN");
        assert_eq!(as_html("", true), "");
    }

    /// The program's own source: a text area elsewhere, or HTML from a text, would not be escaped.
    #[test]
    fn no_page_makes_html_of_a_text_by_another_way() {
        fn search(folder: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    search(&path, found);
                } else if !path.ends_with("ui/writing.rs") {
                    let source = std::fs::read_to_string(&path).unwrap();
                    let raw =
                        ["<textarea", "inner_html", "<script", "<style", "<noscript", "<iframe", "srcdoc", "<title"];
                    let bad = |line: &&str| {
                        let line = line.trim().replace("<script src=\"/record.js\"", "");
                        raw.iter().any(|word| line.contains(word)) && !line.starts_with("//")
                    };
                    found.extend(source.lines().filter(bad).map(|line| format!("{}: {line}", path.display())));
                }
            }
        }
        let mut found = Vec::new();
        search(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[cfg(all(test, feature = "ssr"))]
mod in_pages {
    use super::*;
    use crate::ui::{Area, Choice, Input, Tick};

    const PAYLOAD: &str = "</textarea></title></style></script><h1 id=pwn>\"'><svg onload=alert(1)>";

    #[test]
    fn no_field_lets_its_text_out() {
        let owner = Owner::new();
        let html = owner.with(|| {
            let text = || PAYLOAD.to_owned();
            let options = vec![(text(), text())];
            view! {
                <Area label="Prompt" name="prompt" value=text() />
                <Input label="Title" name="title" value=text() />
                <Choice label="Voice" name="voice" options value=text() />
                <Tick label="Music" name="music" checked=true hint=text() />
                <Writing text=text() node_ref=NodeRef::new() attr:aria-label=text() attr:class="x" />
            }
            .to_html()
        });
        assert!(!html.contains("<h1") && !html.contains("<svg"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 2, "{html}");
        assert_eq!(html.matches("&lt;/textarea&gt;&lt;/title&gt;").count(), 7, "{html}");
    }
}
