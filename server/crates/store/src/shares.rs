//! Links that show a film to whoever has them, and what their guests write.

use crate::{
    Store, StoreError, passwords,
    rate::TooMany,
    schema_share::{film_shown, share_comments, share_links},
    tokens,
};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Bool, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use model::ProjectId;
use serde_json::Value;
use std::net::IpAddr;
use uuid::Uuid;

/// A link, as its maker sees it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = share_links)]
pub struct ShareRow {
    pub id: Uuid,
    pub label: String,
    pub password_hash: Option<String>,
    pub download: bool,
    pub comments: bool,
    pub made_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub opened: i64,
    pub opened_at: Option<DateTime<Utc>>,
}

/// What a new link is to be.
#[derive(Clone, Debug)]
pub struct NewShare<'a> {
    pub label: &'a str,
    pub password: Option<String>,
    pub download: bool,
    pub comments: bool,
    pub expires_at: Option<DateTime<Utc>>,
}

/// What a link shows, as it is at this moment.
#[derive(Clone, Debug, QueryableByName)]
pub struct SharedRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub project_id: Uuid,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub password_hash: Option<String>,
    #[diesel(sql_type = Bool)]
    pub download: bool,
    #[diesel(sql_type = Bool)]
    pub comments: bool,
    /// The film's words are drawn into its picture.
    #[diesel(sql_type = Bool)]
    pub burned: bool,
    #[diesel(sql_type = SqlUuid)]
    pub film_id: Uuid,
    #[diesel(sql_type = Text)]
    pub file_key: String,
    #[diesel(sql_type = Int8)]
    pub bytes: i64,
    #[diesel(sql_type = diesel::sql_types::Float8)]
    pub seconds: f64,
    #[diesel(sql_type = Timestamptz)]
    pub film_made_at: DateTime<Utc>,
}

/// What a guest wrote.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = share_comments)]
pub struct CommentRow {
    pub id: Uuid,
    pub project_id: Uuid,
    pub link_id: Option<Uuid>,
    pub seconds: f64,
    pub shot_id: Option<Uuid>,
    pub shot_seconds: f64,
    pub name: String,
    pub words: String,
    pub made_at: DateTime<Utc>,
    pub answer: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
    pub resolved_at: Option<DateTime<Utc>>,
}

/// What is shown of a film beside its picture.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = film_shown)]
pub struct ShownRow {
    pub film_id: Uuid,
    pub captions: Option<String>,
    pub chapters: Value,
    pub poster: Option<Vec<u8>>,
    pub width: i32,
    pub height: i32,
}

/// The links of a project that still open, the newest first.
pub async fn open(conn: &mut AsyncPgConnection, project: ProjectId, limit: i64) -> Result<Vec<ShareRow>, StoreError> {
    Ok(share_links::table
        .filter(share_links::project_id.eq(project.0))
        .filter(share_links::revoked_at.is_null())
        .filter(
            share_links::expires_at
                .is_null()
                .or(share_links::expires_at.gt(Utc::now().into_sql::<Nullable<Timestamptz>>())),
        )
        .order(share_links::id.desc())
        .limit(limit)
        .select(ShareRow::as_select())
        .load(conn)
        .await?)
}

/// Makes the link worthless from now on. `NotFound` where it opens nothing anyway.
pub async fn revoke(conn: &mut AsyncPgConnection, project: ProjectId, id: Uuid) -> Result<(), StoreError> {
    let row = share_links::table
        .find(id)
        .filter(share_links::project_id.eq(project.0))
        .filter(share_links::revoked_at.is_null());
    let gone = diesel::update(row).set(share_links::revoked_at.eq(Utc::now())).execute(conn).await?;
    if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// What the link of this token shows, if it opens: it is neither revoked nor expired, its owner may come in, and there is a film.
pub async fn look(conn: &mut AsyncPgConnection, token: &str) -> Result<Option<SharedRow>, StoreError> {
    let rows: Vec<SharedRow> = diesel::sql_query(
        "SELECT l.id, l.project_id, p.title, l.password_hash, l.download, l.comments,
            coalesce((p.settings->>'burn_captions')::boolean, false) AS burned,
            a.id AS film_id, a.file_key, a.bytes, coalesce(a.seconds, 0) AS seconds, a.made_at AS film_made_at
         FROM share_links l
         JOIN projects p ON p.id = l.project_id
         JOIN users u ON u.id = p.owner_id AND u.disabled_at IS NULL
         JOIN artifacts a ON a.id = p.film_id
         WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > now())",
    )
    .bind::<Text, _>(tokens::hash(token))
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// Counts that the link was opened.
pub async fn opened(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), StoreError> {
    diesel::update(share_links::table.find(id))
        .set((share_links::opened.eq(share_links::opened + 1), share_links::opened_at.eq(Utc::now())))
        .execute(conn)
        .await?;
    Ok(())
}

/// What was read from a film's file before.
pub async fn shown(conn: &mut AsyncPgConnection, film: Uuid) -> Result<Option<ShownRow>, StoreError> {
    Ok(film_shown::table.find(film).select(ShownRow::as_select()).first(conn).await.optional()?)
}

/// Keeps what was read from a film's file. What another process kept meanwhile stays.
pub async fn keep_shown(conn: &mut AsyncPgConnection, row: &ShownRow) -> Result<(), StoreError> {
    diesel::insert_into(film_shown::table).values(row).on_conflict_do_nothing().execute(conn).await?;
    Ok(())
}

/// Keeps a comment, where its project has fewer than `most`; whether it was kept.
pub async fn comment(conn: &mut AsyncPgConnection, row: &CommentRow, most: i64) -> Result<bool, StoreError> {
    let there: i64 =
        share_comments::table.filter(share_comments::project_id.eq(row.project_id)).count().get_result(conn).await?;
    if there >= most {
        return Ok(false);
    }
    diesel::insert_into(share_comments::table).values(row).execute(conn).await?;
    Ok(true)
}

/// What guests of one link wrote, in the film's order.
pub async fn comments_of(conn: &mut AsyncPgConnection, link: Uuid) -> Result<Vec<CommentRow>, StoreError> {
    Ok(share_comments::table
        .filter(share_comments::link_id.eq(link))
        .order((share_comments::seconds, share_comments::id))
        .select(CommentRow::as_select())
        .load(conn)
        .await?)
}

/// What guests of all links of a project wrote, in the film's order, with what the link is called.
pub async fn comments_on(
    conn: &mut AsyncPgConnection,
    project: ProjectId,
) -> Result<Vec<(CommentRow, Option<String>)>, StoreError> {
    Ok(share_comments::table
        .left_join(share_links::table.on(share_links::id.nullable().eq(share_comments::link_id)))
        .filter(share_comments::project_id.eq(project.0))
        .order((share_comments::seconds, share_comments::id))
        .select((CommentRow::as_select(), share_links::label.nullable()))
        .load(conn)
        .await?)
}

/// What is done with a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An answer that the guests see; an empty one takes it away.
    Answer(String),
    Resolve,
    Reopen,
    Delete,
}

/// Changes a comment of the project. `NotFound` where it has no such comment.
pub async fn mark(conn: &mut AsyncPgConnection, project: ProjectId, id: Uuid, mark: &Mark) -> Result<(), StoreError> {
    let row = share_comments::table.find(id).filter(share_comments::project_id.eq(project.0));
    let now = Some(Utc::now());
    let changed = match mark {
        Mark::Answer(words) => {
            let answer = Some(words.as_str()).filter(|words| !words.is_empty());
            let at = answer.and(now);
            let both = (share_comments::answer.eq(answer), share_comments::answered_at.eq(at));
            diesel::update(row).set(both).execute(conn).await?
        }
        Mark::Resolve => diesel::update(row).set(share_comments::resolved_at.eq(now)).execute(conn).await?,
        Mark::Reopen => {
            diesel::update(row).set(share_comments::resolved_at.eq(None::<DateTime<Utc>>)).execute(conn).await?
        }
        Mark::Delete => diesel::delete(row).execute(conn).await?,
    };
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

impl Store {
    /// Makes a link and gives its token, which is kept nowhere.
    pub async fn make_share(&self, project: ProjectId, new: NewShare<'_>) -> Result<(Uuid, String), StoreError> {
        let password_hash = match new.password {
            Some(password) => Some(passwords::hashed(password).await?),
            None => None,
        };
        let (id, token) = (Uuid::now_v7(), tokens::new()?);
        diesel::insert_into(share_links::table)
            .values((
                share_links::id.eq(id),
                share_links::project_id.eq(project.0),
                share_links::token_hash.eq(tokens::hash(&token)),
                share_links::label.eq(new.label),
                share_links::password_hash.eq(password_hash),
                share_links::download.eq(new.download),
                share_links::comments.eq(new.comments),
                share_links::expires_at.eq(new.expires_at),
            ))
            .execute(&mut self.conn().await?)
            .await?;
        Ok((id, token))
    }

    /// Whether it is the password of a link. Each try is counted first, for the link and the place that it comes from.
    pub async fn opens_share(
        &self,
        row: &SharedRow,
        password: &str,
        from: IpAddr,
    ) -> Result<Result<bool, TooMany>, StoreError> {
        let name = format!("share {}", row.id);
        if let Err(wait) = self.admit(&name, from).await? {
            return Ok(Err(wait));
        }
        // No longer text is anybody's password, and each costs as much as it is long.
        let fits = password.chars().count() <= passwords::LONGEST;
        let right = fits && passwords::matches(password.to_owned(), row.password_hash.clone()).await?;
        if right {
            self.succeeded(&name, from).await?;
        }
        Ok(Ok(right))
    }
}
