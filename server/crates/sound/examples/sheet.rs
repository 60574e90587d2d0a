//! Writes the sounds of the listening sheet as WAV files: `cargo run -p sound --example sheet -- LIST FOLDER`. The list has a row for
//! each sound, `| name | what is heard |`.
// A tool at a terminal: what fails ends it.
#![allow(clippy::print_stdout)]

use model::{Heard, ModelChoice, SoundSpec, Surroundings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(list), Some(folder)) = (args.next(), args.next().map(std::path::PathBuf::from)) else {
        return Err("usage: sheet LIST FOLDER".into());
    };
    std::fs::create_dir_all(&folder)?;
    let list = std::fs::read_to_string(list)?;
    let names = list.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').next().map(str::trim));
    for (nth, name) in names.filter(|name| sound::recognises(name)).enumerate() {
        let spec = SoundSpec {
            model: ModelChoice::foley(),
            sound: name.to_owned(),
            ambience: false,
            seconds: 4.0,
            take: 0,
            footage: None,
            heard: Some(Heard { far: false, surroundings: Surroundings::Outdoors }),
        };
        let mut sound = sound::foley(&spec);
        // All as long as each other, so that their pictures can be compared.
        sound.samples.resize(4 * sound::RATE as usize * 2, 0.0);
        sound.write_wav(&folder.join(format!("{nth:02}.wav")))?;
        println!("{nth:02} {name}");
    }
    Ok(())
}
