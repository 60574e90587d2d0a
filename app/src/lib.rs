//! The web app: pages, components and server functions, rendered on the server and hydrated in the browser.
