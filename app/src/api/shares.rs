//! Links that show a film to guests, and what the guests wrote.

use crate::Problem;
use leptos::prelude::*;
use model::{CommentView, ProjectId, ShareView};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    pub links: Vec<ShareView>,
    /// The address of a link that was just made. It is told this once.
    pub link: Option<String>,
    /// What guests wrote and nobody has resolved.
    pub open_comments: usize,
}

#[server(endpoint = "shares/list")]
pub async fn list_shares(id: ProjectId) -> Result<Shares, Problem> {
    use crate::server_side::{failed, signed_in, studio, take};
    let (who, studio) = (signed_in().await?, studio()?);
    let links = studio.shares(who.id, id).await.map_err(failed)?;
    let comments = studio.comments(who.id, id).await.map_err(failed)?;
    let open_comments = comments.iter().filter(|comment| !comment.resolved).count();
    Ok(Shares { links, link: take("share"), open_comments })
}

/// `days` is for how long the link opens, 0 for as long as it is not revoked.
#[server(endpoint = "shares/make")]
pub async fn make_share(
    id: ProjectId,
    label: Option<String>,
    days: Option<String>,
    password: Option<String>,
    download: Option<String>,
    comments: Option<String>,
) -> Result<(), Problem> {
    use super::fields::number;
    use crate::server_side::{asks, fail, failed, host, leave, request_host, sign_up, studio};
    let by = asks().await?;
    let days = number("Days", days.as_deref(), 0.0, 3650.0).map_err(fail)?.map(|days| days as u32);
    let new = model::NewShare {
        label: label.unwrap_or_default(),
        days,
        password: password.unwrap_or_default(),
        download: download.is_some(),
        comments: comments.is_some(),
    };
    let host = host();
    let made = studio()?.share(&by, id, &sign_up()?, request_host(&host), &new).await.map_err(failed)?;
    leave("share", &made.link);
    Ok(())
}

#[server(endpoint = "shares/revoke")]
pub async fn revoke_share(id: ProjectId, share: String) -> Result<(), Problem> {
    use crate::server_side::{asks, fail, failed, studio};
    let by = asks().await?;
    let share = share.parse().map_err(|_| fail(Problem::field("There is no such link.")))?;
    studio()?.revoke_share(&by, id, share).await.map_err(failed)
}

#[server(endpoint = "comments/list")]
pub async fn list_comments(id: ProjectId) -> Result<Vec<CommentView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.comments(who.id, id).await.map_err(failed)
}

/// `verb` is answer, resolve, reopen or delete; `words` are those of an answer.
#[server(endpoint = "comments/mark")]
pub async fn mark_comment(id: ProjectId, comment: String, verb: String, words: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use pipeline::Mark;
    let who = signed_in().await?;
    let comment = comment.parse().map_err(|_| fail(Problem::field("There is no such comment.")))?;
    let mark = match verb.as_str() {
        "answer" => Mark::Answer(words.unwrap_or_default()),
        "resolve" => Mark::Resolve,
        "reopen" => Mark::Reopen,
        "delete" => Mark::Delete,
        _ => return Err(fail(Problem::field("This is not one of the choices."))),
    };
    studio()?.mark_comment(who.id, id, comment, mark).await.map_err(failed)
}
