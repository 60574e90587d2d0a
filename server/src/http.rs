//! The web server: which part answers which path, and what surrounds every answer.

mod administration;
mod agent;
mod api;
mod archive;
mod auth;
mod bearer;
pub mod callbacks;
mod client;
mod connect;
mod csv;
mod delivery;
mod destinations;
mod docs;
mod edge;
mod events;
mod everything;
mod exports;
mod figures;
mod forgot;
mod functions;
mod health;
mod hosts;
mod jobs;
mod json_body;
mod keys;
mod limits;
mod mcp;
mod media;
mod metrics;
mod money;
mod openapi;
mod people;
mod person;
mod reply;
mod requests;
mod reviews;
mod routes;
mod sample;
mod security;
mod seed;
mod share;
mod shares;
mod storyboard;
mod streams;
mod token_routes;
mod tokens;
mod uploads;
mod webhooks;

use crate::{mail::Mailer, settings::Web};
use app::{App as Page, shell};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRef},
    http::{HeaderValue, Request, header},
    middleware,
    response::Response,
    routing::{get, post},
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{LeptosRoutes as _, generate_route_list};
use pipeline::Studio;
use routes::Routes;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate as _, predicate::NotForContentType},
    csrf::CsrfLayer,
    services::ServeDir,
    set_header::SetResponseHeaderLayer,
};
use tower_sessions::{
    Expiry, SessionManagerLayer,
    cookie::{SameSite, time::Duration},
};

/// The largest script, with room for the form around it: the sentence about its size comes from the pipeline.
const FORM_LIMIT: usize = 8_000_000;
/// The largest archive of a project.
const ARCHIVE_LIMIT: usize = 4_000_000_000;
/// How long a session's cookie lives: as long as a session can. The store ends it earlier where it is not used.
const SESSION: Duration = Duration::seconds(store::sessions::LONGEST.num_seconds());

/// What every handler can reach.
#[derive(Clone)]
pub struct App {
    pub studio: Studio,
    /// Who may come in.
    pub sign_up: pipeline::SignUp,
    pub web: Arc<Web>,
    pub leptos: LeptosOptions,
    pub metrics: Arc<metrics::Metrics>,
    pub streams: streams::Streams,
    /// The process is about to stop: nobody new is to be sent here.
    pub draining: CancellationToken,
    pub mailer: Option<Mailer>,
    pub limits: limits::Limits,
}

impl App {
    pub fn new(studio: Studio, web: Web) -> anyhow::Result<Self> {
        let mailer = Mailer::from_environment().map_err(|why| anyhow::anyhow!(why))?;
        let leptos = web.leptos();
        let sign_up = pipeline::SignUp { mails: mailer.is_some(), ..web.sign_up()? };
        Ok(Self {
            studio,
            sign_up,
            web: Arc::new(web),
            leptos,
            metrics: Arc::new(metrics::Metrics::from_environment()),
            streams: streams::Streams::from_environment(),
            draining: CancellationToken::new(),
            mailer,
            limits: limits::Limits::from_environment(),
        })
    }
}

impl FromRef<App> for LeptosOptions {
    fn from_ref(app: &App) -> Self {
        app.leptos.clone()
    }
}

impl FromRef<App> for Studio {
    fn from_ref(app: &App) -> Self {
        app.studio.clone()
    }
}

/// The figures alone, for an address of their own.
pub fn figures_alone(app: App) -> Router {
    metrics::alone(app)
}

/// Whether the process is well, and its figures: all that one without pages answers.
pub fn health_alone(app: App) -> Router {
    health::routes()
        .merge(metrics::routes())
        .into_router()
        .layer(middleware::from_fn_with_state(app.clone(), metrics::count))
        .with_state(app)
}

/// All routes.
pub fn router(app: App) -> Router {
    let sessions = SessionManagerLayer::new(store::Sessions(app.studio.database().reserved()))
        .with_name(if app.web.secure() { "__Host-studio" } else { "studio" })
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(app.web.secure())
        .with_expiry(Expiry::OnInactivity(SESSION));
    let compressed = DefaultPredicate::new()
        .and(NotForContentType::const_new("video/"))
        .and(NotForContentType::const_new("audio/"))
        .and(NotForContentType::const_new("application/zip"));

    pages(&app)
        .merge(of_people().into_router())
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn(security::private))
                .layer(sessions)
                .layer(middleware::from_fn_with_state(app.clone(), person::put_on_request))
                .layer(middleware::from_fn_with_state(app.clone(), streams::look_again))
                .layer(middleware::from_fn(functions::status))
                .layer(middleware::from_fn(edge::check_body)),
        )
        .layer(csrf(&app.web))
        .merge(token_routes::routes(openapi::routes()).into_router())
        .merge(of_nobody().into_router())
        .fallback_service(site(&app))
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn(requests::log))
                .layer(middleware::from_fn_with_state(app.clone(), metrics::count))
                .layer(middleware::from_fn_with_state(app.clone(), security::headers))
                .layer(middleware::from_fn_with_state(app.clone(), limits::count))
                .layer(CompressionLayer::new().compress_when(compressed))
                .layer(CatchPanicLayer::custom(reply::panicked))
                .layer(middleware::from_fn(edge::check_address))
                .layer(middleware::from_fn_with_state(app.clone(), hosts::check))
                .layer(middleware::from_fn_with_state(app.clone(), client::put_on_request)),
        )
        .with_state(app)
}

/// What somebody asks for: the person is known when these are answered.
fn of_people() -> Routes {
    forms()
        .merge(seed::routes().layer(DefaultBodyLimit::max(FORM_LIMIT)))
        .merge(delivery::routes())
        .merge(connect::routes())
        .merge(everything::routes())
        .merge(exports::files())
        .merge(media::routes())
        .merge(storyboard::routes())
        .nest("/api/v1", api::routes())
}

/// What nobody in particular asks for.
fn of_nobody() -> Routes {
    health::routes()
        .merge(metrics::routes())
        .merge(callbacks::routes())
        .merge(sample::routes())
        .merge(docs::routes())
        .merge(share::routes())
}

/// Every address that something of ours answers, for the tests that ask them all. The site's files are not among them.
#[derive(serde::Serialize)]
pub struct Addresses {
    /// Paths of pages, with their parameters in braces.
    pages: Vec<String>,
    /// Paths and methods of server functions.
    functions: Vec<(&'static str, String)>,
    /// All other paths; the `Allow` header of a 405 tells their methods.
    routes: Vec<String>,
}

pub fn addresses() -> Addresses {
    let pages = generate_route_list(Page).iter().map(|page| page.path().to_owned()).collect();
    let functions =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (path, method.to_string())).collect();
    Addresses { pages, functions, routes: addresses_of_routes() }
}

/// The paths of what is neither a page nor a server function.
fn addresses_of_routes() -> Vec<String> {
    of_people().merge(token_routes::routes(openapi::routes())).merge(of_nobody()).paths().to_vec()
}

/// The pages and the server functions of the Leptos app.
fn pages(app: &App) -> Router<App> {
    let routes = generate_route_list(Page);
    let (studio, sign_up, web, options) =
        (app.studio.clone(), app.sign_up.clone(), app.web.clone(), app.leptos.clone());
    let context = move || {
        provide_context(studio.clone());
        provide_context(sign_up.clone());
        security::content_policy(&web);
    };
    Router::new()
        .leptos_routes_with_context(app, routes, context, move || shell(options.clone()))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
}

/// Plain forms that no server function answers.
fn forms() -> Routes {
    Routes::new()
        .route("/auth/register", post(auth::register))
        .route("/auth/login", post(auth::login))
        .route("/auth/logout", post(auth::logout))
        .route("/auth/reset", post(auth::reset))
        .route("/auth/forgot", post(forgot::forgot))
        .route("/upload", post(uploads::script))
        .route("/projects/{id}/prompts", post(uploads::prompts))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .merge(
            Routes::new()
                .route("/projects/{id}/shots/{shot}/picture", post(uploads::frame))
                .route("/projects/{id}/looks", post(uploads::looks))
                .layer(DefaultBodyLimit::max(uploads::PICTURE_LIMIT)),
        )
        .merge(
            Routes::new()
                .route("/projects/{id}/shots/{shot}/recording", post(uploads::recording))
                .layer(DefaultBodyLimit::max(uploads::RECORDING_LIMIT)),
        )
        .merge(Routes::new().route("/import", post(uploads::archive)).layer(DefaultBodyLimit::max(ARCHIVE_LIMIT)))
}

/// Requests that change something must come from our own pages.
fn csrf(web: &Web) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let Some(url) = &web.public_url else { return layer };
    match layer.clone().add_trusted_origin(url) {
        Ok(layer) => layer,
        Err(error) => {
            tracing::warn!(%error, "STUDIO_URL is no origin; only the Host header is trusted");
            layer
        }
    }
}

/// The built style, script, fonts and pictures; what is not there either is a page that says so.
fn site(app: &App) -> Router {
    let files = ServeDir::new(&app.web.site_root)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let cache = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, |response: &Response<_>| {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        // Fonts never change under their names; the rest is asked about each time, and mostly answered with 304.
        let long = kind.starts_with("font/");
        response.status().is_success().then(|| {
            HeaderValue::from_static(if long { "public, max-age=31536000, immutable" } else { "public, no-cache" })
        })
    });
    let (state, options) = (app.clone(), app.leptos.clone());
    let page = move |request: Request<Body>| {
        let (studio, sign_up, web, options) =
            (state.studio.clone(), state.sign_up.clone(), state.web.clone(), options.clone());
        let context = move || {
            provide_context(studio.clone());
            provide_context(sign_up.clone());
            security::content_policy(&web);
        };
        let handler = leptos_axum::render_app_async_with_context(context, move || shell(options.clone()));
        handler(request)
    };
    let not_found = Router::new()
        .fallback(page)
        .layer(middleware::map_response(|mut response: Response| async {
            *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
            response
        }))
        .layer(middleware::from_fn(person::nobody));
    Router::new()
        .route("/favicon.ico", get(|| async { axum::response::Redirect::permanent("/icon.svg") }))
        .fallback_service(ServiceBuilder::new().layer(cache).service(files.fallback(not_found)))
}
