//! Routes that can be listed: the tests ask every one of them as everybody who might.

use super::App;
use axum::{
    Router,
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{MethodRouter, Route},
};
use std::convert::Infallible;
use tower::{Layer, Service};

/// A router that remembers its paths. A path's methods are told by the `Allow` header of its 405.
pub struct Routes {
    router: Router<App>,
    paths: Vec<String>,
}

impl Routes {
    pub fn new() -> Self {
        Self { router: Router::new(), paths: Vec::new() }
    }

    pub fn route(mut self, path: &str, methods: MethodRouter<App>) -> Self {
        self.paths.push(path.to_owned());
        Self { router: self.router.route(path, methods), paths: self.paths }
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        Self { router: self.router.merge(other.router), paths: self.paths }
    }

    /// Puts the other's paths below `prefix`.
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        self.paths.extend(other.paths.iter().map(|path| format!("{prefix}{path}")));
        Self { router: self.router.nest(prefix, other.router), paths: self.paths }
    }

    /// Surrounds the routes that are here already.
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        Self { router: self.router.layer(layer), paths: self.paths }
    }

    /// Answers every other path.
    pub fn fallback<H: Handler<T, App>, T: 'static>(self, handler: H) -> Self {
        Self { router: self.router.fallback(handler), paths: self.paths }
    }

    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    pub fn into_router(self) -> Router<App> {
        self.router
    }
}
