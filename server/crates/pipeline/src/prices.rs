//! What making something will cost, before it is made.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    projects::checked_for_price,
    reading::list_of,
};
use diesel_async::AsyncPgConnection;
use model::{
    ClipState, Delivery, ModelChoice, Mood, PictureSpec, ProjectId, ProjectSettings, PromptList, ScoreSpec, ShotId,
    SoundSpec, SpeechSpec, UserId, VideoSpec, Voice,
    view::{MakerView, NewProject, PriceView},
};
use plan::Bill;
use providers::{Can, Catalogue, Effort, FailureClass, Kind, Model, TextSpec, Wanted};
use std::collections::HashSet;
use store::{
    artifacts, projects,
    shots::{self, ShotRow},
};

impl Studio {
    /// What the film still needs, and for how much, by the makers whose turn it is.
    pub(crate) async fn bill(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        rows: &[ShotRow],
    ) -> Result<Bill, Error> {
        let makers = Known(self.registry());
        let mut open = Vec::new();
        for row in rows.iter().filter(|row| row.clip_state() != ClipState::Done) {
            let shot = brief::shot(row)?;
            open.push(project.foreseen_in_turn(&makers, row, &shot));
        }
        let score = self.score(conn, project, rows).await?;
        if open.is_empty() && score.is_none() {
            return Ok(Bill::default());
        }
        let names: Vec<&str> = open
            .iter()
            .flat_map(|foreseen| foreseen.now.iter().chain(&foreseen.anew))
            .chain(&score)
            .map(|step| step.fingerprint.as_str())
            .collect();
        let made: HashSet<String> = artifacts::which_exist(conn, project.row.project(), &names).await?;
        let is_made = |name: &plan::Fingerprint| made.contains(name.as_str());
        let shots = open.into_iter().map(|foreseen| (foreseen.shot, foreseen.steps(is_made)));
        let mut bill = plan::bill(shots, is_made, |work| self.cost(work));
        if let Some(score) = score.filter(|score| !made.contains(score.fingerprint.as_str())) {
            bill.add(self.cost(&score.work));
        }
        Ok(bill)
    }

    /// What a film of this script would cost, from the same steps and prices as the film's own pages and its orders. Nothing is kept.
    ///
    /// # Errors
    /// As those of [`Studio::create_project`], but for the title.
    pub async fn price_of(&self, new: NewProject) -> Result<PriceView, Error> {
        let (script, settings) = checked_for_price(new)?;
        let budget = settings.budget_cents;
        let list = list_of(String::new(), script, settings.clone()).await?;
        let makers = Known(self.registry());
        let brief = plan::Brief { settings: &settings, head: &list, makers: &makers };
        let shots = list.shots.iter().map(|shot| (shot.id, plan::foreseen_steps(&brief, shot)));
        let mut bill = plan::bill(shots, |_| false, |work| self.cost(work));
        let clips = list.shots.iter().map(|shot| (list.music.mood_of(shot), plan::shot_seconds(shot)));
        if let Some(score) = plan::score_step(&brief, clips) {
            bill.add(self.cost(&score.work));
        }
        let (covered, covered_cents) = bill.covered(budget.unwrap_or(i64::MAX));
        Ok(PriceView {
            low_cents: bill.low_cents,
            high_cents: bill.high_cents,
            unpriced: bill.unpriced > 0,
            shots: bill.shots,
            covered: budget.filter(|cap| bill.high_cents > *cap).map(|_| covered),
            covered_cents,
        })
    }

    /// What stands in a script, as it would be filmed. Nothing is kept.
    ///
    /// # Errors
    /// As those of [`Studio::create_project`], but for the title.
    pub async fn read_list(&self, new: NewProject) -> Result<PromptList, Error> {
        let title = new.title.clone();
        let (script, settings) = checked_for_price(new)?;
        list_of(title, script, settings).await
    }

    /// What filming a shot anew costs at most, as if nothing of it were made yet.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the person has no such film, or the film no such shot.
    pub async fn price_of_shot(&self, who: UserId, id: ProjectId, shot: ShotId) -> Result<PriceView, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let row = rows.iter().find(|row| row.shot() == shot).ok_or(Error::NotFound)?;
        let shot = brief::shot(row)?;
        let makers = Known(self.registry());
        let brief = plan::Brief { settings: &project.settings, head: &project.head, makers: &makers };
        let steps = [(shot.id, plan::foreseen_steps(&brief, &shot))];
        let bill = plan::bill(steps, |_| false, |work| self.cost(work));
        Ok(PriceView {
            low_cents: bill.low_cents,
            high_cents: bill.high_cents,
            unpriced: bill.unpriced > 0,
            shots: 1,
            covered: None,
            covered_cents: bill.high_cents,
        })
    }

    /// Every model that a person's film can be made with, the studio's own first, each with its price.
    pub async fn maker_views(&self, who: UserId) -> Result<Vec<MakerView>, Error> {
        let accounts = self.accounts(&mut *self.store().conn().await?, who).await?;
        let registry = accounts.registry(self.registry());
        let catalogue = registry.catalogue();
        let kinds = [Kind::Video, Kind::Speech, Kind::Sound, Kind::Picture, Kind::Lips, Kind::Music, Kind::Text];
        let mut makers: Vec<MakerView> = kinds
            .into_iter()
            .flat_map(|kind| catalogue.models(kind).map(move |(choice, model)| (kind, choice, model)))
            .map(|(kind, choice, model)| {
                let failure = self.missing_of(&accounts, &registry, kind, &choice);
                let is_there = self.is_there(&choice.provider, &accounts.preferred(&choice.provider));
                let needs_credit = failure.as_ref().is_some_and(|failure| failure.class == FailureClass::TopUp);
                let rate = rate(catalogue, kind, &choice);
                let per_shot = registry.hears_footage(&choice);
                MakerView {
                    kind: kind.to_string(),
                    label: label(catalogue, kind, &choice, model, needs_credit, per_shot),
                    name: catalogue.name(&choice),
                    rate_cents: rate,
                    per_shot,
                    free: model.price.free,
                    missing: failure
                        .map(|failure| failure.sentence)
                        .or_else(|| (!is_there).then(|| self.silent(&choice.provider))),
                    needs_credit,
                    advised: model.price.free || !model.suits.is_empty(),
                    takes: if kind == Kind::Video { model.takes() } else { Default::default() },
                    choice,
                }
            })
            .collect();
        advise(&mut makers, |choice| catalogue.model(choice).is_some_and(|model| model.preferred));
        makers.sort_by_key(|maker| {
            (!self.is_built_in(&maker.choice), !maker.free, maker.missing.is_some(), !maker.advised)
        });
        Ok(makers)
    }

    /// Refuses makers that cannot work here, such as those whose key is missing, before a film is begun with them.
    pub(crate) async fn check_makers(
        &self,
        conn: &mut AsyncPgConnection,
        owner: UserId,
        settings: &ProjectSettings,
    ) -> Result<(), Error> {
        let chosen = [(Kind::Video, &settings.video), (Kind::Speech, &settings.speech), (Kind::Sound, &settings.sound)];
        let drawn = settings.pictures.as_ref().map(|model| (Kind::Picture, model));
        let composed = settings.composer.as_ref().filter(|_| settings.music).map(|model| (Kind::Music, model));
        // Lips are moved in their maker's own footage only.
        let lips = settings.lips.as_ref().filter(|model| model.provider == settings.video.provider);
        let moved = lips.map(|model| (Kind::Lips, model));
        let chosen: Vec<(Kind, &ModelChoice)> = chosen.into_iter().chain(drawn).chain(composed).chain(moved).collect();
        if chosen.iter().all(|(_, model)| self.is_built_in(model)) {
            return Ok(());
        }
        let accounts = self.accounts(conn, owner).await?;
        if let Some((_, model)) = chosen.iter().find(|(_, model)| accounts.is_locked(&model.provider)) {
            return Err(Error::refused(self.locked(&model.provider).sentence));
        }
        let registry = accounts.registry(self.registry());
        match chosen.into_iter().find_map(|(kind, model)| registry.missing(kind, model)) {
            Some(failure) => Err(Error::refused(failure.sentence)),
            None => Ok(()),
        }
    }
}

/// Where nothing that can be used of a provider is advised, its preferred models are.
fn advise(makers: &mut [MakerView], is_preferred: impl Fn(&ModelChoice) -> bool) {
    let place = |maker: &MakerView| (maker.kind.clone(), maker.choice.provider.clone());
    let advised: HashSet<_> =
        makers.iter().filter(|maker| maker.advised && maker.missing.is_none()).map(place).collect();
    for maker in makers.iter_mut().filter(|maker| !advised.contains(&place(maker))) {
        maker.advised = is_preferred(&maker.choice);
    }
}

/// A model in a list: its name, what it is good for, whom the words go to, and its price.
fn label(
    catalogue: &Catalogue,
    kind: Kind,
    choice: &ModelChoice,
    model: &Model,
    needs_credit: bool,
    per_shot: bool,
) -> String {
    let provider = catalogue.provider(&choice.provider);
    let who = provider.map(|provider| provider.words_go_to.as_str()).unwrap_or_default();
    let price = match rate(catalogue, kind, choice) {
        _ if needs_credit => Some("needs credit: ask an administrator".to_owned()),
        _ if provider.is_some_and(|provider| provider.built_in) => Some("made here, free".to_owned()),
        _ if model.price.free && provider.is_some_and(|provider| provider.local) => {
            Some("your own server, free".to_owned())
        }
        _ if model.price.free && !who.is_empty() => Some(format!("free, your words go to {who}")),
        _ if model.price.free => Some("free".to_owned()),
        Some(cents) => Some(in_words(kind, cents, per_shot)),
        None => None,
    };
    let suits = Some(model.suits.clone()).filter(|suits| !suits.is_empty());
    let parts = [Some(catalogue.name(choice)), suits, price];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a usual piece of work costs with a model, at most, in cents: a second of 720p video, a thousand characters, an effect of
/// five seconds, lips in a video of five, a second of music.
fn rate(catalogue: &Catalogue, kind: Kind, choice: &ModelChoice) -> Option<f64> {
    let model = choice.clone();
    match kind {
        Kind::Video => {
            let seconds = catalogue.fit_seconds(choice, 5.0);
            let spec = VideoSpec::from_prompt(model, "", seconds, (1280, 720));
            Some(catalogue.price(Wanted::Video(&spec))?.high.cents_up() as f64 / seconds.max(1.0))
        }
        Kind::Speech => {
            let voice = Voice { id: None, character: String::new(), sex: None, age: None, language: "en".to_owned() };
            let text = "a".repeat(1000);
            let spec =
                SpeechSpec { model, text, voice, delivery: Delivery::Normal, speed: 1.0, take: 0, say: Vec::new() };
            Some(catalogue.price(Wanted::Speech(&spec))?.high.cents_up() as f64)
        }
        Kind::Lips => {
            let mut price = catalogue.price(Wanted::Lips(&model, 5.0))?;
            // Who is seen has to be known first, where it does not see for itself.
            if !catalogue.model(choice)?.can(Can::FindsSpeaker) {
                let faces = catalogue.default_model(&choice.provider, Kind::Faces)?;
                price = price + catalogue.price(Wanted::Faces(&faces))?;
            }
            Some(price.high.cents_up() as f64)
        }
        Kind::Picture => {
            let spec = PictureSpec::from_prompt(model, "", (1280, 720));
            Some(catalogue.price(Wanted::Picture(&spec))?.high.cents_up() as f64)
        }
        Kind::Music => {
            let spec = ScoreSpec { model, moods: vec![(Mood::Neutral, 60.0)] };
            Some(catalogue.price(Wanted::Score(&spec))?.high.cents_up() as f64 / 60.0)
        }
        // A usual question: three pages are read, and as much is written.
        Kind::Text => {
            let spec = TextSpec {
                model,
                effort: Effort::None,
                task: String::new(),
                system: "a".repeat(6_000),
                context: String::new(),
                prompt: String::new(),
                schema: serde_json::Value::Null,
                most_tokens: 2_000,
                take: 0,
            };
            Some(catalogue.price(Wanted::Text(&spec))?.high.micros as f64 / 10_000.0)
        }
        Kind::Sound | Kind::Faces => {
            let sound = "rain".to_owned();
            let spec = SoundSpec { model, sound, ambience: false, seconds: 5.0, take: 0, footage: None, heard: None };
            Some(catalogue.price(Wanted::Sound(&spec))?.high.cents_up() as f64)
        }
    }
}

fn in_words(kind: Kind, cents: f64, per_shot: bool) -> String {
    let price = if cents < 10.0 { format!("${:.3}", cents / 100.0) } else { format!("${:.2}", cents / 100.0) };
    match kind {
        Kind::Video => format!("{price} a second, ${:.2} a minute", cents * 60.0 / 100.0),
        Kind::Music => format!("{price} a second"),
        Kind::Speech => format!("{price} for 1,000 characters"),
        Kind::Lips => format!("{price} at most for a shot of 5 s"),
        Kind::Sound if per_shot => format!("{price} a shot"),
        Kind::Text if cents < 0.1 => "less than $0.001 a question".to_owned(),
        Kind::Text => format!("about {price} a question"),
        Kind::Sound | Kind::Picture | Kind::Faces => format!("{price} each"),
    }
}
