//! What making things took: the steps of a film, and of everybody's by their kind.

use crate::{StoreError, runs::RunRow};
use diesel::{
    QueryableByName,
    sql_types::{Double, Int4, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::ProjectId;
use uuid::Uuid;

/// The most steps of a film that are told, the newest.
const MOST: i64 = 5_000;

/// One step of a film, as its task went.
#[derive(Clone, Debug, QueryableByName)]
pub struct StepRow {
    /// `line`, `picture`, `footage`, `cue`, `faces`, `lips`, `mix`, `score`, `film`, or the kind of a step beside the clips.
    #[diesel(sql_type = Text)]
    pub work: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub shot_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    pub fingerprint: String,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Int4)]
    pub tries: i32,
    /// Milliseconds that workers worked on it.
    #[diesel(sql_type = Int8)]
    pub worked_ms: i64,
    /// Seconds from when it was queued to its end, or to now.
    #[diesel(sql_type = Double)]
    pub took: f64,
    #[diesel(sql_type = Nullable<Text>)]
    pub provider: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub model: Option<String>,
    /// What was billed for it, whether it came to a good end or not.
    #[diesel(sql_type = Int8)]
    pub cents: i64,
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
}

/// The steps of a film, the newest first; of a run those that ended in it, and of the last run what is still to come.
pub async fn steps(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
    run: Option<&RunRow>,
) -> Result<Vec<StepRow>, StoreError> {
    let query = "SELECT coalesce(t.step->'work'->>'work', 'film') AS work, t.shot_id, t.fingerprint, t.state, t.tries, t.worked_ms,
            extract(epoch FROM coalesce(t.finished_at, now()) - t.created_at)::float8 AS took, a.provider, a.model,
            coalesce((SELECT sum(billed_cents) FROM attempts b
                WHERE b.project_id = t.project_id AND b.fingerprint = t.fingerprint
                    AND b.made_at >= coalesce($3, '-infinity'::timestamptz)
                    AND b.made_at < coalesce($4, 'infinity'::timestamptz)), 0)::int8 AS cents,
            coalesce(a.bytes, 0)::int8 AS bytes
        FROM tasks t LEFT JOIN artifacts a ON a.project_id = t.project_id AND a.fingerprint = t.fingerprint
        WHERE t.project_id = $1 AND (t.kind = 'step' OR t.kind LIKE 'step:%')
            AND coalesce(t.finished_at, 'infinity') >= coalesce($3, '-infinity'::timestamptz)
            AND ($4 IS NULL OR t.finished_at < $4)
        ORDER BY t.created_at DESC, t.id DESC LIMIT $2";
    Ok(diesel::sql_query(query)
        .bind::<SqlUuid, _>(project.0)
        .bind::<Int8, _>(MOST)
        .bind::<Nullable<Timestamptz>, _>(run.map(|run| run.started_at))
        .bind::<Nullable<Timestamptz>, _>(run.and_then(|run| run.next_at))
        .load(conn)
        .await?)
}

/// All steps of one kind that came to an end in one way.
#[derive(Clone, Debug, QueryableByName)]
pub struct KindRow {
    #[diesel(sql_type = Text)]
    pub work: String,
    /// `done`, `discarded`, `cancelled`.
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Int8)]
    pub count: i64,
    #[diesel(sql_type = Int8)]
    pub tries: i64,
    #[diesel(sql_type = Int8)]
    pub worked_ms: i64,
    /// What was billed.
    #[diesel(sql_type = Int8)]
    pub cents: i64,
    /// The size of what was made.
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
}

/// What steps took by their kind, of all films. A step that was begun again has one price and one size.
pub async fn by_kind(conn: &mut AsyncPgConnection) -> Result<Vec<KindRow>, StoreError> {
    let query = "WITH paid AS (
            SELECT project_id, fingerprint, sum(billed_cents) AS cents FROM attempts GROUP BY 1, 2
        ), ended AS (
            SELECT project_id, fingerprint,
                CASE WHEN kind = 'step' OR kind LIKE 'step:%' THEN coalesce(step->'work'->>'work', 'film') ELSE kind END AS work, state, tries, worked_ms,
                row_number() OVER (PARTITION BY project_id, fingerprint ORDER BY created_at DESC, id DESC) = 1 AS newest
            FROM tasks WHERE finished_at IS NOT NULL
        )
        SELECT t.work, t.state, count(*) AS count, coalesce(sum(t.tries), 0)::int8 AS tries,
            coalesce(sum(t.worked_ms), 0)::int8 AS worked_ms,
            coalesce(sum(p.cents) FILTER (WHERE t.newest), 0)::int8 AS cents,
            (CASE WHEN t.work = 'film' AND t.state = 'done' THEN (SELECT coalesce(sum(bytes), 0) FROM artifacts WHERE kind = 'film')
                ELSE coalesce(sum(a.bytes) FILTER (WHERE t.newest), 0) END)::int8 AS bytes
        FROM ended t
            LEFT JOIN paid p ON p.project_id = t.project_id AND p.fingerprint = t.fingerprint
            LEFT JOIN artifacts a ON a.project_id = t.project_id AND a.fingerprint = t.fingerprint
        GROUP BY 1, 2 ORDER BY 1, 2";
    Ok(diesel::sql_query(query).load(conn).await?)
}

/// All lines that one service has spoken.
#[derive(Clone, Debug, QueryableByName)]
pub struct SpeechRow {
    #[diesel(sql_type = Text)]
    pub provider: String,
    #[diesel(sql_type = Int8)]
    pub lines: i64,
    #[diesel(sql_type = Int8)]
    pub words: i64,
    #[diesel(sql_type = Double)]
    pub seconds: f64,
}

/// What was spoken, of all films, by who spoke it. What two films share counts in both.
pub async fn speech(conn: &mut AsyncPgConnection) -> Result<Vec<SpeechRow>, StoreError> {
    let query = r"SELECT provider, count(*) AS lines,
            coalesce(sum(array_length(regexp_split_to_array(btrim(detail->>'text'), '\s+'), 1)), 0)::int8 AS words,
            coalesce(sum(seconds), 0)::float8 AS seconds
        FROM artifacts WHERE kind = 'line_take' GROUP BY 1 ORDER BY 1";
    Ok(diesel::sql_query(query).load(conn).await?)
}
