//! The HTML of the share page. It is small, has its style and its script in itself, and works without the script.

use crate::http::reply::escape;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use model::CommentView;
use pipeline::{Error, FilmShown, Shared};
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What a link is answered that opens nothing.
pub const GONE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
    content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>Nothing to see here</title></head><body>\
    <main><h1>This link opens nothing</h1><p>It may have expired, or been taken back. Ask whoever sent it for a new one.</p></main>\
    </body></html>";

/// A link, as this host knows it and as others open it.
#[derive(Clone, Copy)]
pub struct Address<'a> {
    pub token: &'a str,
    pub whole: &'a str,
}

/// What the request asked for, and what is to be said of it.
#[derive(Clone, Copy, Default)]
pub struct Asks<'a> {
    /// Where the film begins, in seconds.
    pub at: f64,
    pub error: Option<&'a Error>,
    /// What was written in the form, and could not be kept.
    pub name: &'a str,
    pub words: &'a str,
    pub time: &'a str,
}

/// All that the page shows.
pub struct Page<'a> {
    pub address: Address<'a>,
    pub shared: &'a Shared,
    pub shown: &'a FilmShown,
    pub comments: &'a [CommentView],
    pub asks: Asks<'a>,
}

/// A text as HTML holds it, in an element or in an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn clock(seconds: f64) -> String {
    let all = seconds.max(0.0) as u64;
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A time as people write it: `65`, `1:05`, `1:02:03`. `None` for anything else.
pub fn seconds(text: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = text.trim().split(':').map(|part| part.trim().parse::<f64>().ok()).collect();
    let parts = parts.filter(|parts| parts.len() <= 3 && parts.iter().all(|part| part.is_finite() && *part >= 0.0))?;
    Some(parts.iter().fold(0.0, |all, part| all * 60.0 + part))
}

/// A picture's size, made smaller where it does not fit, in its own shape.
pub fn within((width, height): (u32, u32), (most_width, most_height): (u32, u32)) -> (u32, u32) {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let scale = (f64::from(most_width.max(1)) / width).min(f64::from(most_height.max(1)) / height).min(1.0);
    ((width * scale).round().max(1.0) as u32, (height * scale).round().max(1.0) as u32)
}

/// A page with its own content policy. `frames` says whose pages may hold it.
fn answer(status: StatusCode, frames: &str, html: impl FnOnce(&str) -> String) -> Response {
    let nonce = store::tokens::new().unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; media-src 'self'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
    );
    let mut response = (status, Html(html(&nonce))).into_response();
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
    }
    response
}

/// The head of every page here.
fn head(title: &str, more: &str, style: &str, nonce: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex, nofollow\">\
         <meta name=\"color-scheme\" content=\"dark\"><title>{title}</title><link rel=\"icon\" href=\"/icon.svg\">{more}\
         <style nonce=\"{nonce}\">{style}{STYLE}</style></head>"
    )
}

/// What is asked before a film with a password is shown.
pub fn locked(token: &str, error: Option<&Error>) -> Response {
    let status = error.and_then(|error| StatusCode::from_u16(error.status()).ok()).unwrap_or(StatusCode::OK);
    answer(status, "'none'", |nonce| {
        let told = error.map(|error| format!("<p class=\"said\" role=\"alert\">{}</p>", escaped(&error.to_string())));
        format!(
            "{}<body><main class=\"alone\"><h1>A film for you</h1><p>It asks for the password that came with its link.</p>{}\
             <form method=\"post\" action=\"/s/{token}\"><label>Password<input type=\"password\" name=\"password\" required autofocus \
             autocomplete=\"off\" maxlength=\"200\"></label><button>See the film</button></form></main></body></html>",
            head("A film for you", "", "", nonce),
            told.unwrap_or_default(),
        )
    })
}

impl Page<'_> {
    /// The page with the film and all about it.
    pub fn whole(&self) -> Response {
        answer(StatusCode::OK, "'none'", |nonce| {
            let title = self.shared.title();
            let (length, bytes) = self.shared.extent();
            let download = if self.shared.may_download() {
                format!(
                    "<a href=\"/s/{}/film.mp4?download\" download>Download the film ({})</a>",
                    self.address.token,
                    size(bytes)
                )
            } else {
                String::new()
            };
            format!(
                "{}<body><main><div class=\"film\">{}</div><div class=\"words\"><h1>{}</h1><p class=\"meta\"><span>{}</span>{download}</p></div>\
                 {}{}</main><footer>Made with Director Studio. Contains generated material.</footer>\
                 <script nonce=\"{nonce}\">{SCRIPT}</script></body></html>",
                head(title, &self.told_to_programs(), &self.measures(), nonce),
                self.video(),
                escaped(title),
                clock(length),
                self.chapters(),
                self.said_by_guests(),
            )
        })
    }

    /// The player alone.
    pub fn player(&self) -> Response {
        answer(StatusCode::OK, "*", |nonce| {
            format!(
                "{}<body class=\"player\">{}</body></html>",
                head(self.shared.title(), "", &self.measures(), nonce),
                self.video()
            )
        })
    }

    fn measures(&self) -> String {
        format!(":root{{--w:{};--h:{}}}", self.shown.width.max(1), self.shown.height.max(1))
    }

    fn video(&self) -> String {
        let token = self.address.token;
        let begin = if self.asks.at > 0.0 { format!("#t={:.1}", self.asks.at) } else { String::new() };
        let keep = if self.shared.may_download() { "" } else { " controlslist=\"nodownload\"" };
        let shows = if self.shared.has_burned_captions() { "" } else { " default" };
        let mut tracks = String::new();
        // Writing to a String cannot fail.
        if self.shown.captions.is_some() {
            let _ =
                write!(tracks, "<track kind=\"captions\" label=\"Captions\" src=\"/s/{token}/captions.vtt\"{shows}>");
        }
        if !self.shown.chapters.is_empty() {
            let _ =
                write!(tracks, "<track kind=\"chapters\" label=\"Chapters\" src=\"/s/{token}/chapters.vtt\" default>");
        }
        let poster = match self.shown.poster {
            Some(_) => format!(" poster=\"/s/{token}/poster.jpg\""),
            None => String::new(),
        };
        format!(
            "<video controls playsinline preload=\"metadata\" width=\"{}\" height=\"{}\" aria-label=\"{}\"{poster}{keep}>\
             <source src=\"/s/{token}/film.mp4{begin}\" type=\"video/mp4\">{tracks}</video>",
            self.shown.width,
            self.shown.height,
            escaped(self.shared.title()),
        )
    }

    /// A link to a time of the film.
    fn link(&self, seconds: f64, more: &str) -> String {
        let token = self.address.token;
        format!(
            "<a href=\"/s/{token}?t={seconds:.1}\" data-t=\"{seconds:.2}\"><time>{}</time>{more}</a>",
            clock(seconds)
        )
    }

    fn chapters(&self) -> String {
        if self.shown.chapters.len() < 2 {
            return String::new();
        }
        let items: String = self.shown.chapters.iter().fold(String::new(), |mut items, chapter| {
            let title = format!("<span>{}</span>", escaped(&chapter.title));
            let _ = write!(items, "<li>{}</li>", self.link(chapter.start, &title));
            items
        });
        format!("<nav aria-label=\"Scenes\"><h2>Scenes</h2><ol class=\"chapters\">{items}</ol></nav>")
    }

    fn said_by_guests(&self) -> String {
        if !self.shared.may_comment() {
            return String::new();
        }
        let items: String = self.comments.iter().map(|comment| self.comment(comment)).collect();
        let told = self
            .asks
            .error
            .map(|error| format!("<p class=\"said\" role=\"alert\">{}</p>", escaped(&error.to_string())));
        let Asks { name, words, time, at, .. } = self.asks;
        let (time, typed) = if time.is_empty() { (clock(at), "") } else { (escaped(time), " data-typed") };
        format!(
            "<section id=\"comments\"><h2>Comments</h2><ol class=\"comments\">{items}</ol>{}\
             <form method=\"post\" action=\"/s/{}/comments#comments\"><div class=\"two\"><label>Your name<input name=\"name\" maxlength=\"80\" \
             autocomplete=\"name\" value=\"{}\"></label><label>At<input name=\"at\" value=\"{time}\" maxlength=\"12\"{typed}></label></div>\
             <label>Comment<textarea name=\"words\" required maxlength=\"2000\">{}</textarea></label>\
             <button>Send the comment</button></form></section>",
            told.unwrap_or_default(),
            self.address.token,
            escaped(name),
            escaped(words),
        )
    }

    fn comment(&self, comment: &CommentView) -> String {
        let (class, done) = if comment.resolved { (" class=\"done\"", " · resolved") } else { ("", "") };
        let answer =
            comment.answer.as_deref().map(|words| format!("<div class=\"answer\"><p>{}</p></div>", escaped(words)));
        format!(
            "<li{class}>{} <strong>{}</strong>{done}<p>{}</p>{}</li>",
            self.link(comment.seconds, ""),
            escaped(&comment.name),
            escaped(&comment.words),
            answer.unwrap_or_default()
        )
    }

    /// What other sites show of the link. Of a film with a password they learn nothing.
    fn told_to_programs(&self) -> String {
        if self.shared.has_password() {
            return String::new();
        }
        let whole = escaped(self.address.whole);
        let title = escaped(self.shared.title());
        let (width, height) = (self.shown.width, self.shown.height);
        let (poster_width, poster_height) = within((width, height), (1280, u32::MAX));
        let about = format!("A film of {}", clock(self.shared.extent().0));
        let property = |name: &str, value: &str| format!("<meta property=\"{name}\" content=\"{value}\">");
        let named = |name: &str, value: &str| format!("<meta name=\"{name}\" content=\"{value}\">");
        let film = format!("{whole}/film.mp4");
        let secure = if whole.starts_with("https://") { property("og:video:secure_url", &film) } else { String::new() };
        [
            property("og:type", "video.other"),
            property("og:title", &title),
            property("og:description", &about),
            property("og:url", &whole),
            property("og:image", &format!("{whole}/poster.jpg")),
            property("og:image:width", &poster_width.to_string()),
            property("og:image:height", &poster_height.to_string()),
            property("og:image:alt", &format!("A picture of {title}")),
            property("og:video", &film),
            secure,
            property("og:video:type", "video/mp4"),
            property("og:video:width", &width.to_string()),
            property("og:video:height", &height.to_string()),
            named("twitter:card", "player"),
            named("twitter:title", &title),
            named("twitter:image", &format!("{whole}/poster.jpg")),
            named("twitter:player", &format!("{whole}/embed")),
            named("twitter:player:width", &width.to_string()),
            named("twitter:player:height", &height.to_string()),
            named("twitter:player:stream", &film),
            named("twitter:player:stream:content_type", "video/mp4"),
            format!(
                "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{whole}/oembed.json?url={}\">",
                escape(self.address.whole)
            ),
        ]
        .concat()
    }
}

fn size(bytes: u64) -> String {
    let mb = bytes as f64 / 1e6;
    if mb < 1.0 {
        format!("{:.0} kB", (bytes as f64 / 1e3).ceil())
    } else if mb < 1000.0 {
        format!("{mb:.0} MB")
    } else {
        format!("{:.1} GB", mb / 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let times = ["65", "1:05", " 1:02:03 ", "0:00.5"].map(seconds);
        assert_eq!(times, [Some(65.0), Some(65.0), Some(3723.0), Some(0.5)]);
        assert_eq!(["", "a", "1:2:3:4", "-5", "1:-2", "NaN", "inf"].map(seconds), [None; 7]);
        assert_eq!([clock(65.9), clock(3723.0)], ["1:05", "1:02:03"]);
    }

    #[test]
    fn a_picture_fits_into_what_is_asked_for_in_its_own_shape() {
        assert_eq!(within((1280, 720), (640, 4096)), (640, 360));
        assert_eq!(within((720, 1280), (640, 320)), (180, 320));
        assert_eq!(within((640, 360), (4096, 4096)), (640, 360));
        assert_eq!(within((0, 0), (0, 0)), (1, 1));
    }

    #[test]
    fn the_style_and_the_script_leave_room_in_twenty_kilobytes() {
        assert!(STYLE.len() + SCRIPT.len() < 7_000, "{} bytes", STYLE.len() + SCRIPT.len());
        assert!(!SCRIPT.contains("</") && !STYLE.contains("</"), "they stand in the page as they are");
    }
}
