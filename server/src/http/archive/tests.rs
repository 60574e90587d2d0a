//! What is taken out of an archive, and what is refused: the process lives, and says why.

use super::*;

fn packed(parts: Vec<Part>, files: &[(String, PathBuf)]) -> File {
    let manifest = Manifest {
        version: VERSION,
        title: "Ferry".to_owned(),
        script: "INT. SHIP - DAY".to_owned(),
        settings: ProjectSettings::default(),
        parts,
        pictures: Vec::new(),
        recordings: Vec::new(),
    };
    let texts = [("project.json", serde_json::to_vec(&manifest).unwrap()), ("prompts.json", b"{}".to_vec())];
    pack(&std::env::temp_dir(), &texts, files).unwrap()
}

fn take(fingerprint: &str) -> Part {
    Part {
        kind: "take".to_owned(),
        fingerprint: fingerprint.to_owned(),
        shot: 0,
        seconds: Some(4.0),
        provider: "kling".to_owned(),
        model: "v3".to_owned(),
        detail: serde_json::json!({ "take": 0 }),
        extension: "mp4".to_owned(),
    }
}

#[test]
fn what_is_packed_is_unpacked() {
    let part = take(&"a1".repeat(32));
    let folder = tempfile::tempdir().unwrap();
    let footage = folder.path().join("a.mp4");
    std::fs::write(&footage, b"footage").unwrap();
    let again = unpack(&std::env::temp_dir(), packed(vec![part.clone()], &[(part.name(), footage)])).unwrap();
    assert_eq!((again.title.as_str(), again.script.as_str()), ("Ferry", "INT. SHIP - DAY"));
    assert_eq!(again.prompts, b"{}");
    assert_eq!(again.parts[0].0, part);
    assert_eq!(std::fs::read(&again.parts[0].1).unwrap(), b"footage");
}

#[test]
fn a_part_that_is_missing_or_names_a_path_is_refused() {
    assert!(unpack(&std::env::temp_dir(), packed(vec![take(&"a1".repeat(32))], &[])).is_err());
    assert!(unpack(&std::env::temp_dir(), packed(vec![take("../../../../etc/passwd")], &[])).is_err());
}

#[test]
fn pictures_are_unpacked_and_none_that_names_a_path() {
    let with = |pictures: Vec<String>, files: &[(String, PathBuf)]| {
        let manifest = serde_json::json!({ "version": VERSION, "title": "Ferry", "script": "INT. SHIP - DAY",
            "settings": ProjectSettings::default(), "pictures": pictures });
        let texts = [("project.json", manifest.to_string().into_bytes()), ("prompts.json", b"{}".to_vec())];
        unpack(&std::env::temp_dir(), pack(&std::env::temp_dir(), &texts, files).unwrap())
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.png");
    std::fs::write(&file, b"a picture").unwrap();
    let name = format!("{}.png", "a1".repeat(32));
    let again = with(vec![name.clone()], &[(picture_file(&name), file.clone())]).unwrap();
    assert_eq!(std::fs::read(&again.pictures[0]).unwrap(), b"a picture");
    assert!(with(vec![name], &[]).is_err(), "it is missing");
    let outside = "../outside.png".to_owned();
    assert!(with(vec![outside.clone()], &[(picture_file(&outside), file)]).is_err());
}

#[test]
fn a_file_that_is_no_archive_is_refused_with_a_sentence() {
    let mut file = unnamed_file(&std::env::temp_dir()).unwrap();
    file.write_all(b"not a zip").unwrap();
    let why = unpack(&std::env::temp_dir(), file).err().expect("it is refused");
    assert!(why.starts_with("This is not a studio's archive"), "{why}");
}

/// The sentence with which an archive is refused.
fn refused(file: File) -> String {
    let folder = tempfile::tempdir().unwrap();
    let why = unpack(folder.path(), file).err().expect("it is refused");
    assert!(why.starts_with("This is not a studio's archive"), "{why}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing of it stays: {why}");
    why
}

fn manifest(parts: &serde_json::Value, pictures: &[String]) -> Vec<u8> {
    serde_json::json!({ "version": VERSION, "title": "Ferry", "script": "INT. SHIP - DAY",
        "settings": ProjectSettings::default(), "parts": parts, "pictures": pictures })
    .to_string()
    .into_bytes()
}

fn zip_of(write: impl FnOnce(&mut ZipWriter<File>)) -> File {
    let mut zip = ZipWriter::new(unnamed_file(&std::env::temp_dir()).unwrap());
    write(&mut zip);
    let mut file = zip.finish().unwrap();
    file.rewind().unwrap();
    file
}

fn add(zip: &mut ZipWriter<File>, name: &str, method: CompressionMethod, bytes: &[u8]) {
    zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
    zip.write_all(bytes).unwrap();
}

#[test]
fn a_small_archive_with_a_text_of_many_megabytes_is_refused() {
    let shots = format!(r#"{{"shots":[{}{{}}]}}"#, "{},".repeat(4_000_000));
    let file = zip_of(|zip| {
        add(zip, "project.json", CompressionMethod::Deflated, &manifest(&serde_json::json!([]), &[]));
        add(zip, "prompts.json", CompressionMethod::Deflated, shots.as_bytes());
    });
    assert!(file.metadata().unwrap().len() < 100_000);
    assert!(refused(file).contains("prompts.json is larger than 8 MB"));
}

#[test]
fn a_part_with_a_detail_of_a_million_numbers_is_refused_while_it_is_counted() {
    let mut part = serde_json::to_value(take(&"a1".repeat(32))).unwrap();
    part["detail"] = serde_json::json!({ "take": vec![1; 1_000_000] });
    let file = zip_of(|zip| {
        add(zip, "project.json", CompressionMethod::Deflated, &manifest(&serde_json::json!([part]), &[]));
        add(zip, "prompts.json", CompressionMethod::Deflated, b"{}");
    });
    assert!(refused(file).contains("“take” has more than 10000 entries"));
}

#[test]
fn files_that_share_their_bytes_are_refused() {
    let names: Vec<Part> = (0..400).map(|at| take(&format!("{at:064x}"))).collect();
    let file = zip_of(|zip| {
        add(zip, "project.json", CompressionMethod::Deflated, &manifest(&serde_json::to_value(&names).unwrap(), &[]));
        add(zip, "prompts.json", CompressionMethod::Deflated, b"{}");
        add(zip, &names[0].name(), CompressionMethod::Stored, &vec![7; 100_000]);
        for part in &names[1..] {
            zip.shallow_copy_file(&names[0].name(), &part.name()).unwrap();
        }
    });
    assert!(file.metadata().unwrap().len() < 1_000_000, "40 MB would come of it");
    assert!(refused(file).contains("share their bytes"));
}

#[test]
fn one_file_that_is_named_by_many_parts_is_refused() {
    let part = take(&"a1".repeat(32));
    let listed = serde_json::to_value(vec![&part; 100]).unwrap();
    let file = zip_of(|zip| {
        add(zip, "project.json", CompressionMethod::Deflated, &manifest(&listed, &[]));
        add(zip, "prompts.json", CompressionMethod::Deflated, b"{}");
        add(zip, &part.name(), CompressionMethod::Stored, &vec![7; 100_000]);
    });
    assert!(refused(file).contains("names a file twice"));
}

#[test]
fn a_directory_of_very_many_entries_is_refused_before_it_is_read() {
    let file = zip_of(|zip| {
        for at in 0..60_000 {
            add(zip, &format!("{at}"), CompressionMethod::Stored, b"");
        }
    });
    assert!(refused(file).contains("entries"));
}

#[test]
fn packed_parts_and_packed_pictures_are_refused() {
    let part = take(&"a1".repeat(32));
    let picture = format!("{}.png", "b2".repeat(32));
    let zeros = vec![0; 5_000_000];
    for (parts, pictures, name) in [
        (serde_json::to_value(vec![&part]).unwrap(), vec![], part.name()),
        (serde_json::json!([]), vec![picture.clone()], picture_file(&picture)),
    ] {
        let file = zip_of(|zip| {
            add(zip, "project.json", CompressionMethod::Deflated, &manifest(&parts, &pictures));
            add(zip, "prompts.json", CompressionMethod::Deflated, b"{}");
            add(zip, &name, CompressionMethod::Deflated, &zeros);
        });
        assert!(refused(file).contains("is packed"));
    }
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let part = take(&"a1".repeat(32));
    let folder = tempfile::tempdir().unwrap();
    let footage = folder.path().join("a.mp4");
    std::fs::write(&footage, vec![7; 10_000]).unwrap();
    let whole = packed(vec![part.clone()], &[(part.name(), footage)]);
    let length = whole.metadata().unwrap().len();
    for kept in [length - 1, length / 2, 30, 0] {
        let file = whole.try_clone().unwrap();
        file.set_len(kept).unwrap();
        refused(file);
    }
}
