//! API tokens: listing, making and revoking one's own.

use crate::Problem;
use leptos::prelude::*;
use model::token::TokenView;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnTokens {
    pub tokens: Vec<TokenView>,
    /// A token that was just made. It is told this once.
    pub made: Option<String>,
}

#[server(endpoint = "tokens/list")]
pub async fn list_tokens() -> Result<OwnTokens, Problem> {
    use crate::server_side::{failed, signed_in, studio, take};
    let who = signed_in().await?;
    let tokens = studio()?.tokens(who.id).await.map_err(failed)?;
    Ok(OwnTokens { tokens, made: take("token") })
}

/// A box that is ticked says “on”; limits are in dollars.
#[server(endpoint = "tokens/make")]
pub async fn make_token(
    name: String,
    read: Option<String>,
    write: Option<String>,
    film: Option<String>,
    admin: Option<String>,
    test: Option<String>,
    day: Option<String>,
    job: Option<String>,
    days: Option<String>,
) -> Result<(), Problem> {
    use super::fields::{cents, number};
    use crate::server_side::{asks, fail, failed, leave, studio};
    use model::token::NewToken;
    let by = asks().await?;
    let ticked = [("read", read), ("write", write), ("film", film), ("admin", admin)];
    let scopes = ticked.into_iter().filter(|(_, tick)| tick.is_some()).map(|(scope, _)| scope.to_owned()).collect();
    let new = NewToken {
        name,
        scopes,
        test: test.is_some(),
        day_cents: cents("The limit of a day", day.as_deref()).map_err(fail)?,
        job_cents: cents("The limit of a film", job.as_deref()).map_err(fail)?,
        days: number("Days", days.as_deref(), 1.0, 3650.0).map_err(fail)?.map(|days| days as u32),
    };
    let made = studio()?.make_token(&by, new).await.map_err(failed)?;
    leave("token", &made.token);
    leptos_axum::redirect("/settings#tokens");
    Ok(())
}

#[server(endpoint = "tokens/revoke")]
pub async fn revoke_token(token: String) -> Result<(), Problem> {
    use crate::server_side::{asks, fail, failed, studio};
    let by = asks().await?;
    let id = token.parse().map_err(|_| fail(Problem::field("There is no such token.")))?;
    studio()?.revoke_token(&by, id).await.map_err(failed)?;
    leptos_axum::redirect("/settings#tokens");
    Ok(())
}
