//! Pixels: shapes and inks in, rows of a picture out.

pub mod canvas;
pub mod colour;
pub mod coverage_runs;
pub mod dirty_rows;
pub mod gradient;
pub mod ink;
pub mod kernels;
pub mod shape;
