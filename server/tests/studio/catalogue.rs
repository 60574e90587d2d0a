//! The next version of Kling is an entry in the user's own catalogue.

use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use std::{path::Path, process::Stdio, time::Duration};

fn entry(version: &str) -> String {
    format!(
        r#"
        [kling.models."{version}"]
        kind = "video"
        speaks = "kling"
        can = ["text", "sound"]
        seconds = {{ from = 3, to = 30 }}
        resolutions = ["720p"]
        aspects = ["16:9"]
        price = {{ per_second = {{ 720p = "0.168" }} }}
        settings = {{ audio = "native" }}
        "#
    )
}

/// How `studio film` with this model ends, and what it says.
fn film(folder: &Path, kling: &Kling, model: &str, catalogue: Option<&str>) -> (Option<i32>, String) {
    let mut command = crate::bought_film(folder, "data", kling);
    command.args(["--resolution", "480p", "--model", model]).env_remove("STUDIO_CATALOGUE").stderr(Stdio::piped());
    let output = command.envs(catalogue.map(|file| ("STUDIO_CATALOGUE", file))).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_film_is_made_with_a_model_that_only_the_users_own_catalogue_knows() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = testkit::folder();
    let folder = folder.path();
    let options = Options { takes: Duration::from_millis(100), ..Options::default() };
    let kling = runtime.block_on(Kling::start(options)).unwrap();
    std::fs::write(folder.join("script.txt"), "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog.\n").unwrap();
    std::fs::create_dir(folder.join("data")).unwrap();
    std::fs::write(folder.join("data/catalogue.toml"), entry("kling-5.0")).unwrap();
    std::fs::write(folder.join("named.toml"), entry("kling-6.0")).unwrap();

    // The file that the environment names goes before the one in the data folder.
    let (code, said) = film(folder, &kling, "kling-5.0", Some("named.toml"));
    assert_eq!(code, Some(4));
    assert!(said.contains("kling/kling-6.0") && !said.contains("kling/kling-5.0"), "{said}");
    let (code, said) = film(folder, &kling, "kling-5.0", Some("nowhere.toml"));
    assert_eq!(code, Some(4));
    assert!(said.contains("the catalogue nowhere.toml cannot be read"), "{said}");

    let (code, said) = film(folder, &kling, "kling-5.0", None);
    assert_eq!(code, Some(0), "{said}");
    let bought = charges(&kling.charges).unwrap();
    assert_eq!(bought.iter().map(|charge| charge.model.as_str()).collect::<Vec<_>>(), ["kling-5.0"]);
}
