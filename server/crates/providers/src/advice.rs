//! Which model suits a shot, and why: from what the catalogue knows of the models and what the shot asks for.

use crate::{
    Can, Catalogue, Model, PriceRange,
    catalogue::{lines, ratio},
};
use model::{CameraMove, CueKind, ModelChoice, Shot, VideoSpec};

/// A shot that somebody is to film.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    pub shot: &'a Shot,
    /// Of the film, in pixels.
    pub width: u32,
    pub height: u32,
    /// Of the shot's cast, somebody who is seen in other shots too and should look the same there.
    pub recurs: Option<&'a str>,
    /// Of the shot's cast, somebody of whom there is a picture.
    pub pictured: Option<&'a str>,
    /// What may still be spent on this shot, in US cents; `None` for no cap.
    pub left_cents: Option<i64>,
}

/// The model that suits a shot best.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    pub choice: ModelChoice,
    /// As the catalogue names it: "720p".
    pub resolution: Option<String>,
    /// What will be filmed, in seconds: a length that the model offers.
    pub seconds: f64,
    pub price: Option<PriceRange>,
    /// Sentences, the weightiest first.
    pub why: Vec<String>,
}

/// How much each thing counts. A point is worth ten cents.
const WHOLE_SHOT: f64 = 100.0;
const WHOLE_PROMPT: f64 = 50.0;
const FRAMES: f64 = 30.0;
const SHAPE: f64 = 10.0;
const SHARPNESS: f64 = 8.0;
const LOOKS: f64 = 6.0;
const CAMERA: f64 = 4.0;
const SOUND: f64 = 3.0;
const CENTS_A_POINT: f64 = 10.0;

impl Catalogue {
    /// The best of the outside models that `usable` admits; `None` when it admits none. Of equals the cheapest, then by name.
    pub fn advise(&self, wish: Wish<'_>, usable: impl Fn(&ModelChoice) -> bool) -> Option<Advice> {
        let outside = |choice: &ModelChoice| self.provider(&choice.provider).is_some_and(|entry| !entry.built_in);
        // Some models film nothing without a picture.
        let able = |model: &Model| model.can(Can::Text) || (model.can(Can::Image) && wish.shot.first_frame.is_some());
        self.models(crate::Kind::Video)
            .filter(|(choice, model)| outside(choice) && usable(choice) && able(model) && !model.doubtful)
            .map(|(choice, model)| self.weigh(wish, choice, model))
            .reduce(|best, other| if other.0 > best.0 { other } else { best })
            .map(|(_, advice)| advice)
    }

    fn weigh(&self, wish: Wish<'_>, choice: ModelChoice, model: &Model) -> (f64, Advice) {
        let Wish { shot, width, height, recurs, pictured, left_cents } = wish;
        let takes = model.takes();
        let spec = VideoSpec {
            first_frame: shot.first_frame.clone().filter(|_| takes.first_frame),
            last_frame: shot.last_frame.clone().filter(|_| takes.last_frame && shot.first_frame.is_some()),
            ..VideoSpec::from_prompt(choice.clone(), "", shot.seconds, (width, height))
        };
        let seconds = model.seconds_of(&spec);
        let price = self.price(&spec);
        let (mut points, mut why) = (0.0, Vec::new());
        let short = shot.seconds - seconds;
        if short > 0.05 {
            points -= WHOLE_SHOT;
            why.push(format!(
                "No model films all {:.1} s at once: this one films {seconds:.0} s. Split the shot.",
                shot.seconds
            ));
        } else if shot.seconds > 10.0 {
            why.push(format!("The shot lasts {:.1} s, and this model films that long.", shot.seconds));
        }
        if model.prompt_limit > 0 && shot.prompt.chars().count() > model.prompt_limit {
            points -= WHOLE_PROMPT;
            why.push(format!("It reads the first {} characters of the prompt only.", model.prompt_limit));
        }
        for (given, taken, what) in [
            (shot.first_frame.is_some(), spec.first_frame.is_some(), "starts from"),
            (shot.first_frame.is_some() && shot.last_frame.is_some(), spec.last_frame.is_some(), "ends on"),
        ] {
            match (given, taken) {
                (true, true) => why.push(format!("The shot {what} a picture, and this model's does.")),
                (true, false) => {
                    points -= FRAMES;
                    why.push(format!("The shot {what} a picture, which this model cannot."));
                }
                (false, _) => {}
            }
        }
        let offered = model.aspect(width, height).and_then(ratio);
        let wanted = f64::from(width.max(1)) / f64::from(height.max(1));
        if offered.is_some_and(|offered| (offered / wanted).ln().abs() > 0.02) {
            points -= SHAPE;
            why.push("It films another shape, which is fitted into the film's.".to_owned());
        }
        let resolution = model.resolution_of(&spec).map(str::to_owned);
        if resolution.as_deref().and_then(lines).is_some_and(|lines| lines < width.min(height)) {
            points -= SHARPNESS;
            why.push("It films less sharply than the film is.".to_owned());
        }
        if let Some(name) = pictured.filter(|_| takes.references) {
            points += 2.0 * LOOKS;
            why.push(format!("It keeps the looks of the picture of {name}."));
        } else if let Some(name) = recurs.filter(|_| takes.references) {
            points += LOOKS;
            why.push(format!("{name} is seen in other shots too, and this model keeps the looks of pictures."));
        }
        if shot.camera != CameraMove::Static && model.can(Can::Camera) {
            points += CAMERA;
            why.push(format!("It takes the camera's move as such: {}.", shot.camera.label()));
        }
        let heard = shot.lines.is_empty() && shot.cues.iter().any(|cue| cue.kind == CueKind::Effect);
        if heard && model.can(Can::Sound) {
            points += SOUND;
            why.push("Something is heard and nobody speaks: it films with sound.".to_owned());
        }
        match price {
            Some(price) => {
                let cents = price.high.cents_up();
                points -= cents as f64 / CENTS_A_POINT;
                if left_cents.is_some_and(|left| cents > left) {
                    points -= 2.0 * WHOLE_SHOT;
                    why.insert(0, "It costs more than the budget has left.".to_owned());
                }
            }
            None => points -= WHOLE_SHOT,
        }
        if why.is_empty() {
            why.push("Nothing in the shot asks for more: it is the cheapest that films it whole.".to_owned());
        }
        (points, Advice { choice, resolution, seconds, price, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Cue;

    fn shot(seconds: f64) -> Shot {
        Shot { seconds, prompt: "A quiet harbour.".to_owned(), ..Shot::default() }
    }

    fn wish(shot: &Shot) -> Wish<'_> {
        Wish { shot, width: 1280, height: 720, recurs: None, pictured: None, left_cents: None }
    }

    fn kling(wish: Wish<'_>) -> Advice {
        Catalogue::built_in().unwrap().advise(wish, |choice| choice.provider == "kling").unwrap()
    }

    #[test]
    fn a_plain_short_shot_gets_the_cheapest_that_films_it_whole() {
        let shot = shot(4.0);
        let advice = kling(wish(&shot));
        let catalogue = Catalogue::built_in().unwrap();
        let priced =
            |choice: &ModelChoice| Some(catalogue.advise(wish(&shot), |own| own == choice)?.price?.high.cents_up());
        let all = catalogue.models(crate::Kind::Video).filter(|(choice, _)| choice.provider == "kling");
        let least = all.filter_map(|(choice, _)| priced(&choice)).min();
        assert_eq!(advice.price.map(|price| price.high.cents_up()), least);
        assert_eq!(advice.why.len(), 1);
        assert!(advice.why[0].contains("cheapest"), "{:?}", advice.why);
    }

    #[test]
    fn who_is_seen_again_gets_a_model_that_keeps_looks() {
        let shot = shot(3.0);
        let advice = kling(Wish { recurs: Some("MAYA"), ..wish(&shot) });
        assert!(Catalogue::built_in().unwrap().model(&advice.choice).unwrap().can(Can::References), "{advice:?}");
        assert!(advice.why[0].starts_with("MAYA is seen"), "{:?}", advice.why);
    }

    #[test]
    fn who_has_a_picture_is_filmed_by_a_model_that_looks_at_it() {
        let shot = shot(3.0);
        let advice = kling(Wish { pictured: Some("MAYA"), ..wish(&shot) });
        assert!(Catalogue::built_in().unwrap().model(&advice.choice).unwrap().can(Can::References), "{advice:?}");
        assert!(advice.why[0].contains("picture of MAYA"), "{:?}", advice.why);
    }

    #[test]
    fn a_shot_between_two_pictures_gets_a_model_that_films_from_one_to_the_other() {
        let mut shot = shot(5.0);
        shot.first_frame = Some(format!("{}.png", "a".repeat(64)));
        let started = kling(wish(&shot));
        shot.last_frame = Some(format!("{}.png", "b".repeat(64)));
        let advice = kling(wish(&shot));
        let catalogue = Catalogue::built_in().unwrap();
        assert!(
            catalogue.takes(&started.choice).first_frame && catalogue.takes(&advice.choice).last_frame,
            "{advice:?}"
        );
        assert!(advice.why.iter().any(|why| why.contains("ends on a picture")), "{:?}", advice.why);
        // Kling 2.6 ends on a picture at 1080p only, and is priced so.
        let only = |choice: &ModelChoice| choice.model == "kling-2.6";
        let advice = catalogue.advise(wish(&shot), only).unwrap();
        assert_eq!((advice.resolution.as_deref(), advice.price.unwrap().high.cents()), (Some("1080p"), 35));
    }

    #[test]
    fn a_model_that_needs_a_picture_is_advised_only_where_there_is_one_and_a_doubtful_one_never() {
        let catalogue = Catalogue::built_in().unwrap();
        let mut shot = shot(5.0);
        let needs = |choice: &ModelChoice| choice.model == "kling-v2-1";
        assert_eq!(catalogue.advise(wish(&shot), needs), None);
        assert_eq!(catalogue.advise(wish(&shot), |choice| choice.model == "kling-v1-6"), None);
        shot.first_frame = Some(format!("{}.png", "a".repeat(64)));
        assert!(catalogue.advise(wish(&shot), needs).is_some());
    }

    #[test]
    fn a_long_shot_gets_a_model_that_films_it_whole_and_an_endless_one_the_advice_to_split_it() {
        let advice = kling(wish(&shot(12.0)));
        assert!(advice.seconds >= 12.0, "{advice:?}");
        let advice = kling(wish(&shot(40.0)));
        assert!(advice.why[0].contains("Split the shot"), "{:?}", advice.why);
    }

    #[test]
    fn what_is_heard_where_nobody_speaks_may_be_filmed_with_its_sound() {
        let mut noisy = shot(5.0);
        noisy.cues.push(Cue { kind: CueKind::Effect, sound: "a door slams".to_owned(), ..Cue::default() });
        let catalogue = Catalogue::built_in().unwrap();
        let turbo = |choice: &ModelChoice| choice.model.starts_with("kling-3.0-turbo");
        let advice = catalogue.advise(wish(&noisy), turbo).unwrap();
        assert!(advice.why[0].contains("with sound"), "{:?}", advice.why);
    }

    #[test]
    fn what_the_budget_cannot_pay_is_said_to_be_too_dear() {
        let shot = shot(5.0);
        let advice = kling(Wish { left_cents: Some(1), ..wish(&shot) });
        assert!(advice.why[0].contains("budget"), "{:?}", advice.why);
    }

    #[test]
    fn nobody_usable_is_no_advice_and_the_animatic_is_never_advised() {
        let catalogue = Catalogue::built_in().unwrap();
        assert_eq!(catalogue.advise(wish(&shot(4.0)), |_| false), None);
        assert!(catalogue.advise(wish(&shot(4.0)), |choice| choice.provider == "animatic").is_none());
    }
}
