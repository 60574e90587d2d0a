//! Projects: a title, a script, settings, and the state of their film.

use crate::{StoreError, runs, schema_film::projects};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::{ProjectId, RunState, UserId};
use serde_json::Value;
use uuid::Uuid;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = projects)]
pub struct ProjectRow {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub title: String,
    pub script: String,
    /// A `model::ProjectSettings`.
    pub settings: Value,
    /// A `model::PromptList` without shots.
    pub head: Value,
    pub state: String,
    pub message: Option<String>,
    pub last_seq: i64,
    pub film_id: Option<Uuid>,
    pub started_at: Option<DateTime<Utc>>,
    /// Nobody began the last run: an edit was free as far as it could be told.
    pub unasked: bool,
    /// The shots that the last run was to film; `None` is the whole film.
    pub only_shots: Option<Vec<Uuid>>,
    pub updated_at: DateTime<Utc>,
}

impl ProjectRow {
    pub fn project(&self) -> ProjectId {
        ProjectId(self.id)
    }

    pub fn run_state(&self) -> RunState {
        RunState::from_key(&self.state).unwrap_or(RunState::Draft)
    }
}

/// A new project, before it is stored.
pub struct NewRow<'a> {
    pub owner: UserId,
    pub title: &'a str,
    pub script: &'a str,
    pub settings: Value,
    pub head: Value,
    /// Names a film made on the command line.
    pub local_key: Option<&'a str>,
}

/// Stores a new project.
pub async fn insert(conn: &mut AsyncPgConnection, new: NewRow<'_>) -> Result<ProjectId, StoreError> {
    let id = ProjectId::new();
    diesel::insert_into(projects::table)
        .values((
            projects::id.eq(id.0),
            projects::owner_id.eq(new.owner.0),
            projects::title.eq(new.title),
            projects::script.eq(new.script),
            projects::settings.eq(new.settings),
            projects::head.eq(new.head),
            projects::local_key.eq(new.local_key),
        ))
        .execute(conn)
        .await?;
    Ok(id)
}

/// The project, if it belongs to `owner`; a stranger's is not found.
pub async fn owned(conn: &mut AsyncPgConnection, owner: UserId, id: ProjectId) -> Result<ProjectRow, StoreError> {
    Ok(projects::table
        .find(id.0)
        .filter(projects::owner_id.eq(owner.0))
        .select(ProjectRow::as_select())
        .first(conn)
        .await?)
}

/// Whether the project belongs to `owner`, without reading it.
pub async fn is_owned(conn: &mut AsyncPgConnection, owner: UserId, id: ProjectId) -> Result<bool, StoreError> {
    let query = projects::table.find(id.0).filter(projects::owner_id.eq(owner.0));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(conn).await?)
}

/// Whether there is such a project, whoever owns it.
pub async fn exists(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(projects::table.find(id.0))).get_result(conn).await?)
}

pub async fn get(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<ProjectRow, StoreError> {
    Ok(projects::table.find(id.0).select(ProjectRow::as_select()).first(conn).await?)
}

/// The project, locked until the transaction ends: everything that numbers events or moves the film's state holds this lock.
pub async fn lock(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<ProjectRow, StoreError> {
    Ok(projects::table.find(id.0).select(ProjectRow::as_select()).for_update().first(conn).await?)
}

/// The same of a project that belongs to `owner`; a stranger's is not found.
pub async fn lock_owned(conn: &mut AsyncPgConnection, owner: UserId, id: ProjectId) -> Result<ProjectRow, StoreError> {
    let of_owner = projects::table.find(id.0).filter(projects::owner_id.eq(owner.0));
    Ok(of_owner.select(ProjectRow::as_select()).for_update().first(conn).await?)
}

/// The command line's project of that key.
pub async fn by_local_key(
    conn: &mut AsyncPgConnection,
    owner: UserId,
    key: &str,
) -> Result<Option<ProjectId>, StoreError> {
    Ok(projects::table
        .filter(projects::owner_id.eq(owner.0))
        .filter(projects::local_key.eq(key))
        .select(projects::id)
        .first::<Uuid>(conn)
        .await
        .optional()?
        .map(ProjectId))
}

/// What a project holds after an edit. `None` leaves a column as it is.
#[derive(Default, AsChangeset)]
#[diesel(table_name = projects)]
pub struct Change<'a> {
    pub title: Option<&'a str>,
    pub script: Option<&'a str>,
    pub settings: Option<Value>,
    pub head: Option<Value>,
    pub updated_at: Option<DateTime<Utc>>,
}

pub async fn update(conn: &mut AsyncPgConnection, id: ProjectId, change: Change<'_>) -> Result<(), StoreError> {
    let change = Change { updated_at: Some(Utc::now()), ..change };
    diesel::update(projects::table.find(id.0)).set(change).execute(conn).await?;
    Ok(())
}

/// Moves the film to another state, with the sentence that explains it.
pub async fn set_state(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    state: RunState,
    message: Option<&str>,
) -> Result<(), StoreError> {
    diesel::update(projects::table.find(id.0))
        .set((projects::state.eq(state.key()), projects::message.eq(message), projects::updated_at.eq(Utc::now())))
        .execute(conn)
        .await?;
    Ok(())
}

/// Remembers when filming last began, for the time left, and whether a person had asked for it.
pub async fn set_started(conn: &mut AsyncPgConnection, id: ProjectId, asked: bool) -> Result<(), StoreError> {
    diesel::update(projects::table.find(id.0))
        .set((projects::started_at.eq(Utc::now()), projects::unasked.eq(!asked)))
        .execute(conn)
        .await?;
    if asked { runs::wanted(conn, id).await } else { Ok(()) }
}

/// Says which shots the run is to film; `None` is the whole film.
pub async fn set_only(conn: &mut AsyncPgConnection, id: ProjectId, only: Option<&[Uuid]>) -> Result<(), StoreError> {
    diesel::update(projects::table.find(id.0)).set(projects::only_shots.eq(only)).execute(conn).await?;
    Ok(())
}

pub async fn set_film(conn: &mut AsyncPgConnection, id: ProjectId, film: Uuid) -> Result<(), StoreError> {
    diesel::update(projects::table.find(id.0)).set(projects::film_id.eq(film)).execute(conn).await?;
    Ok(())
}

/// The project has no film any more; its file stays.
pub async fn forget_film(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), StoreError> {
    diesel::update(projects::table.find(id.0)).set(projects::film_id.eq(None::<Uuid>)).execute(conn).await?;
    Ok(())
}

pub async fn delete(conn: &mut AsyncPgConnection, owner: UserId, id: ProjectId) -> Result<(), StoreError> {
    let gone = diesel::delete(projects::table.find(id.0).filter(projects::owner_id.eq(owner.0))).execute(conn).await?;
    if gone == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Projects whose film is being made: what a process looks after when it starts.
pub async fn filming(conn: &mut AsyncPgConnection) -> Result<Vec<ProjectId>, StoreError> {
    let ids: Vec<Uuid> = projects::table
        .filter(projects::state.eq(RunState::Filming.key()))
        .select(projects::id)
        .order(projects::updated_at)
        .load(conn)
        .await?;
    Ok(ids.into_iter().map(ProjectId).collect())
}

/// How many projects somebody has.
pub async fn count(conn: &mut AsyncPgConnection, owner: UserId) -> Result<u64, StoreError> {
    let all: i64 = projects::table.filter(projects::owner_id.eq(owner.0)).count().get_result(conn).await?;
    Ok(u64::try_from(all).unwrap_or(0))
}

/// How many films of somebody are being made, `but` one.
pub async fn count_filming(conn: &mut AsyncPgConnection, owner: UserId, but: ProjectId) -> Result<u64, StoreError> {
    let all: i64 = projects::table
        .filter(projects::owner_id.eq(owner.0))
        .filter(projects::state.eq(RunState::Filming.key()))
        .filter(projects::id.ne(but.0))
        .count()
        .get_result(conn)
        .await?;
    Ok(u64::try_from(all).unwrap_or(0))
}

/// How far the film is, without reading the project.
pub async fn run_state(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<RunState, StoreError> {
    let state: String = projects::table.find(id.0).select(projects::state).first(conn).await?;
    Ok(RunState::from_key(&state).unwrap_or(RunState::Draft))
}

/// A line of the projects page.
#[derive(Debug, QueryableByName)]
pub struct CardRow {
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    pub id: Uuid,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub title: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub state: String,
    #[diesel(sql_type = diesel::sql_types::Timestamptz)]
    pub updated_at: DateTime<Utc>,
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub shots: i64,
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub done: i64,
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub failed: i64,
    #[diesel(sql_type = diesel::sql_types::Double)]
    pub seconds: f64,
    #[diesel(sql_type = diesel::sql_types::Int8)]
    pub cost_cents: i64,
    /// The first clip there is: its poster stands for the film.
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Uuid>)]
    pub poster_clip: Option<Uuid>,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Uuid>)]
    pub film_id: Option<Uuid>,
}

const CARDS: &str = "SELECT p.id, p.title, p.state, p.updated_at, p.film_id,
    count(s.id) AS shots,
    count(s.id) FILTER (WHERE s.state = 'done') AS done,
    count(s.id) FILTER (WHERE s.state = 'failed') AS failed,
    coalesce(sum(s.seconds), 0)::float8 AS seconds,
    (coalesce(sum(s.cost_cents), 0) + coalesce((SELECT sum(a.billed_cents) FROM attempts a
        WHERE a.project_id = p.id AND a.shot_id IS NULL), 0))::int8 AS cost_cents,
    (array_agg(s.clip_id ORDER BY s.rank) FILTER (WHERE s.clip_id IS NOT NULL))[1] AS poster_clip
    FROM projects p LEFT JOIN shots s ON s.project_id = p.id";

/// The owner's projects, the last changed first.
pub async fn cards(conn: &mut AsyncPgConnection, owner: UserId) -> Result<Vec<CardRow>, StoreError> {
    cards_before(conn, owner, None, MOST_CARDS).await
}

/// As many as one list holds.
const MOST_CARDS: usize = 500;

/// Up to `most` of the owner's projects, the last changed first, from those that come after `before` in that order.
pub async fn cards_before(
    conn: &mut AsyncPgConnection,
    owner: UserId,
    before: Option<ProjectId>,
    most: usize,
) -> Result<Vec<CardRow>, StoreError> {
    use diesel::sql_types::{Int8, Nullable, Uuid as SqlUuid};
    Ok(diesel::sql_query(format!(
        "{CARDS} WHERE p.owner_id = $1 AND ($2 IS NULL OR (p.updated_at, p.id) <
            (SELECT b.updated_at, b.id FROM projects b WHERE b.id = $2 AND b.owner_id = $1))
         GROUP BY p.id ORDER BY p.updated_at DESC, p.id DESC LIMIT $3"
    ))
    .bind::<SqlUuid, _>(owner.0)
    .bind::<Nullable<SqlUuid>, _>(before.map(|id| id.0))
    .bind::<Int8, _>(i64::try_from(most.min(MOST_CARDS)).unwrap_or(0))
    .load(conn)
    .await?)
}
