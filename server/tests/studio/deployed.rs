//! The files that put the studio into a container or under systemd, read and held to what the program knows.

use std::{collections::BTreeSet, path::Path, process::Command};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    std::fs::read_to_string(path).expect(name)
}

/// Every name of a setting in a text.
fn settings(text: &str) -> BTreeSet<String> {
    let name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.split(|c: char| !name(c)).filter(|word| word.starts_with("STUDIO_")).map(str::to_owned).collect()
}

#[test]
fn deploy_files_name_only_settings_and_commands_that_there_are() {
    let known = settings(&read("README.md"));
    // What the compose file itself asks for.
    let own = ["STUDIO_PORT", "STUDIO_NAME"];
    for file in ["Dockerfile", "compose.yaml", ".env.example", "studio.service", "Caddyfile", "nginx.conf"] {
        let unknown: Vec<String> = settings(&read(&format!("deploy/{file}")))
            .into_iter()
            .filter(|name| !known.contains(name) && !own.contains(&name.as_str()))
            .collect();
        assert!(unknown.is_empty(), "deploy/{file} names {unknown:?}, which README.md does not");
    }
    let help = Command::new(env!("CARGO_BIN_EXE_studio")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for command in ["serve", "healthcheck", "backup", "restore", "verify", "migrate", "support"] {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command}: {help}");
    }
}

#[test]
fn the_image_runs_as_nobody_in_particular_and_says_whether_it_is_well() {
    let image = read("deploy/Dockerfile");
    let users: Vec<&str> = image.lines().filter(|line| line.starts_with("USER ")).collect();
    // Kubernetes wants a number to see that it is not root.
    assert_eq!(users.last(), Some(&"USER 10001:10001"), "{users:?}");
    assert!(image.contains("ENTRYPOINT [\"studio\"]"), "signals arrive where no shell stands between");
    assert!(image.contains("CMD [\"studio\", \"healthcheck\"]"));
    let (made, kept) = (image.find("install -d -o 10001").unwrap(), image.find("VOLUME").unwrap());
    assert!(made < kept, "a volume takes the owner of the folder that was there before");
    let compose = read("deploy/compose.yaml");
    for rule in ["read_only: true", "no-new-privileges:true", "- ALL", "stop_grace_period: 60s", "service_healthy"] {
        assert!(compose.contains(rule), "{rule}");
    }
    assert!(!compose.contains(":latest"), "no version is nobody's version");
    let unit = read("deploy/studio.service");
    for rule in
        ["ExecStart=/usr/local/bin/studio serve", "KillMode=mixed", "NoNewPrivileges=yes", "CapabilityBoundingSet=\n"]
    {
        assert!(unit.contains(rule), "{rule}");
    }
}

/// The manifests for Kubernetes, by name.
const MANIFESTS: [&str; 5] = ["namespace.yaml", "migrate.yaml", "web.yaml", "compute.yaml", "calls.yaml"];

#[test]
fn manifests_run_as_nobody_in_particular_and_name_only_settings_and_figures_that_there_are() {
    let known = settings(&read("README.md"));
    let kustomization = read("deploy/kubernetes/kustomization.yaml");
    for file in MANIFESTS {
        assert!(kustomization.contains(&format!("- {file}")), "{file} is in no kustomization");
        let text = read(&format!("deploy/kubernetes/{file}"));
        let unknown: Vec<_> = settings(&text).difference(&known).cloned().collect();
        assert!(unknown.is_empty(), "{file} names {unknown:?}");
        for document in text.split("\n---\n") {
            assert!(document.contains("apiVersion: ") && document.contains("kind: "), "{file}: {document}");
            if document.contains("containers:") {
                for rule in [
                    "runAsNonRoot: true",
                    "readOnlyRootFilesystem: true",
                    "allowPrivilegeEscalation: false",
                    "drop: [\"ALL\"]",
                ] {
                    assert!(document.contains(rule), "{file}: {rule}");
                }
            }
        }
    }
    let unknown: Vec<_> = settings(&kustomization).difference(&known).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let web = read("deploy/kubernetes/web.yaml");
    assert!(web.contains("path: /readyz") && web.contains("maxUnavailable: 0") && web.contains("STUDIO_DRAIN_WAIT"));
    for (file, pool) in [("compute.yaml", "compute"), ("calls.yaml", "calls")] {
        let text = read(&format!("deploy/kubernetes/{file}"));
        assert!(text.contains("name: studio_queue_ready") && text.contains(&format!("pool: {pool}")), "{file}");
        assert!(text.contains(&format!("\"--role\", \"{pool}\"")), "{file}");
    }
}

/// By the schemas that Kubernetes publishes, where `pip install kubernetes-validate` was done.
#[test]
fn manifests_are_what_kubernetes_publishes_schemas_of() {
    let program = std::env::var("KUBERNETES_VALIDATE").unwrap_or_else(|_| "kubernetes-validate".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/kubernetes");
    let checked = Command::new(&program).args(["--strict", "-k", "1.30"]).args(MANIFESTS).current_dir(folder).output();
    let Ok(checked) = checked else {
        eprintln!("skipped: {program} is not here; pip install kubernetes-validate");
        return;
    };
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()));
}

#[test]
fn every_page_of_the_guides_that_another_one_leads_to_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operate");
    for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap();
            let there = path.is_empty() || path.contains("://") || folder.join(path).exists();
            assert!(there, "{} leads to {link}", entry.path().display());
        }
    }
}
