//! What a person has spent and may still spend.

use crate::Problem;
use leptos::prelude::*;
use model::view::MoneyView;

#[server(endpoint = "money")]
pub async fn my_money() -> Result<MoneyView, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.money(who.id).await.map_err(failed)
}

/// An administrator gives somebody credit, in dollars; a negative amount takes it back. The administrator's password is asked for again.
#[server(endpoint = "money/grant")]
pub async fn grant_credit(email: String, dollars: String, password: Option<String>) -> Result<(), Problem> {
    use super::fields::number;
    use crate::server_side::{confirmed, fail, failed, signed_in, studio};
    let who = signed_in().await?;
    if !who.admin {
        return Err(fail(Problem::new(403, "Only an administrator of this studio can grant credit.")));
    }
    let amount = number("Credit", Some(dollars.trim().trim_start_matches('$')), -100_000.0, 100_000.0).map_err(fail)?;
    let cents = (amount.unwrap_or_default() * 100.0).round() as i64;
    let sure = confirmed(&who, password.as_deref()).await?;
    studio()?.grant_by_email(&sure, &email, cents).await.map_err(failed)?;
    leptos_axum::redirect("/settings#money");
    Ok(())
}
