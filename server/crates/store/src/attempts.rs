//! Attempts: one row per thing bought, committed before any byte goes out, so that no crash can make us buy it twice.
//!
//! ```text
//! intent ── calling ─┬─ created ──────────── done | failed
//!                    └─ unknown ─┬─ created  (found, or a person named its task: in doubt until the provider shows it)
//!                                ├─ calling  (proven absent: sent again under the same external id)
//!                                └─ failed   (a person said that it was never made)
//! ```
//!
//! Every arrow is a compare-and-set: of two that try, one wins. States never move backwards.

mod reserve;

pub use reserve::{NewAttempt, NotReserved, pay_with, reserve};

use crate::{
    StoreError, failpoint,
    ledger::{self, Account, For},
    schema_film::attempts,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, ShotId, UserId};
use serde_json::Value;
use uuid::Uuid;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = attempts)]
pub struct AttemptRow {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub project_id: Uuid,
    pub shot_id: Option<Uuid>,
    pub fingerprint: String,
    pub provider: String,
    pub model: String,
    /// The name that the provider knows the task by.
    pub external_id: String,
    pub state: String,
    /// The provider's own id of the task.
    pub provider_task: Option<String>,
    pub estimate_cents: i64,
    pub billed_cents: Option<i64>,
    pub failure_class: Option<String>,
    pub sentence: Option<String>,
    /// Looks for a task whose creation had no clear answer, that did not find it.
    pub looks: i32,
    pub made_at: DateTime<Utc>,
    pub called_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// A `plan::Step`.
    pub step: Value,
    pub unknown_since: Option<DateTime<Utc>>,
    pub polls: i32,
    pub said: Option<String>,
    /// Which account it is bought with: a mark that says nothing of its key. `None` in rows of older studios.
    pub account: Option<String>,
    /// That account is the person's own.
    pub own_key: bool,
}

impl AttemptRow {
    /// Nobody can tell whether it was created: its call had no clear answer, and no task of it was seen at the provider. One that a
    /// person named is believed when it is seen.
    pub fn is_doubtful(&self) -> bool {
        self.ended_at.is_none() && self.unknown_since.is_some()
    }

    /// Where what it costs is reserved from.
    const fn source(&self) -> Account {
        if self.own_key { Account::Own } else { Account::Available }
    }
}

/// The unfinished attempt at this fingerprint, if there is one; there is never more than one.
pub async fn open(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprint: &str,
) -> Result<Option<AttemptRow>, StoreError> {
    Ok(attempts::table
        .filter(attempts::project_id.eq(project.0))
        .filter(attempts::fingerprint.eq(fingerprint))
        .filter(attempts::ended_at.is_null())
        .select(AttemptRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// Whether anything is being bought, or may have been, for one of these steps.
pub async fn any_open(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    fingerprints: &[&str],
) -> Result<bool, StoreError> {
    let open = attempts::table
        .filter(attempts::project_id.eq(project.0))
        .filter(attempts::fingerprint.eq_any(fingerprints))
        .filter(attempts::ended_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(conn).await?)
}

pub async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<AttemptRow, StoreError> {
    Ok(attempts::table.find(id).select(AttemptRow::as_select()).first(conn).await?)
}

/// Writes down which account it is bought with, as long as nothing was sent. `false`: something was, or its cost is reserved for somebody
/// else's key; send nothing.
pub async fn set_account(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    account: &str,
    own_key: bool,
) -> Result<bool, StoreError> {
    let row = attempts::table.find(id).filter(attempts::state.eq("intent")).filter(attempts::own_key.eq(own_key));
    Ok(diesel::update(row).set(attempts::account.eq(account)).execute(conn).await? > 0)
}

/// Intent → calling, once. `false`: somebody else did, or it is over; send nothing.
pub async fn begin(conn: &mut AsyncPgConnection, id: Uuid) -> Result<bool, StoreError> {
    let row = attempts::table.find(id).filter(attempts::state.eq("intent"));
    let change = (attempts::state.eq("calling"), attempts::called_at.eq(Utc::now()));
    Ok(diesel::update(row).set(change).execute(conn).await? > 0)
}

/// Unknown → calling: the task is proven not to exist, and is asked for again under the same external id. `since` is the attempt's
/// `unknown_since` when the proof was begun: a proof of an earlier doubt, by somebody who slept meanwhile, proves nothing.
pub async fn send_again(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    since: Option<DateTime<Utc>>,
) -> Result<bool, StoreError> {
    let row = attempts::table.find(id).filter(attempts::state.eq("unknown")).filter(attempts::unknown_since.eq(since));
    let change = (
        attempts::state.eq("calling"),
        attempts::called_at.eq(Utc::now()),
        attempts::unknown_since.eq(None::<DateTime<Utc>>),
        attempts::looks.eq(0),
    );
    Ok(diesel::update(row).set(change).execute(conn).await? > 0)
}

/// Whether nothing has become of a call but this very one; if so, nothing else can until the transaction ends.
pub async fn is_calling(conn: &mut AsyncPgConnection, call: &AttemptRow) -> Result<bool, StoreError> {
    let row = attempts::table.find(call.id).filter(attempts::state.eq("calling"));
    let row = row.filter(attempts::called_at.eq(call.called_at));
    Ok(row.select(attempts::id).for_update().first::<Uuid>(conn).await.optional()?.is_some())
}

/// Calling or unknown → created: the provider's task has a name, and can be polled from now on.
pub async fn created(conn: &mut AsyncPgConnection, id: Uuid, task: &str) -> Result<bool, StoreError> {
    let row = attempts::table.find(id).filter(attempts::state.eq_any(["calling", "unknown"]));
    let change = (
        attempts::state.eq("created"),
        attempts::provider_task.eq(task),
        attempts::unknown_since.eq(None::<DateTime<Utc>>),
        attempts::sentence.eq(None::<String>),
    );
    let created = diesel::update(row).set(change).execute(conn).await? > 0;
    if created {
        // Its task has come further than any crash before.
        diesel::sql_query(
            "UPDATE tasks SET crashes = 0 FROM attempts WHERE attempts.id = $1 AND tasks.project_id = attempts.project_id
                 AND tasks.fingerprint = attempts.fingerprint AND tasks.finished_at IS NULL AND tasks.crashes > 0",
        )
        .bind::<diesel::sql_types::Uuid, _>(id)
        .execute(conn)
        .await?;
    }
    Ok(created)
}

/// Unknown → created, by a task that a person named: in doubt until it is [`seen`], and until then another can be named.
pub async fn name(conn: &mut AsyncPgConnection, id: Uuid, task: &str) -> Result<bool, StoreError> {
    let doubtful =
        attempts::state.eq("unknown").or(attempts::state.eq("created").and(attempts::unknown_since.is_not_null()));
    let change = (
        attempts::state.eq("created"),
        attempts::provider_task.eq(task),
        attempts::unknown_since.eq(Utc::now()),
        attempts::sentence.eq(None::<String>),
    );
    Ok(diesel::update(attempts::table.find(id).filter(doubtful)).set(change).execute(conn).await? > 0)
}

/// The provider has shown this task: there is no doubt any more, unless a person has named another one meanwhile.
pub async fn seen(conn: &mut AsyncPgConnection, id: Uuid, task: &str) -> Result<(), StoreError> {
    let row = attempts::table.find(id).filter(attempts::state.eq("created")).filter(attempts::provider_task.eq(task));
    diesel::update(row).set(attempts::unknown_since.eq(None::<DateTime<Utc>>)).execute(conn).await?;
    Ok(())
}

/// Calling → unknown: nobody can tell whether a task was created.
pub async fn unknown(conn: &mut AsyncPgConnection, id: Uuid, sentence: &str) -> Result<bool, StoreError> {
    let row = attempts::table.find(id).filter(attempts::state.eq("calling"));
    let change = (
        attempts::state.eq("unknown"),
        attempts::unknown_since.eq(Utc::now()),
        attempts::looks.eq(0),
        attempts::sentence.eq(sentence),
    );
    Ok(diesel::update(row).set(change).execute(conn).await? > 0)
}

/// One more look that did not find the task.
pub async fn looked(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), StoreError> {
    diesel::update(attempts::table.find(id)).set(attempts::looks.eq(attempts::looks + 1)).execute(conn).await?;
    Ok(())
}

/// One more look at a task that exists, and what its provider says.
pub async fn polled(conn: &mut AsyncPgConnection, id: Uuid, said: &str) -> Result<(), StoreError> {
    diesel::update(attempts::table.find(id))
        .set((attempts::polls.eq(attempts::polls + 1), attempts::said.eq(said)))
        .execute(conn)
        .await?;
    Ok(())
}

/// How an attempt ended.
pub struct End<'a> {
    /// `None` when it gave what was asked for.
    pub failure: Option<(&'a str, &'a str)>,
    /// What was charged; `None` when the provider does not say: then a success costs its estimate, and a failure nothing.
    pub billed_cents: Option<i64>,
}

/// Ends an attempt and settles its reservation. `None` when it had ended already; else the cents that were charged. Call it
/// in a transaction.
///
/// What the provider billed is what is booked, also above the estimate that was reserved: then the rest comes from where that was
/// reserved, and a project may have spent more than its cap. The next reservation is refused.
pub async fn end(conn: &mut AsyncPgConnection, id: Uuid, end: End<'_>) -> Result<Option<i64>, StoreError> {
    let row = attempts::table.find(id).filter(attempts::ended_at.is_null());
    let Some(row) = row.select(AttemptRow::as_select()).for_update().first(conn).await.optional()? else {
        return Ok(None);
    };
    failpoint::pass("settle.before");
    let charged = end.billed_cents.unwrap_or(if end.failure.is_none() { row.estimate_cents } else { 0 });
    let charged = charged.clamp(0, ledger::MOST);
    diesel::update(attempts::table.find(id))
        .set((
            attempts::state.eq(if end.failure.is_none() { "done" } else { "failed" }),
            attempts::billed_cents.eq(charged),
            attempts::failure_class.eq(end.failure.map(|(class, _)| class.to_owned())),
            attempts::sentence.eq(end.failure.map(|(_, sentence)| sentence.to_owned())),
            attempts::ended_at.eq(Utc::now()),
        ))
        .execute(conn)
        .await?;
    let whom = For {
        user: UserId(row.owner_id),
        project: Some(ProjectId(row.project_id)),
        attempt: Some(id),
        reason: if end.failure.is_none() { "settle" } else { "release" },
    };
    let left = row.estimate_cents - charged;
    let rows = [(Account::Reserved, -row.estimate_cents), (Account::Spent, charged), (row.source(), left)];
    ledger::post(conn, whom, &rows).await?;
    failpoint::pass("settle.after");
    Ok(Some(charged))
}

/// As [`end`], of a success whose cost is known to the millionth of a dollar: what is booked are the whole cents that it makes the sum of all
/// such of the project more. So the ledger is never off by more than half a cent, however many they are. Call it in a transaction.
pub async fn end_exactly(conn: &mut AsyncPgConnection, id: Uuid, micros: i64) -> Result<Option<i64>, StoreError> {
    let row = get(conn, id).await?;
    // One after the other; as where a reservation is made, the person's row comes first.
    ledger::lock(conn, UserId(row.owner_id)).await?;
    let open = attempts::table.find(id).filter(attempts::ended_at.is_null()).select(attempts::id).for_update();
    if open.first::<Uuid>(conn).await.optional()?.is_none() {
        return Ok(None);
    }
    let before: i64 = attempts::table
        .filter(attempts::project_id.eq(row.project_id))
        .filter(attempts::billed_micros.is_not_null())
        .select(diesel::dsl::sql::<diesel::sql_types::Int8>("coalesce(sum(billed_micros), 0)::int8"))
        .first(conn)
        .await?;
    let cents = |micros: i64| (micros + 5_000).div_euclid(10_000);
    let micros = micros.clamp(0, ledger::MOST.saturating_mul(10_000));
    let booked = cents(before.saturating_add(micros)) - cents(before);
    diesel::update(attempts::table.find(id)).set(attempts::billed_micros.eq(micros)).execute(conn).await?;
    end(conn, id, End { failure: None, billed_cents: Some(booked) }).await
}

/// Ends every unfinished attempt of a project that goes away. What was sent may have been made: it is taken to cost its estimate.
pub async fn abandon(conn: &mut AsyncPgConnection, project: ProjectId, sentence: &str) -> Result<(), StoreError> {
    let unfinished = attempts::table.filter(attempts::project_id.eq(project.0)).filter(attempts::ended_at.is_null());
    let rows = unfinished.select(AttemptRow::as_select()).load(conn).await?;
    give_up(conn, rows, sentence).await
}

/// As [`abandon`], for the shots that are not in any film any more. Call it in a transaction.
pub async fn abandon_gone_shots(conn: &mut AsyncPgConnection, sentence: &str) -> Result<(), StoreError> {
    use crate::schema_film::shots;
    let rows = attempts::table
        .filter(attempts::ended_at.is_null())
        .filter(attempts::shot_id.is_not_null())
        .filter(diesel::dsl::not(diesel::dsl::exists(shots::table.filter(shots::id.nullable().eq(attempts::shot_id)))))
        .select(AttemptRow::as_select())
        .load(conn)
        .await?;
    give_up(conn, rows, sentence).await
}

async fn give_up(conn: &mut AsyncPgConnection, rows: Vec<AttemptRow>, sentence: &str) -> Result<(), StoreError> {
    for row in rows {
        let billed = if row.state == "intent" { 0 } else { row.estimate_cents };
        end(conn, row.id, End { failure: Some(("broken", sentence)), billed_cents: Some(billed) }).await?;
    }
    Ok(())
}

/// The open attempt that a provider speaks of, by its own id of the task or by the name that we gave it.
pub async fn spoken_of(
    conn: &mut AsyncPgConnection,
    provider: &str,
    task: Option<&str>,
    external_id: Option<&str>,
) -> Result<Option<AttemptRow>, StoreError> {
    let open = attempts::table.filter(attempts::provider.eq(provider)).filter(attempts::ended_at.is_null());
    let known = attempts::provider_task.eq(task).or(attempts::external_id.nullable().eq(external_id));
    Ok(open.filter(known).select(AttemptRow::as_select()).first(conn).await.optional()?)
}

/// Every attempt at a shot, oldest first.
pub async fn of_shot(conn: &mut AsyncPgConnection, shot: ShotId) -> Result<Vec<AttemptRow>, StoreError> {
    Ok(attempts::table
        .filter(attempts::shot_id.eq(shot.0))
        .order((attempts::made_at, attempts::id))
        .select(AttemptRow::as_select())
        .load(conn)
        .await?)
}

/// Every attempt for a project, oldest first.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<AttemptRow>, StoreError> {
    Ok(attempts::table
        .filter(attempts::project_id.eq(project.0))
        .order((attempts::made_at, attempts::id))
        .select(AttemptRow::as_select())
        .load(conn)
        .await?)
}

/// What was charged for a film that is no shot's, in cents.
pub async fn film_cents(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<i64, StoreError> {
    Ok(attempts::table
        .filter(attempts::project_id.eq(project.0))
        .filter(attempts::shot_id.is_null())
        .select(diesel::dsl::sql::<diesel::sql_types::Int8>("coalesce(sum(billed_cents), 0)::int8"))
        .first(conn)
        .await?)
}

/// Unfinished attempts that no task is working on, longest first: what they made was paid for and must not be lost. What ended the
/// process again and again while it was fetched waits for a person who retries it.
pub async fn orphans(conn: &mut AsyncPgConnection, limit: i64) -> Result<Vec<AttemptRow>, StoreError> {
    use crate::schema_film::{shots, tasks};
    let tended = tasks::table
        .filter(tasks::project_id.eq(attempts::project_id.nullable()))
        .filter(tasks::fingerprint.eq(attempts::fingerprint))
        .filter(tasks::finished_at.is_null());
    let crashed = tasks::table
        .filter(tasks::project_id.eq(attempts::project_id.nullable()))
        .filter(tasks::fingerprint.eq(attempts::fingerprint))
        .filter(tasks::state.eq("discarded"))
        .filter(tasks::crashes.gt(0));
    Ok(attempts::table
        .filter(attempts::ended_at.is_null())
        .filter(diesel::dsl::not(diesel::dsl::exists(tended)))
        .filter(attempts::state.eq("intent").or(diesel::dsl::not(diesel::dsl::exists(crashed))))
        // A shot that is gone has no take to keep.
        .filter(
            attempts::shot_id
                .is_null()
                .or(diesel::dsl::exists(shots::table.filter(shots::id.nullable().eq(attempts::shot_id)))),
        )
        .order(attempts::made_at)
        .limit(limit)
        .select(AttemptRow::as_select())
        .load(conn)
        .await?)
}
