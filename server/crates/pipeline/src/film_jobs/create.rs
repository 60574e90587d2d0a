//! A new job: checked and priced before anything is kept; kept, begun and its price held back in one transaction.

use super::refusal::JobError;
use crate::{
    Error, Studio,
    brief::Known,
    lists::{head_of, new_row},
    moderation::Moderation,
    projects::{checked_script, checked_settings, checked_title},
    reading::list_of,
    webhooks,
};
use access::{Act as _, Actor, Allowed, CreateJob, NameUsers};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ModelChoice, ProjectId, ProjectSettings, PromptList, SoundDesign, UserId};
use serde_json::Value;
use store::{
    holds,
    idempotency::{self, Key},
    jobs::{self, JobRow},
    ledger, projects, quota,
    shots::{self, RANK_STEP},
};

/// Characters of the other product's id of a person.
const LONGEST_USER: usize = 200;
/// Bytes of what the other product wants to be told again, as JSON.
const LONGEST_METADATA: usize = 4_000;
/// Priorities; those of a higher one go first among the films of one person.
const PRIORITIES: std::ops::RangeInclusive<i16> = 0..=10;

/// A job that is asked for.
#[derive(Clone, Debug)]
pub struct FilmJob {
    pub title: String,
    pub script: String,
    pub settings: ProjectSettings,
    /// Whom the film is for, by the other product's own id.
    pub user_ref: Option<String>,
    /// 0 to 10; 0 is the usual one. Higher ones go first among the films of one person.
    pub priority: i16,
    /// An object that the other product is told again.
    pub metadata: Value,
    /// The most that it may cost, in US cents.
    pub max_cost_cents: Option<i64>,
    /// Whoever asks knows what was found in the script, and goes on.
    pub accept_warnings: bool,
}

/// What a job would be and cost.
#[derive(Clone, Debug)]
pub struct Quote {
    pub scenes: usize,
    pub shots: usize,
    /// The film's length, as far as it can be told from the script.
    pub seconds: f64,
    /// In US cents, at least and at most.
    pub low_cents: i64,
    pub high_cents: i64,
    /// Nobody knows what a part of it costs.
    pub unpriced: bool,
    /// What was found in the script.
    pub moderation: Moderation,
}

/// What became of a request for a job.
#[derive(Clone, Debug)]
pub struct MadeJob {
    pub status: u16,
    pub answer: Value,
    /// The job was made by an earlier request with the same key.
    pub again: bool,
    /// What is left of the jobs of this minute; `None` where none was made.
    pub left: Option<quota::Left>,
}

/// A job that was checked.
struct Ready {
    title: String,
    new: FilmJob,
    settings: ProjectSettings,
    list: PromptList,
    quote: Quote,
    /// The part of the price that the person's credit pays.
    credit_cents: i64,
}

impl Studio {
    /// What a job would be and cost. Nothing is kept.
    ///
    /// # Errors
    /// As [`Studio::create_job`], but for those about money.
    pub async fn quote_job(&self, allowed: &Allowed<'_, CreateJob>, new: FilmJob) -> Result<Quote, JobError> {
        let asked = FilmJob { accept_warnings: true, ..new };
        Ok(self.ready(allowed.actor(), asked).await?.quote)
    }

    /// Makes a job and begins it. With a key, a repeated request makes no other job: it is given the first one's answer.
    ///
    /// `answer` says what is answered; it is kept with the key.
    ///
    /// # Errors
    /// [`JobError`]; then nothing is kept and nothing is reserved.
    pub async fn create_job(
        &self,
        allowed: &Allowed<'_, CreateJob>,
        new: FilmJob,
        key: Option<&Key>,
        answer: impl Fn(&JobRow) -> Value + Send + Sync,
    ) -> Result<MadeJob, JobError> {
        let actor = allowed.actor();
        if let Some(key) = key
            && let Some(before) = answered(&mut *self.store().conn().await?, key).await?
        {
            return Ok(before);
        }
        let ready = self.ready(actor, new).await?;
        self.check_room(actor.user, ready.new.script.len() as u64).await?;
        let mut conn = self.store().conn().await?;
        let made = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                if let Some(key) = key {
                    if !idempotency::take(conn, key).await? {
                        return Err(JobError::KeyBusy);
                    }
                    if let Some(before) = answered(conn, key).await? {
                        return Ok((before, None));
                    }
                }
                let left = self.count_job(conn, actor).await?;
                let row = self.begin_job(conn, actor, &ready).await?;
                let answer = answer(&row);
                if let Some(key) = key {
                    idempotency::keep(conn, key, 202, &answer).await?;
                }
                Ok((MadeJob { status: 202, answer, again: false, left: Some(left) }, Some(ProjectId(row.id))))
            })
            .await?;
        drop(conn);
        let (made, id) = made;
        if let Some(id) = id {
            self.write_prompts_soon(id);
            self.draw_images_later(id);
        }
        Ok(made)
    }

    /// Checks all that a person can get wrong, reads the script and reckons the price.
    async fn ready(&self, actor: &Actor, new: FilmJob) -> Result<Ready, JobError> {
        let title = checked_title(&new.title).map_err(JobError::of("title"))?;
        checked_script(&new.script).map_err(JobError::of("script"))?;
        check_user(actor, new.user_ref.as_deref())?;
        if !PRIORITIES.contains(&new.priority) {
            return Err(JobError::field("priority", Error::refused("A priority is from 0 to 10; 0 is the usual one.")));
        }
        if !new.metadata.is_object() || new.metadata.to_string().len() > LONGEST_METADATA {
            let sentence = format!("metadata is a JSON object of at most {LONGEST_METADATA} bytes.");
            return Err(JobError::field("metadata", Error::refused(sentence)));
        }
        if new.max_cost_cents.is_some_and(|cents| cents < 0) {
            return Err(JobError::field("max_cost_cents", Error::refused("A limit is 0 or more US cents.")));
        }
        let mut settings = checked_settings(new.settings.clone()).map_err(JobError::of("settings"))?;
        settings.sound_design = SoundDesign::NEWEST;
        if actor.is_test() {
            make_drawn(&mut settings);
        }
        let moderation = self.moderate(actor.user, &new.script).await?;
        if moderation.stops() {
            return Err(JobError::Stopped(moderation));
        }
        if !moderation.findings.is_empty() && !new.accept_warnings {
            return Err(JobError::Warned(moderation));
        }
        let list = list_of(title.clone(), new.script.clone(), settings.clone()).await.map_err(|error| match error {
            Error::Refused(_) => JobError::Field { field: "script", code: Some("script_too_short"), error },
            error => JobError::of("script")(error),
        })?;
        let (mut quote, credit_cents) = self.quoted(actor.user, &settings, &list).await?;
        quote.moderation = moderation;
        let limits =
            [("max_cost_cents", new.max_cost_cents), ("job_cents", actor.grant.as_ref().and_then(|g| g.job_cents))];
        for (what, limit) in limits {
            let Some(limit) = limit else { continue };
            check_limit(what, &quote, quote.high_cents, limit)?;
            // What takes over from a maker that fails may cost more than the price that was named.
            settings.budget_cents = Some(settings.budget_cents.map_or(limit, |budget| budget.min(limit)));
        }
        // More than the budget is never bought.
        let credit_cents = credit_cents.min(settings.budget_cents.unwrap_or(i64::MAX));
        Ok(Ready { title, new, settings, list, quote, credit_cents })
    }

    /// The quote of a film, and the part of its highest price that is not paid with the person's own keys.
    async fn quoted(&self, who: UserId, settings: &ProjectSettings, list: &PromptList) -> Result<(Quote, i64), Error> {
        let accounts = self.accounts(&mut *self.store().conn().await?, who).await?;
        let bill = self.bill_of_list(settings, list, |_| true);
        let credit = self.bill_of_list(settings, list, |model: &ModelChoice| !accounts.pays_itself(&model.provider));
        let quote = Quote {
            scenes: list.scenes.len(),
            shots: list.shots.len(),
            seconds: list.seconds(),
            low_cents: bill.low_cents,
            high_cents: bill.high_cents,
            unpriced: bill.unpriced > 0,
            moderation: Moderation::default(),
        };
        Ok((quote, credit.high_cents))
    }

    /// The price of a list that nothing is made of yet, as far as it is paid to makers that `counts`.
    fn bill_of_list(
        &self,
        settings: &ProjectSettings,
        list: &PromptList,
        counts: impl Fn(&ModelChoice) -> bool,
    ) -> plan::Bill {
        let makers = Known(self.registry());
        let brief = plan::Brief { settings, head: list, makers: &makers };
        let cost = |work: &plan::Work| match work.model() {
            Some(model) if !counts(model) => plan::Cost::FREE,
            _ => self.cost(work),
        };
        let shots = list.shots.iter().map(|shot| (shot.id, plan::foreseen_steps(&brief, shot)));
        let mut bill = plan::bill(shots, |_| false, cost);
        let clips = list.shots.iter().map(|shot| (list.music.mood_of(shot), plan::shot_seconds(shot)));
        if let Some(score) = plan::score_step(&brief, clips) {
            bill.add(cost(&score.work));
        }
        bill
    }

    /// How often a person may make a job.
    pub fn job_policy(&self) -> quota::Policy {
        quota::Policy { name: "jobs", most: self.config().most.jobs_per_minute, seconds: 60 }
    }

    async fn count_job(&self, conn: &mut AsyncPgConnection, actor: &Actor) -> Result<quota::Left, JobError> {
        let policy = self.job_policy();
        let left = quota::take(conn, actor.user, policy).await?;
        if left.times.is_none() {
            return Err(JobError::TooOften { most: policy.most, wait: left.resets });
        }
        Ok(left)
    }

    /// Keeps the job and its project, begins the film, and holds its price back.
    async fn begin_job(&self, conn: &mut AsyncPgConnection, actor: &Actor, ready: &Ready) -> Result<JobRow, JobError> {
        let new = &ready.new;
        let token = actor.token().unwrap_or_default();
        let owner = match &new.user_ref {
            Some(user_ref) if actor.may::<NameUsers>().is_ok() => jobs::account_of(conn, token, user_ref).await?,
            _ => actor.user,
        };
        ledger::lock(conn, owner).await?;
        let most = self.config().most.projects;
        if projects::count(conn, owner).await? >= most {
            return Err(
                Error::TooMany(format!("There are {most} films already, as many as one person may have.")).into()
            );
        }
        self.check_money(conn, actor, owner, ready).await?;
        let row = projects::NewRow {
            owner,
            title: &ready.title,
            script: &new.script,
            settings: serde_json::to_value(&ready.settings)?,
            head: head_of(&ready.list)?,
            local_key: None,
        };
        let id = projects::insert(conn, row).await?;
        let shots = ready.list.shots.iter().zip(1_u32..);
        let rows =
            shots.map(|(shot, at)| new_row(id, f64::from(at) * RANK_STEP, shot)).collect::<Result<Vec<_>, Error>>()?;
        shots::insert(conn, &rows).await?;
        let job = jobs::NewJob {
            project: id,
            token,
            asked_by: actor.user,
            user_ref: new.user_ref.as_deref(),
            priority: new.priority,
            low_cents: ready.quote.low_cents,
            high_cents: ready.quote.high_cents,
            moderation: ready.quote.moderation.kept(),
            metadata: new.metadata.clone(),
        };
        jobs::insert(conn, job).await?;
        self.film_on(conn, id, None).await.map_err(JobError::of("settings"))?;
        if ready.credit_cents > 0 {
            holds::hold(conn, owner, id, ready.credit_cents).await?;
        }
        for told in ["job.created", "job.validated", "job.estimated", "job.started"] {
            webhooks::tell(conn, id, told).await?;
        }
        Ok(jobs::get(conn, actor.user, id).await?)
    }

    /// Refuses what the credit or the token's day does not hold.
    async fn check_money(
        &self,
        conn: &mut AsyncPgConnection,
        actor: &Actor,
        owner: UserId,
        ready: &Ready,
    ) -> Result<(), JobError> {
        if let Some((limit, token)) = actor.grant.as_ref().and_then(|grant| Some((grant.day_cents?, grant.token))) {
            // Two jobs of one token at once must not both be the last that fits.
            ledger::lock(conn, actor.user).await?;
            let today = jobs::spent_today(conn, token).await?;
            check_limit("day_cents", &ready.quote, today.saturating_add(ready.quote.high_cents), limit)?;
        }
        let needed = ready.credit_cents;
        if needed > 0
            && let Some(have) = ledger::credit(conn, owner, self.config().credit).await?
            && have < needed
        {
            return Err(JobError::Credit { needed, have });
        }
        Ok(())
    }
}

/// What was answered to the key before; an error where that was to another request.
async fn answered(conn: &mut AsyncPgConnection, key: &Key) -> Result<Option<MadeJob>, JobError> {
    let Some(before) = idempotency::find(conn, key).await? else { return Ok(None) };
    if before.body_hash != key.body_hash {
        return Err(JobError::KeyReused);
    }
    let status = u16::try_from(before.status).unwrap_or(202);
    Ok(Some(MadeJob { status, answer: before.answer, again: true, left: None }))
}

fn check_user(actor: &Actor, user_ref: Option<&str>) -> Result<(), JobError> {
    let Some(user) = user_ref else { return Ok(()) };
    if user.trim().is_empty() || user.chars().count() > LONGEST_USER || user.chars().any(char::is_control) {
        let sentence = format!("user_id is a text of 1 to {LONGEST_USER} characters.");
        return Err(JobError::field("user_id", Error::refused(sentence)));
    }
    // A token that has the scope and a person that has not the rights any more: whose film it would be is not guessed.
    if actor.scopes.has(NameUsers::RULE.scope) && actor.may::<NameUsers>().is_err() {
        return Err(JobError::NameUsers);
    }
    Ok(())
}

fn check_limit(what: &'static str, quote: &Quote, needed: i64, limit: i64) -> Result<(), JobError> {
    if quote.unpriced {
        return Err(JobError::Unpriced);
    }
    if needed > limit { Err(JobError::Limit { what, needed, limit }) } else { Ok(()) }
}

/// Has everything made by the studio itself: nothing costs money.
fn make_drawn(settings: &mut ProjectSettings) {
    let drawn = ProjectSettings::default();
    settings.video = ModelChoice::animatic();
    settings.speech = ModelChoice::espeak();
    settings.sound = ModelChoice::foley();
    settings.fallbacks = Vec::new();
    settings.speech_fallbacks = Vec::new();
    settings.sound_fallbacks = Vec::new();
    settings.pictures = drawn.pictures;
    settings.composer = drawn.composer;
    settings.lips = drawn.lips;
}
