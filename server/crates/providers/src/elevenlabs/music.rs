//! The music of a film, from the moods of its scenes.

use super::ordered;
use crate::{
    Call, Failure, Maker, SoundMade, Started,
    http::{Effect, Request},
    service::Service,
};
use async_trait::async_trait;
use model::{Mood, ScoreSpec};
use serde_json::{Value, json};

/// More than the longest music that can be ordered, in seconds.
const MOST_SECONDS: f64 = 900.0;

const BED: &str = "An instrumental film score: a quiet bed under dialogue, sparse and soft, without vocals, without sudden hits, in \
                   one key from beginning to end, flowing from one mood into the next.";

/// Composes with one account.
pub(crate) struct Scores(pub(crate) Service);

impl Scores {
    fn body(&self, spec: &ScoreSpec) -> Result<Value, Failure> {
        let model = self.0.model(&spec.model)?;
        let seconds = model.seconds.fit(spec.seconds());
        let prompt = prompt(&spec.moods, seconds, model.prompt_limit);
        self.0.check_length(model, &prompt)?;
        let mut body = json!({
            "prompt": prompt,
            "music_length_ms": (seconds * 1000.0).round() as u64,
            "model_id": model.wire,
            "force_instrumental": true,
        });
        if let Some(fields) = body.as_object_mut() {
            fields.extend(model.settings.clone());
        }
        Ok(body)
    }
}

#[async_trait]
impl Maker for Scores {
    type Spec = ScoreSpec;
    type Made = SoundMade;

    async fn start(&self, spec: &ScoreSpec, call: &Call<'_>) -> Result<Started<SoundMade>, Failure> {
        let headers = self.0.headers("xi-api-key", "")?;
        let path = "/v1/music?output_format=mp3_44100_128";
        let request = Request::post(Effect::Creates, path, headers, self.body(spec)?).making_seconds(spec.seconds());
        ordered(&self.0, request, ("music.wav", MOST_SECONDS), self.0.list_price(spec), call).await
    }
}

const fn words(mood: Mood) -> &'static str {
    match mood {
        Mood::Neutral => "calm and unobtrusive",
        Mood::Tense => "tense, low, holding its breath",
        Mood::Sad => "sad and slow",
        Mood::Warm => "warm and tender",
        Mood::Joyful => "light and joyful",
        Mood::Eerie => "eerie and cold",
        Mood::Urgent => "urgent, with a steady pulse",
        Mood::Wonder => "full of wonder, wide and bright",
    }
}

/// What is to be heard when, within `seconds`. Where that is longer than `most` characters (0 for no limit), the shortest moods are
/// left out.
fn prompt(moods: &[(Mood, f64)], seconds: f64, most: usize) -> String {
    let mut moods = moods.to_vec();
    loop {
        let text = format!("{BED} {}", changes(&moods, seconds));
        if most == 0 || text.chars().count() <= most || moods.len() < 2 {
            return text;
        }
        let shortest = moods.iter().enumerate().min_by(|a, b| a.1.1.total_cmp(&b.1.1)).map_or(0, |(at, _)| at);
        let (_, length) = moods.remove(shortest);
        // Its time goes to the mood before it; the first one's to the next.
        if let Some((_, longer)) = moods.get_mut(shortest.saturating_sub(1)) {
            *longer += length;
        }
        moods.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0.0 };
            same
        });
    }
}

/// "0:00 to 0:15 sad and slow; 0:15 to 0:40 eerie and cold."
fn changes(moods: &[(Mood, f64)], seconds: f64) -> String {
    let mut from = 0.0;
    let mut told = Vec::with_capacity(moods.len());
    for (at, (mood, length)) in moods.iter().enumerate() {
        let last = at + 1 == moods.len();
        let to = if last { seconds } else { (from + length).min(seconds) };
        told.push(format!("{} to {} {}", clock(from), clock(to), words(*mood)));
        from = to;
        if from >= seconds {
            break;
        }
    }
    format!("{}.", told.join("; "))
}

fn clock(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_composer_is_told_when_the_moods_change() {
        let told = prompt(&[(Mood::Sad, 15.0), (Mood::Eerie, 60.0)], 75.0, 2000);
        assert!(told.ends_with("0:00 to 0:15 sad and slow; 0:15 to 1:15 eerie and cold."), "{told}");
        let told = prompt(&[(Mood::Sad, 15.0), (Mood::Eerie, 900.0), (Mood::Warm, 30.0)], 600.0, 0);
        assert!(
            told.ends_with("0:15 to 10:00 eerie and cold."),
            "what comes after the longest music is not told: {told}"
        );
    }

    #[test]
    fn a_prompt_is_never_longer_than_is_taken_and_the_shortest_moods_go_first() {
        let moods: Vec<(Mood, f64)> = (0..200)
            .map(|at| (if at % 2 == 0 { Mood::Sad } else { Mood::Urgent }, if at == 99 { 60.0 } else { 5.0 }))
            .collect();
        let told = prompt(&moods, 600.0, 600);
        assert!(told.chars().count() <= 600, "{told}");
        assert!(told.contains("urgent"), "the long one is told: {told}");
        assert!(prompt(&moods[..1], 5.0, 20).starts_with(BED), "the bed is always asked for");
    }
}
