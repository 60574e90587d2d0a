//! The voice of Google's translation page, as gTTS uses it. Nobody promised it to anybody: it costs nothing and may stop any day.

use crate::{
    Call, Failure, FailureClass, Maker, SpeechMade, Started,
    http::{Body, Effect, Request},
    result,
    service::Service,
    speech,
    untrusted::by_status,
};
use async_trait::async_trait;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use model::SpeechSpec;
use reqwest::{
    Method,
    header::{HeaderMap, HeaderValue, REFERER},
};
use serde_json::{Value, json};
use std::path::Path;

const PATH: &str = "/_/TranslateWebserverUi/data/batchexecute";
/// The procedure that speaks.
const SPEAKS: &str = "jQ1olc";
/// It speaks so many characters at once.
const MOST: usize = 100;

/// Speaks without a key, with one voice per language.
pub(crate) struct Google(pub(crate) Service);

impl Google {
    /// One part of a line. It costs nothing, so that it may always be asked again.
    async fn part(&self, text: &str, spec: &SpeechSpec, wav: &Path, call: &Call<'_>) -> Result<Vec<f32>, Failure> {
        let headers = HeaderMap::from_iter([(REFERER, HeaderValue::from_static("http://translate.google.com/"))]);
        let body = Body::Form(form(text, &language(&spec.voice.language), speech::pace(spec) < 0.8));
        let request =
            Request { effect: Effect::Reads, method: Method::POST, path: PATH, headers, body, makes: None }.making();
        let answer = self.0.http.send(request, call).await?;
        if answer.status != 200 {
            return Err(by_status(&self.0.http, Effect::Reads, &answer, ""));
        }
        let Some(bytes) = spoken(&String::from_utf8_lossy(&answer.body)) else {
            let sentence = format!("{} does not speak this: \"{text}\".", self.0.label());
            return Err(Failure::new(FailureClass::Broken, sentence).detail(answer.kind));
        };
        result::sound(&self.0, &bytes, wav, 120.0, None).await?;
        let (path, label) = (wav.to_owned(), self.0.label().to_owned());
        let read = tokio::task::spawn_blocking(move || media::read_wav(&path)).await;
        let why = match read {
            Ok(Ok(samples)) => return Ok(samples),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        Err(Failure::new(FailureClass::TryAgain, format!("What {label} said cannot be read.")).detail(why))
    }
}

#[async_trait]
impl Maker for Google {
    type Spec = SpeechSpec;
    type Made = SpeechMade;

    async fn start(&self, spec: &SpeechSpec, call: &Call<'_>) -> Result<Started<SpeechMade>, Failure> {
        if let Some(silence) = speech::silence(spec, call).await? {
            return Ok(Started::Done(silence));
        }
        let (mut samples, mut words) = (Vec::new(), Vec::new());
        let seconds = |samples: &Vec<f32>| samples.len() as f64 / 2.0 / f64::from(media::RATE);
        for (index, text) in parts(&spec.said()).iter().enumerate() {
            let start = seconds(&samples);
            // What has nothing to say is not asked for, and takes no time.
            if text.chars().any(char::is_alphanumeric) {
                let wav = call.scratch.join(format!("part-{index}.wav"));
                samples.extend(self.part(text, spec, &wav, call).await?);
            }
            words.extend(speech::words::spread(text, start, seconds(&samples)));
        }
        let words = if spec.say.is_empty() { words } else { speech::words::as_written(spec, &words) };
        let (wav, seconds) = (call.scratch.join("line.wav"), seconds(&samples));
        speech::write(&wav, samples).await?;
        Ok(Started::Done(SpeechMade { wav, seconds, words, billed: None }))
    }
}

/// The form of one call: the procedure and its arguments, as JSON within JSON.
fn form(text: &str, language: &str, slow: bool) -> String {
    let slow = if slow { Value::Bool(true) } else { Value::Null };
    let inner = json!([text, language, slow, "null"]).to_string();
    let call = json!([[[SPEAKS, inner, null, "generic"]]]).to_string();
    // In a form a space is a plus; gTTS writes it out.
    let encoded: String = url::form_urlencoded::byte_serialize(call.as_bytes()).collect();
    format!("f.req={}&", encoded.replace('+', "%20"))
}

/// The sound: base64 in a JSON text within the line that names the procedure.
fn spoken(answer: &str) -> Option<Vec<u8>> {
    let line = answer.lines().find(|line| line.contains(SPEAKS))?;
    let calls: Value = serde_json::from_str(line).ok()?;
    let call = calls.as_array()?.iter().find(|call| call.get(1).and_then(Value::as_str) == Some(SPEAKS))?;
    let inner: Value = serde_json::from_str(call.get(2)?.as_str()?).ok()?;
    let bytes = BASE64_STANDARD.decode(inner.get(0)?.as_str()?).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

/// The page's name for a language.
fn language(tag: &str) -> String {
    let small = tag.to_ascii_lowercase().replace('_', "-");
    match (speech::cast::primary(tag).as_str(), small.as_str()) {
        (_, "zh-tw" | "zh-hant" | "zh-hk") => "zh-TW".to_owned(),
        ("zh" | "cmn", _) => "zh-CN".to_owned(),
        ("nb" | "nn", _) => "no".to_owned(),
        ("he", _) => "iw".to_owned(),
        ("", _) => "en".to_owned(),
        (primary, _) => primary.to_owned(),
    }
}

/// A line in parts that are short enough: broken after a sentence, else after a comma, else between words, else anywhere. Every
/// word is in one part, but for those that are longer than a part.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in line.split_whitespace() {
        for piece in word.chars().collect::<Vec<_>>().chunks(MOST) {
            let piece: String = piece.iter().collect();
            let last = parts.last_mut().map(|part| (part.chars().count(), part.ends_with(['.', '!', '?', '…']), part));
            match last {
                Some((0, _, part)) => part.push_str(&piece),
                // A sentence's end is a good place to break once there is something to say.
                Some((length, ends, part))
                    if length + 1 + piece.chars().count() <= MOST && !(ends && length > MOST / 2) =>
                {
                    part.push(' ');
                    part.push_str(&piece);
                }
                _ => parts.push(piece),
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_written_as_the_page_writes_it() {
        let expected = "f.req=%5B%5B%5B%22jQ1olc%22%2C%22%5B%5C%22Cast%20off%5C%22%2C%5C%22en%5C%22%2Cnull%2C%5C%22null%5C%22%5D%22\
                        %2Cnull%2C%22generic%22%5D%5D%5D&";
        assert_eq!(form("Cast off", "en", false), expected);
        assert!(form("Cast off", "en", true).contains("%2Ctrue%2C"));
    }

    #[test]
    fn a_long_line_is_spoken_in_parts_of_a_hundred_characters() {
        let line = format!("{} {}", "One two three. ".repeat(12), "a".repeat(230));
        let parts = parts(&line);
        assert!(parts.iter().all(|part| (1..=MOST).contains(&part.chars().count())), "{parts:?}");
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&parts.concat()), bare(&line));
        assert!(parts[0].ends_with("three."), "{parts:?}");
    }

    #[test]
    fn what_is_no_sound_is_none() {
        for answer in ["", "<html>jQ1olc</html>", "[[\"wrb.fr\",\"jQ1olc\",null]]", "[[\"wrb.fr\",\"jQ1olc\",\"[]\"]]"]
        {
            assert_eq!(spoken(answer), None, "{answer}");
        }
        assert_eq!(spoken("[[\"wrb.fr\",\"jQ1olc\",\"[\\\"aGk=\\\"]\"]]"), Some(b"hi".to_vec()));
    }
}
