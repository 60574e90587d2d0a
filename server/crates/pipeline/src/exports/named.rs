//! What an export is called.

use model::{ExportShape, ExportSpec};
use plan::fingerprint;
use store::exports::ExportRow;

/// The name of an export: of the film and of what makes a difference.
pub(super) fn export_name(film: &str, spec: ExportSpec) -> plan::Fingerprint {
    fingerprint("export", media::RECUT_VERSION, &(film, spec.plain()))
}

/// What a file of this shape is.
pub(super) fn extension(spec: ExportSpec) -> &'static str {
    if spec.shape == ExportShape::Sound { "m4a" } else { "mp4" }
}

/// What is exported.
pub(super) fn spec_of(row: &ExportRow) -> ExportSpec {
    serde_json::from_value(row.spec.clone()).unwrap_or_default()
}
