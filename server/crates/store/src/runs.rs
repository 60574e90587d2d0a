//! The runs of a film: from when filming begins until it is done, failed or stopped.

use crate::StoreError;
use chrono::{DateTime, Utc};
use diesel::{
    OptionalExtension, QueryableByName,
    sql_types::{Bool, Double, Int4, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, RunState};

/// The most runs of a film that are told, the newest.
const MOST: i64 = 200;

/// One run. What ends after it and before the next one belongs to it.
#[derive(Clone, Debug, QueryableByName)]
pub struct RunRow {
    #[diesel(sql_type = Int4)]
    pub number: i32,
    #[diesel(sql_type = Timestamptz)]
    pub started_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub ended_at: Option<DateTime<Utc>>,
    /// When the next run began; `None` of the last one.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub next_at: Option<DateTime<Utc>>,
    /// As [`RunState`] is keyed.
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub message: Option<String>,
    /// Whether a person asked for it.
    #[diesel(sql_type = Bool)]
    pub asked: bool,
    /// How many shots it was to film; `None` is the whole film.
    #[diesel(sql_type = Nullable<Int4>)]
    pub shots: Option<i32>,
    /// Steps that came to an end in it.
    #[diesel(sql_type = Int8)]
    pub steps: i64,
    /// What was billed in it.
    #[diesel(sql_type = Int8)]
    pub cents: i64,
}

/// Begins a run with the film as it stands, unless one goes on.
pub async fn begin(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    let query = "INSERT INTO runs (project_id, number, asked, shots)
        SELECT p.id, 1 + coalesce((SELECT max(number) FROM runs WHERE project_id = p.id), 0), NOT p.unasked, cardinality(p.only_shots)
        FROM projects p WHERE p.id = $1 AND NOT EXISTS (SELECT FROM runs WHERE project_id = p.id AND ended_at IS NULL)";
    diesel::sql_query(query).bind::<SqlUuid, _>(project.0).execute(conn).await?;
    Ok(())
}

/// A person wants what runs.
pub(crate) async fn wanted(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<(), StoreError> {
    let query = "UPDATE runs SET asked = true WHERE project_id = $1 AND ended_at IS NULL";
    diesel::sql_query(query).bind::<SqlUuid, _>(project.0).execute(conn).await?;
    Ok(())
}

/// Ends the run that goes on, if one does, in the film's state.
pub async fn end(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    state: RunState,
    message: Option<&str>,
) -> Result<(), StoreError> {
    let query = "UPDATE runs SET ended_at = greatest(started_at, clock_timestamp()), state = $2, message = $3
        WHERE project_id = $1 AND ended_at IS NULL";
    diesel::sql_query(query)
        .bind::<SqlUuid, _>(project.0)
        .bind::<Text, _>(state.key())
        .bind::<Nullable<Text>, _>(message)
        .execute(conn)
        .await?;
    Ok(())
}

/// All runs of a film, each with when the next one began, and what belongs to it.
const RUNS: &str = "WITH own AS (
        SELECT r.number, r.started_at, r.ended_at, lead(r.started_at) OVER (ORDER BY r.number) AS next_at,
            CASE WHEN r.ended_at IS NULL THEN p.state ELSE r.state END AS state,
            CASE WHEN r.ended_at IS NULL THEN p.message ELSE r.message END AS message, r.asked, r.shots
        FROM runs r JOIN projects p ON p.id = r.project_id WHERE r.project_id = $1
    )
    SELECT own.*, (SELECT count(*) FROM tasks t WHERE t.project_id = $1 AND (t.kind = 'step' OR t.kind LIKE 'step:%') AND t.finished_at >= own.started_at
            AND t.finished_at < coalesce(own.next_at, 'infinity')) AS steps,
        (SELECT coalesce(sum(a.billed_cents), 0)::int8 FROM attempts a WHERE a.project_id = $1 AND a.made_at >= own.started_at
            AND a.made_at < coalesce(own.next_at, 'infinity')) AS cents
    FROM own";

/// The runs of a film, the newest first; at most 200.
pub async fn of_project(conn: &mut AsyncPgConnection, project: ProjectId) -> Result<Vec<RunRow>, StoreError> {
    let query = format!("{RUNS} ORDER BY own.number DESC LIMIT $2");
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(project.0).bind::<Int8, _>(MOST).load(conn).await?)
}

/// One run of a film; `None` where it has no such run.
pub async fn get(conn: &mut AsyncPgConnection, project: ProjectId, number: i32) -> Result<Option<RunRow>, StoreError> {
    let query = format!("{RUNS} WHERE own.number = $2");
    let found = diesel::sql_query(query).bind::<SqlUuid, _>(project.0).bind::<Int4, _>(number).get_result(conn).await;
    Ok(found.optional()?)
}

/// A line that was spoken, or recorded, in a run.
#[derive(Clone, Debug, QueryableByName)]
pub struct SpokenRow {
    /// The line's id.
    #[diesel(sql_type = Text)]
    pub line: String,
    /// What was said, where the maker noted it.
    #[diesel(sql_type = Nullable<Text>)]
    pub text: Option<String>,
    #[diesel(sql_type = Double)]
    pub seconds: f64,
}

/// The lines that were made in a run, each once.
pub async fn spoken(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    run: &RunRow,
) -> Result<Vec<SpokenRow>, StoreError> {
    let query = "SELECT DISTINCT ON (t.fingerprint) t.step->'work'->>'line' AS line, a.detail->>'text' AS text,
            coalesce(a.seconds, 0) AS seconds
        FROM tasks t JOIN artifacts a ON a.project_id = t.project_id AND a.fingerprint = t.fingerprint
        WHERE t.project_id = $1 AND t.kind = 'step' AND t.state = 'done' AND t.step->'work'->>'line' IS NOT NULL
            AND t.finished_at >= $2 AND t.finished_at < coalesce($3, 'infinity'::timestamptz)
        ORDER BY t.fingerprint, t.created_at";
    Ok(diesel::sql_query(query)
        .bind::<SqlUuid, _>(project.0)
        .bind::<Timestamptz, _>(run.started_at)
        .bind::<Nullable<Timestamptz>, _>(run.next_at)
        .load(conn)
        .await?)
}

/// The film that a run joined last: its size and its length.
#[derive(Clone, Debug, QueryableByName)]
pub struct JoinedRow {
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
    #[diesel(sql_type = Double)]
    pub seconds: f64,
}

/// The film of a run; `None` where it joined none, or where a later one has taken its place.
pub async fn film(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    run: &RunRow,
) -> Result<Option<JoinedRow>, StoreError> {
    let query = "SELECT bytes, coalesce(seconds, 0) AS seconds FROM artifacts WHERE project_id = $1 AND kind = 'film'
            AND made_at >= $2 AND made_at < coalesce($3, 'infinity'::timestamptz) ORDER BY made_at DESC LIMIT 1";
    let found = diesel::sql_query(query)
        .bind::<SqlUuid, _>(project.0)
        .bind::<Timestamptz, _>(run.started_at)
        .bind::<Nullable<Timestamptz>, _>(run.next_at)
        .get_result(conn)
        .await;
    Ok(found.optional()?)
}

/// All runs that came to an end in one way.
#[derive(Clone, Debug, QueryableByName)]
pub struct FigureRow {
    /// As [`RunState`] is keyed; `filming` of those that go on.
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Int8)]
    pub count: i64,
    #[diesel(sql_type = Double)]
    pub seconds: f64,
}

/// The runs of all films by how they ended, with how long they took.
pub async fn figures(conn: &mut AsyncPgConnection) -> Result<Vec<FigureRow>, StoreError> {
    let query = "SELECT CASE WHEN ended_at IS NULL THEN 'filming' ELSE state END AS state, count(*) AS count,
            coalesce(sum(extract(epoch FROM coalesce(ended_at, now()) - started_at)), 0)::float8 AS seconds
        FROM runs GROUP BY 1 ORDER BY 1";
    Ok(diesel::sql_query(query).load(conn).await?)
}
