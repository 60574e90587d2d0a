//! Where a cluster's files and its socket are.

use super::{EmbeddedError, owner::Owner};
use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// Clusters of data folders that their user cannot reach (below /root, say). `data/postgres` is then a link to here.
const ELSEWHERE: &str = "/var/lib/director-studio";
/// The longest path of a Unix socket in bytes, its end included: 108 on Linux, 104 on macOS.
const LONGEST_SOCKET: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
const SOCKET_NAME: &str = "/.s.PGSQL.5432";

/// A cluster's folder, made or still to be made.
pub(super) struct Place {
    pub(super) folder: PathBuf,
    /// A link to make once the folder is there.
    pub(super) link: Option<PathBuf>,
}

impl Place {
    /// `data/postgres`, or, where its user cannot get there, a folder of its own below [`ELSEWHERE`].
    pub(super) fn find(data: &Path, owner: &Owner) -> Result<Self, EmbeddedError> {
        let folder = data.join("postgres");
        let unreachable = || EmbeddedError::Unreachable { user: owner.name.clone(), folder: data.to_owned() };
        match folder.canonicalize() {
            Ok(real) if owner.can_reach(&real) => return Ok(Self { folder: real, link: None }),
            Ok(_) => return Err(unreachable()),
            Err(_) if folder.symlink_metadata().is_ok() => return Err(EmbeddedError::Gone(folder)),
            Err(_) if owner.can_reach(&folder) => return Ok(Self { folder, link: None }),
            Err(_) => {}
        }
        let elsewhere = Path::new(ELSEWHERE);
        std::fs::DirBuilder::new().recursive(true).mode(0o755).create(elsewhere).map_err(|_| unreachable())?;
        let inside = elsewhere.join(uuid::Uuid::now_v7().to_string());
        if !owner.can_reach(&inside) {
            return Err(unreachable());
        }
        tracing::info!(
            "{} cannot be reached by the user {}: the database is kept in {}",
            data.display(),
            owner.name,
            inside.display()
        );
        Ok(Self { folder: inside, link: Some(folder) })
    }
}

/// A folder that only its owner can enter, for the socket: beside the cluster, or a short one where that path is too long.
pub(super) fn socket_folder(cluster: &Path, owner: &Owner) -> Result<PathBuf, EmbeddedError> {
    let beside = cluster.with_extension("run");
    if is_short_and_plain(&beside) {
        make_private(&beside, owner)?;
        return Ok(beside);
    }
    let mut hash = DefaultHasher::new();
    (cluster, owner.uid).hash(&mut hash);
    let name = format!("studio-{:016x}", hash.finish());
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let parents = [own, Some(std::env::temp_dir()), Some(PathBuf::from("/tmp"))];
    // Somebody else may have taken the first name in a folder that all may write to.
    let short = parents
        .into_iter()
        .flatten()
        .flat_map(|parent| [parent.join(&name), parent.join(format!("{name}-1")), parent.join(format!("{name}-2"))]);
    short
        .filter(|folder| is_short_and_plain(folder) && owner.can_reach(folder))
        .find(|folder| make_private(folder, owner).is_ok())
        .ok_or_else(|| EmbeddedError::NoSocket(cluster.to_owned()))
}

/// Postgres takes a list of folders: a comma or a quote in one would need care that a plain name does not.
fn is_short_and_plain(folder: &Path) -> bool {
    folder.to_str().is_some_and(|text| {
        text.len() + SOCKET_NAME.len() <= LONGEST_SOCKET
            && !text.contains([',', '"', '\'', '\\'])
            && !text.contains(char::is_control)
    })
}

/// Makes a folder that only `owner` can enter, or checks that it is one.
pub(super) fn make_private(folder: &Path, owner: &Owner) -> std::io::Result<()> {
    match std::fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => owner.give(folder)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let meta = std::fs::symlink_metadata(folder)?;
    if !meta.is_dir() || meta.uid() != owner.uid {
        let why = format!("{} belongs to somebody else", folder.display());
        return Err(std::io::Error::new(ErrorKind::PermissionDenied, why));
    }
    if meta.mode() & 0o777 != 0o700 {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}
