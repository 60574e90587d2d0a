//! `GET /connect/google`: where Google sends people back to who connect an account.

use super::{App, person::SignedIn, reply::Problem, routes::Routes};
use access::{Actor, ChangeDestinations};
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

pub fn routes() -> Routes {
    Routes::new().route("/connect/google", get(come_back))
}

/// What Google says with the person.
#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
}

async fn come_back(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Query(said): Query<Said>,
) -> Result<Response, Problem> {
    let Some(code) = said.code.filter(|_| said.error.is_none()) else {
        let sentence = "Access was not allowed on Google's page. Nothing was connected.";
        return Ok(page(StatusCode::OK, "Not connected", sentence));
    };
    let actor = Actor::by_session(person.id, person.admin);
    let allowed = actor.may::<ChangeDestinations>()?;
    Ok(match app.studio.come_back_from_google(&allowed, &said.state, &code).await {
        Ok(()) => {
            let sentence =
                "The studio can send films there now. Close this tab, and load the film's export page again.";
            page(StatusCode::OK, "Connected", sentence)
        }
        Err(pipeline::Error::Internal(error)) => {
            tracing::error!(%error, "an account was not connected");
            let sentence = "Something went wrong on our side. Nothing was connected; please try again.";
            page(StatusCode::INTERNAL_SERVER_ERROR, "Not connected", sentence)
        }
        Err(error) => page(StatusCode::UNPROCESSABLE_ENTITY, "Not connected", &error.to_string()),
    })
}

/// The code stands in the address: no other page may hear of it.
fn page(status: StatusCode, title: &str, sentence: &str) -> Response {
    let text = sentence.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} · Director Studio</title><link rel=\"stylesheet\" href=\"/pkg/studio.css\"></head>\
         <body><main><h1>{title}</h1><p>{text}</p><p><a href=\"/\">To the projects</a></p></main></body></html>"
    );
    let headers = [(header::REFERRER_POLICY, "no-referrer"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, Html(page)).into_response()
}
