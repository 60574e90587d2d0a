//! `inspect inspect FILE --json`: what `studio inspect` prints, for measuring the script engine alone.

fn main() -> std::process::ExitCode {
    let Some(path) = std::env::args().nth(2) else {
        eprintln!("usage: inspect inspect FILE --json");
        return std::process::ExitCode::from(2);
    };
    let read = std::fs::read(&path)
        .map_err(|e| e.to_string())
        .and_then(|bytes| script_in(&bytes, &path).map_err(|e| e.to_string()));
    match read {
        Ok(play) => {
            let found = script::inspect(&play, &model::ProjectSettings::default());
            match serde_json::to_string(&found) {
                Ok(json) => {
                    println!("{json}");
                    std::process::ExitCode::SUCCESS
                }
                Err(error) => {
                    eprintln!("{error}");
                    std::process::ExitCode::from(1)
                }
            }
        }
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::from(4)
        }
    }
}

#[cfg(feature = "pdf")]
fn script_in(bytes: &[u8], path: &str) -> Result<script::Screenplay, script::ReadError> {
    if script::is_pdf(bytes) {
        Ok(script::read(&script::pdf_text(bytes)?))
    } else {
        script::read_bytes(bytes, Some(path))
    }
}

#[cfg(not(feature = "pdf"))]
fn script_in(bytes: &[u8], path: &str) -> Result<script::Screenplay, script::ReadError> {
    script::read_bytes(bytes, Some(path))
}
