//! Tells cargo that the schema's history is part of this crate, and gives that history a short name.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

fn main() -> std::io::Result<()> {
    let folder = Path::new("../../../migrations");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut steps: Vec<_> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    steps.sort();
    let mut hash = DefaultHasher::new();
    for step in steps.iter().filter(|step| step.is_dir()) {
        step.file_name().hash(&mut hash);
        std::fs::read_to_string(step.join("up.sql"))?.hash(&mut hash);
    }
    println!("cargo:rustc-env=STUDIO_SCHEMA={:016x}", hash.finish());
    Ok(())
}
