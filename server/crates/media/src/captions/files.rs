//! Captions in other files than players show: TTML for broadcasters, and WebVTT read back from a film.

use super::{
    cards::{Caption, cards},
    formats::{vtt_clock, vtt_text},
    measure::Measure,
};
use std::fmt::Write as _;

/// TTML in the text profile of IMSC 1.1: one region at the bottom of the picture. `language` is a tag such as `en`.
pub fn to_ttml(captions: &[Caption], language: &str, title: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" \
         xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:timeBase=\"media\" \
         ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\" xml:lang=\"{}\">\n<head><metadata><ttm:title>{}</ttm:title>\
         </metadata><styling><style xml:id=\"line\" tts:color=\"white\" tts:backgroundColor=\"#000000c0\" tts:textAlign=\"center\" \
         tts:fontFamily=\"proportionalSansSerif\" tts:fontSize=\"100%\"/></styling><layout><region xml:id=\"bottom\" tts:origin=\"10% 10%\" \
         tts:extent=\"80% 80%\" tts:displayAlign=\"after\"/></layout></head>\n<body region=\"bottom\" style=\"line\"><div>\n",
        xml(language),
        xml(title)
    );
    for card in cards(captions, Measure::PLAYER) {
        let rows = card.rows.iter().map(|row| xml(row)).collect::<Vec<_>>().join("<br/>");
        // Writing to a String cannot fail.
        let _ = writeln!(out, "<p begin=\"{}\" end=\"{}\">{rows}</p>", vtt_clock(card.start), vtt_clock(card.end));
    }
    out.push_str("</div></body>\n</tt>\n");
    out
}

/// Text as XML holds it; what XML 1.0 cannot hold is left out.
fn xml(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    vtt_text(&plain).replace('"', "&quot;")
}

/// The captions in a WebVTT file of ours. What cannot be read is left out.
pub fn from_vtt(text: &str) -> Vec<Caption> {
    let mut captions = Vec::new();
    for block in text.replace("\r\n", "\n").split("\n\n") {
        let mut lines = block.lines().skip_while(|line| !line.contains("-->"));
        let Some((start, end)) = lines.next().and_then(|line| line.split_once("-->")) else { continue };
        let end = end.split_whitespace().next().unwrap_or_default();
        let (Some(start), Some(end)) = (seconds(start), seconds(end)) else { continue };
        let words = lines.collect::<Vec<_>>().join(" ");
        let words = without_tags(&words).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        captions.push(Caption { start, end, speaker: None, text: words, words: Vec::new() });
    }
    captions
}

fn without_tags(text: &str) -> String {
    let mut inside = false;
    let keep = |c: char| {
        let tag = inside || c == '<';
        inside = tag && c != '>';
        !tag
    };
    let mut keep = keep;
    text.chars().filter(|c| keep(*c)).collect()
}

/// `01:02.500` or `1:01:02.500`.
fn seconds(text: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = text.trim().split(':').map(|part| part.parse().ok()).collect();
    let parts = parts.filter(|parts| (2..=3).contains(&parts.len()))?;
    Some(parts.iter().fold(0.0, |all, part| all * 60.0 + part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::to_vtt;

    fn caption(start: f64, end: f64, text: &str) -> Caption {
        Caption { start, end, speaker: Some("ZOE".into()), text: text.into(), words: Vec::new() }
    }

    #[test]
    fn what_is_written_as_webvtt_is_read_back() {
        let spoken = [caption(1.0, 3.5, "Is 1 < 2 & so on?"), caption(3700.0, 3702.0, "Yes.")];
        let read = from_vtt(&to_vtt(&spoken));
        let told: Vec<_> = read.iter().map(|caption| (caption.start, caption.text.as_str())).collect();
        assert_eq!(told, [(1.0, "Is 1 < 2 & so on?"), (3700.0, "Yes.")]);
        assert_eq!(from_vtt("WEBVTT\n\nno time\nat all\n"), []);
    }

    #[test]
    fn ttml_holds_any_text_and_says_when() {
        let text = to_ttml(&[caption(1.0, 3.5, "\u{1}<b> & \"so\"")], "en", "A & B");
        assert!(
            text.contains("<p begin=\"00:00:01.000\" end=\"00:00:03.500\">&lt;b&gt; &amp; &quot;so&quot;</p>"),
            "{text}"
        );
        assert!(text.contains("<ttm:title>A &amp; B</ttm:title>") && text.contains("xml:lang=\"en\""), "{text}");
    }
}
